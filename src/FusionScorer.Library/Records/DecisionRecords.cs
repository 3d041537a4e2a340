using System.Collections.Immutable;

namespace FusionScorer.Library.Records;

/// <summary>Kinds of decisions.</summary>
public enum DecisionKind
{
    /// <summary>A level or level set.</summary>
    Level,

    /// <summary>The reviewer cannot tell.</summary>
    Unsure,

    /// <summary>Not for this reviewer.</summary>
    Skip,

    /// <summary>Something is wrong with the clip itself.</summary>
    Flag,

    /// <summary>Takes back an earlier decision.</summary>
    Undo,

    /// <summary>A lead asks for the clip anew; the note says why. Its level stands until the next answer.</summary>
    Reopen,
}

/// <summary>A person's answer on a clip. Append-only.</summary>
/// <param name="Id">Made by the client; adding it twice adds it once.</param>
/// <param name="ClipNo">The clip.</param>
/// <param name="Reviewer">Who answered.</param>
/// <param name="Role"><c>reviewer</c>, <c>lead</c> or <c>adjudicator</c>.</param>
/// <param name="Kind">What kind of answer.</param>
/// <param name="Levels">The level set as text in the policy's taxonomy; empty unless <see cref="DecisionKind.Level"/>.</param>
/// <param name="Undoes">The id of the decision taken back; null unless <see cref="DecisionKind.Undo"/>.</param>
/// <param name="PolicyHash">The active policy.</param>
/// <param name="Taxonomy">Its level names, joined by <c>|</c>.</param>
/// <param name="ChosenBy">The strategy that chose the clip, <c>direct</c>, <see cref="SecondReview"/>, <see cref="HiddenCheck"/>, or what an import says.</param>
/// <param name="BatchId">The batch that it was chosen in; null when direct.</param>
/// <param name="InclusionProbability">With what probability it was chosen; null when that was no draw.</param>
/// <param name="Audit">Whether it was an audit pick.</param>
/// <param name="Posterior">The posterior shown, K probabilities; empty when none existed.</param>
/// <param name="Seconds">How long the answer took; null when unknown.</param>
/// <param name="EvidenceOpened">How many pieces of evidence were opened; null when unknown.</param>
/// <param name="At">When.</param>
/// <param name="Note">What the reviewer wrote beside it; null for nothing.</param>
public sealed record Decision(
    string Id, long ClipNo, string Reviewer, string Role, DecisionKind Kind, string Levels, string? Undoes, string PolicyHash, string Taxonomy,
    string ChosenBy, long? BatchId, double? InclusionProbability, bool Audit, ImmutableArray<float> Posterior, double? Seconds, int? EvidenceOpened,
    DateTimeOffset At, string? Note = null)
{
    /// <summary>What chose a clip for a second reviewer who was shown nothing of the first one's answer.</summary>
    public const string SecondReview = "second";

    /// <summary>What chose a clip whose level was known, to measure the reviewer: such an answer never becomes the clip's level.</summary>
    public const string HiddenCheck = "check";

    /// <summary>The role in which a dispute is settled.</summary>
    public const string Adjudicator = "adjudicator";

    /// <summary>Whether the answer only measures its reviewer.</summary>
    public bool IsCheck => ChosenBy == HiddenCheck;

    /// <summary>Whether it is a blind second answer.</summary>
    public bool IsSecond => ChosenBy == SecondReview;
}

/// <summary>A level known from outside the project.</summary>
/// <param name="ClipNo">The clip.</param>
/// <param name="Level">The level's name.</param>
/// <param name="Source">Where it came from.</param>
public sealed record KnownLevel(long ClipNo, string Level, string Source);
