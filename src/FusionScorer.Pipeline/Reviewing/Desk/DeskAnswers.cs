using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>An answer as it comes from a reviewer's browser.</summary>
/// <param name="Id">Made by the client; sending it twice adds it once.</param>
/// <param name="ClipId">The clip.</param>
/// <param name="Answer">A level set, <c>unsure</c>, <c>skip</c> or <c>flag</c>; not read for an undo.</param>
/// <param name="Undoes">The decision to take back; null for none.</param>
/// <param name="Note">What was written beside it.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="EvidenceOpened">How many pieces of evidence were opened.</param>
/// <param name="Policy">Hash of the policy under which the clip was shown.</param>
/// <param name="Posterior">The posterior that was shown; empty when none.</param>
/// <param name="Strategy">Which strategy had chosen the clip; null when nothing had.</param>
/// <param name="Batch">In which batch; null when in none.</param>
/// <param name="At">When, by the client's clock.</param>
/// <param name="Adjudicates">Whether the level is to settle a dispute; the caller makes sure that a lead says so.</param>
public sealed record ReviewerAnswer(
    string Id, string ClipId, string Answer, string? Undoes, string? Note, double? Seconds, int? EvidenceOpened, string Policy,
    ImmutableArray<float> Posterior, string? Strategy, long? Batch, DateTimeOffset At, bool Adjudicates = false);

/// <summary>Why an answer was not taken.</summary>
public enum Refusal
{
    /// <summary>It was taken.</summary>
    None,

    /// <summary>There is no such clip.</summary>
    NoClip,

    /// <summary>It is no answer.</summary>
    Bad,

    /// <summary>Its id, or what it undoes, belongs to something else.</summary>
    Conflict,
}

/// <summary>What became of an answer.</summary>
/// <param name="Refusal">None when it was taken.</param>
/// <param name="Reason">One line for people when it was not.</param>
/// <param name="Added">False when it was there before.</param>
/// <param name="PolicyChanged">The active policy is not the one under which the clip was shown.</param>
public readonly record struct AnswerOutcome(Refusal Refusal, string? Reason, bool Added, bool PolicyChanged);

/// <summary>Takes answers: each is on disk before this says so, once however often it is sent.</summary>
public sealed class DeskAnswers(ReviewDesk desk)
{
    /// <summary>How many of one's latest answers can be taken back.</summary>
    public const int Undoable = 10;

    private const int LongestNote = 2000;
    private static readonly TimeSpan LongestOffline = TimeSpan.FromDays(30);

    /// <summary>Saves an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="reviewer">The account.</param>
    /// <param name="role"><c>reviewer</c> or <c>lead</c>.</param>
    public AnswerOutcome Take(ReviewerAnswer answer, string reviewer, string role)
    {
        var changed = answer.Policy != desk.Model.PolicyRow.Hash;
        if (!IsId(answer.Id))
            return Refuse(Refusal.Bad, "the decision's id must be 8 to 64 letters, digits and hyphens");
        if (desk.Log.Find(answer.Id) is { } known)
            return Repeated(known.Decision, answer, reviewer, changed);
        if (desk.Project.Store.Clips.Find(answer.ClipId) is not { } clip || clip.ClipId != answer.ClipId)
            return Refuse(Refusal.NoClip, "there is no such clip");
        if (answer.Note is { Length: > LongestNote })
            return Refuse(Refusal.Bad, $"a note has at most {LongestNote} characters");
        if (PolicyOf(answer.Policy) is not { } policy)
            return Refuse(Refusal.Bad, "the clip was shown under a policy that this project never had; load the page again");

        Decision decision;
        if (answer.Undoes is { } undoes)
        {
            if (desk.Log.Find(undoes) is not { } last || last.Decision.Reviewer != reviewer || last.Decision.ClipNo != clip.No || last.Decision.Kind == DecisionKind.Undo)
                return Refuse(Refusal.Conflict, "there is no decision of yours to take back");
            if (last.Undone)
                return Refuse(Refusal.Conflict, "that decision was taken back already");
            if (desk.Log.Latest(reviewer, Undoable).All(own => own.Id != undoes))
                return Refuse(Refusal.Conflict, $"only one's last {Undoable} decisions can be taken back; answer the clip anew instead");
            decision = last.Decision with { Id = answer.Id, Kind = DecisionKind.Undo, Levels = "", Undoes = undoes, Note = answer.Note };
        }
        else
        {
            var (kind, levels, fault) = Parse(answer.Answer, policy.Taxonomy);
            if (fault is not null)
                return Refuse(Refusal.Bad, fault);
            var adjudicates = answer.Adjudicates && kind == DecisionKind.Level;
            var blind = adjudicates ? null : desk.Blind.TaskFor(clip.No, reviewer);
            var pick = blind is null ? PickOf(clip.No, answer) : null;
            decision = new Decision(
                answer.Id, clip.No, reviewer, adjudicates ? Decision.Adjudicator : role, kind, levels, Undoes: null, answer.Policy, string.Join('|', policy.Taxonomy.Levels),
                blind is not null ? ChosenBy(blind) : pick?.Strategy ?? StrategyOf(answer.Strategy), pick?.BatchId, pick?.InclusionProbability, pick?.Audit ?? false,
                Shown(answer.Posterior, policy.Taxonomy.Count), Bounded(answer.Seconds), answer.EvidenceOpened is >= 0 and <= 100_000 ? answer.EvidenceOpened : null,
                default, string.IsNullOrWhiteSpace(answer.Note) ? null : answer.Note.Trim());
        }

        var now = desk.Project.Clock.GetUtcNow();
        decision = decision with
        {
            PolicyHash = answer.Policy,
            Taxonomy = string.Join('|', policy.Taxonomy.Levels),
            At = answer.At <= now && answer.At >= now - LongestOffline ? answer.At : now,
        };
        return Save(decision) is { Added: false } saved ? Repeated(saved.Before!, answer, reviewer, changed) : new AnswerOutcome(Refusal.None, Reason: null, Added: true, changed);
    }

    /// <summary>Asks for a decided clip anew; its level stands until the next answer.</summary>
    /// <param name="clipId">The clip.</param>
    /// <param name="reason">Why.</param>
    /// <param name="lead">The account; the caller makes sure that it leads.</param>
    public AnswerOutcome Reopen(string clipId, string? reason, string lead)
    {
        var model = desk.Model;
        if (model.RowOf(clipId) is not (var row and >= 0))
            return Refuse(Refusal.NoClip, "there is no such clip");
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestNote)
            return Refuse(Refusal.Bad, $"say why the clip is reopened, in at most {LongestNote} characters");
        var clip = model.ClipAt(row);
        if (desk.Log.StandingOf(clip) is not { Levels.IsEmpty: false } standing)
            return Refuse(Refusal.Conflict, "nobody has decided this clip: there is nothing to reopen");
        if (standing.Reopened)
            return Refuse(Refusal.Conflict, "the clip is reopened already and waits for an answer");
        Save(new Decision(
            Ids.New(desk.Project.Clock), clip, lead, "lead", DecisionKind.Reopen, Levels: "", Undoes: null, model.PolicyRow.Hash, string.Join('|', model.Policy.Taxonomy.Levels),
            "direct", BatchId: null, InclusionProbability: null, Audit: false, Posterior: [], Seconds: null, EvidenceOpened: null, desk.Project.Clock.GetUtcNow(), reason.Trim()));
        return new AnswerOutcome(Refusal.None, Reason: null, Added: true, PolicyChanged: false);
    }

    /// <summary>A reviewer's latest answers that can be taken back, newest first.</summary>
    public IReadOnlyList<Decision> Recent(string reviewer, int count) => desk.Log.Latest(reviewer, Math.Clamp(count, 0, Undoable));

    private AnswerSaved Save(Decision decision)
    {
        var saved = desk.Project.Store.Review.Answer(decision, desk.Blind.DrawnBy(decision, desk.Log.StandingOf(decision.ClipNo)));
        if (!saved.Added)
            return saved;
        desk.Log.Add(decision);
        Telemetry.CountDecision(decision.Kind.ToString().ToLowerInvariant());
        if (saved.Task is { } task)
            desk.Blind.Take(task);
        else
            desk.Blind.Answered(decision.ClipNo);
        desk.Disagreements.Look(decision.ClipNo);
        return saved;
    }

    // Why a clip was shown is known here; a browser is told of it no more than a reviewer.
    private static string ChosenBy(BlindTask task) => task.Kind == BlindKind.Second ? Decision.SecondReview : Decision.HiddenCheck;

    private static AnswerOutcome Refuse(Refusal refusal, string reason) => new(refusal, reason, Added: false, PolicyChanged: false);

    // Another's id is not told apart from one's own id on another clip: nobody learns what others decided.
    private AnswerOutcome Repeated(Decision known, ReviewerAnswer answer, string reviewer, bool changed) =>
        known.Reviewer == reviewer && known.Undoes == answer.Undoes && desk.Model.RowOf(answer.ClipId) is var row and >= 0 && desk.Model.ClipAt(row) == known.ClipNo
            ? new AnswerOutcome(Refusal.None, Reason: null, Added: false, changed)
            : Refuse(Refusal.Conflict, "this decision id is taken");

    private Policy? PolicyOf(string hash)
    {
        if (hash == desk.Model.PolicyRow.Hash)
            return desk.Model.Policy;
        return desk.Project.Store.Policies.Find(hash) is { } row && row.Hash == hash ? PolicyReader.Parse($"policy {hash[..8]}", row.Text) : null;
    }

    // What a draw says of a clip is read from the store, not believed from the browser; a later draw may have chosen the clip again meanwhile.
    private Pick? PickOf(long clip, ReviewerAnswer answer) => answer.Batch is { } batch ? desk.Project.Store.Fusion.PickOf(clip, batch) : null;

    private static string StrategyOf(string? strategy) => strategy is not null && QueryStrategies.Names.Contains(strategy) ? strategy : "direct";

    private static (DecisionKind Kind, string Levels, string? Fault) Parse(string answer, Taxonomy taxonomy)
    {
        switch (answer)
        {
            case "unsure": return (DecisionKind.Unsure, "", null);
            case "skip": return (DecisionKind.Skip, "", null);
            case "flag": return (DecisionKind.Flag, "", null);
        }

        try
        {
            return (DecisionKind.Level, LevelSet.Parse(answer, taxonomy).Format(taxonomy), null);
        }
        catch (FormatException fault)
        {
            return (DecisionKind.Level, "", string.Create(CultureInfo.InvariantCulture, $"{fault.Message}; or answer unsure, skip or flag"));
        }
    }

    private static ImmutableArray<float> Shown(ImmutableArray<float> posterior, int levels) =>
        !posterior.IsDefault && posterior.Length == levels && posterior.All(p => p is >= 0 and <= 1) ? posterior : [];

    private static double? Bounded(double? seconds) => seconds is >= 0 and <= 86_400 ? seconds : null;

    private static bool IsId(string id) => id.Length is >= 8 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
