using FusionScorer.Core;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Takes people's answers: a decision is saved first, then the model learns from it.</summary>
public sealed class ReviewSession(Project project)
{
    private const string Direct = "direct";

    /// <summary>Saves an answer on a clip.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="answer">A level set, or <c>unsure</c>, <c>skip</c>, <c>flag</c>.</param>
    /// <param name="reviewer">Who answers.</param>
    /// <param name="at">When; null for now.</param>
    /// <param name="chosenBy">What chose the clip; null to look at the queue.</param>
    /// <returns>The decision as saved.</returns>
    /// <exception cref="BadInputException">The answer is no level set.</exception>
    public Decision Decide(Clip clip, string answer, string reviewer, DateTimeOffset? at = null, string? chosenBy = null)
    {
        var decision = Make(clip, answer, reviewer, at, chosenBy);
        project.Store.Decisions.Append(decision);
        return decision;
    }

    /// <summary>Makes a decision without saving it.</summary>
    public Decision Make(Clip clip, string answer, string reviewer, DateTimeOffset? at, string? chosenBy, string? id = null)
    {
        var (kind, levels) = ParseAnswer(answer);
        var pick = chosenBy is null ? project.Store.Fusion.LatestPick(clip.No) : null;
        var time = at ?? project.Clock.GetUtcNow();
        return new Decision(
            id ?? Ids.New(project.Clock), clip.No, reviewer, "reviewer", kind, levels.IsEmpty ? "" : levels.Format(project.Policy.Taxonomy), Undoes: null,
            project.PolicyRow.Hash, string.Join('|', project.Policy.Taxonomy.Levels), chosenBy ?? pick?.Strategy ?? Direct, pick?.BatchId,
            pick?.InclusionProbability, pick?.Audit ?? false, project.Store.Fusion.Result(clip.No)?.Posterior ?? [], Seconds: null, EvidenceOpened: null, time);
    }

    /// <summary>Takes back the latest answer of a reviewer, on one clip or on any.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public (Decision Undo, Decision Undone) Undo(Clip? clip, string reviewer)
    {
        var all = project.Store.Decisions.All();
        var undone = all.Where(decision => decision.Kind == DecisionKind.Undo).Select(decision => decision.Undoes).ToHashSet();
        var last = all.LastOrDefault(decision =>
            decision.Kind != DecisionKind.Undo && decision.Reviewer == reviewer && !undone.Contains(decision.Id) && (clip is null || decision.ClipNo == clip.No))
            ?? throw new BadInputException(clip is null
                ? $"{reviewer} has no answer to undo"
                : $"{reviewer} has no answer on {clip.Name} to undo; `fusion show` lists who answered");
        var taxonomy = string.Join('|', project.Policy.Taxonomy.Levels);
        var undo = last with
        {
            Id = Ids.New(project.Clock),
            Kind = DecisionKind.Undo,
            Levels = "",
            Undoes = last.Id,
            PolicyHash = project.PolicyRow.Hash,
            Taxonomy = taxonomy,

            // Probabilities of other levels than those named beside them would be no posterior.
            Posterior = last.Taxonomy == taxonomy ? last.Posterior : [],
            At = project.Clock.GetUtcNow(),
        };
        project.Store.Decisions.Append(undo);
        return (undo, last);
    }

    /// <summary>Updates the model when the policy says that enough answers have come in.</summary>
    /// <returns>Null when it is not yet time.</returns>
    public FusionOutcome? Learn()
    {
        var decisions = project.Store.Decisions.All().Count;
        var learnt = project.Store.Fusion.Latest()?.Decisions ?? 0;
        return decisions - learnt >= project.Policy.UpdateEvery ? FusionRun.Run(project) : null;
    }

    private (DecisionKind Kind, LevelSet Levels) ParseAnswer(string answer)
    {
        switch (answer.Trim().ToLowerInvariant())
        {
            case "unsure": return (DecisionKind.Unsure, default);
            case "skip": return (DecisionKind.Skip, default);
            case "flag": return (DecisionKind.Flag, default);
        }

        try
        {
            return (DecisionKind.Level, LevelSet.Parse(answer, project.Policy.Taxonomy));
        }
        catch (FormatException fault)
        {
            throw new BadInputException($"{fault.Message}; or answer unsure, skip or flag");
        }
    }
}
