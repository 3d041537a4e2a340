using FusionScorer.Core.Clips;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Linking;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Everything there is to say of one clip.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Level">Its level and who says so.</param>
/// <param name="Fused">The model's latest result; null before fusing.</param>
/// <param name="Account">What moved the posterior, in nats; null before fusing, or when the policy changed since.</param>
/// <param name="Votes">What each labelling function said; missing ones are left out. Empty before fusing.</param>
/// <param name="Readings">What each signal says.</param>
/// <param name="Evidence">Time-coded facts.</param>
/// <param name="Links">Why links moved it: the strongest paths from clips of known level.</param>
/// <param name="Neighbours">The clips at the end of those paths, those that share most people first.</param>
/// <param name="History">All answers, undone ones included, oldest first.</param>
/// <param name="Pick">Why the queue chose it last; null when it never did.</param>
public sealed record ClipAccount(
    Clip Clip, ClipLevel Level, FusedClip? Fused, Account? Account, IReadOnlyList<ClipVote> Votes, IReadOnlyList<Reading> Readings, IReadOnlyList<Evidence> Evidence,
    LinkReasons Links, IReadOnlyList<Neighbour> Neighbours, IReadOnlyList<Decision> History, Pick? Pick)
{
    /// <summary>Gathers the account of a clip.</summary>
    public static ClipAccount Of(Project project, Clip clip)
    {
        var store = project.Store;
        var policy = project.Policy;
        var decisions = store.Decisions.All();
        var standings = StandingDecisions.Of(decisions, policy.Taxonomy);
        var clips = store.Clips.All();
        var known = KnownLevels.Of(store, clips, policy);
        var view = LinkView.Of(project, clips, standings, known);
        var links = view.Explain(clip);
        var fused = store.Fusion.Result(clip.No);
        return new ClipAccount(
            clip,
            links.Level,
            fused,
            fused is null ? null : AccountOf(project, clip),
            fused is null || store.Fusion.Latest()?.PolicyHash != project.PolicyRow.Hash ? [] : VotesOf(policy, fused),
            store.Readings.OfClip(clip.No),
            store.Readings.Evidence(clip.No),
            links,
            Neighbour.Of(view, links),
            [.. decisions.Where(decision => decision.ClipNo == clip.No)],
            store.Fusion.LatestPick(clip.No));
    }

    private static Account? AccountOf(Project project, Clip clip) =>
        FusionRun.LatestBlocks(project) is { } latest && Array.IndexOf(latest.Clips, clip.No) is var row and >= 0
            ? Core.Fusion.Account.Of(latest.Blocks, row, FusionRun.Weights(project.Policy))
            : null;

    private static List<ClipVote> VotesOf(Policy policy, FusedClip fused)
    {
        var votes = new List<ClipVote>();
        for (var j = 0; j < policy.Functions.Length; j++)
        {
            var function = policy.Functions[j];
            if (fused.Votes[j] == Outcome.Missing)
                continue;
            var rule = Outcome.RuleOf(fused.Votes[j]);
            votes.Add(rule < 0 ? new ClipVote(function.Signal, function.Name, "silent", null)
                : rule < function.Rules.Length ? new ClipVote(function.Signal, function.Name, "rule", rule)
                : new ClipVote(function.Signal, function.Name, "missing", null));
        }

        return votes;
    }
}

/// <summary>What a labelling function said of a clip.</summary>
/// <param name="Signal">The function's signal.</param>
/// <param name="Function">The function.</param>
/// <param name="Outcome"><c>rule</c>, <c>silent</c>, or <c>missing</c> where that informs.</param>
/// <param name="Rule">Which rule fired, from 0; null when none did.</param>
public sealed record ClipVote(string Signal, string Function, string Outcome, int? Rule);
