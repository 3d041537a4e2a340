namespace FusionScorer.Library.Records;

/// <summary>Kinds of blind tasks.</summary>
public enum BlindKind
{
    /// <summary>A decided clip goes to a second reviewer.</summary>
    Second,

    /// <summary>A clip of known level is asked among others.</summary>
    Check,

    /// <summary>Somebody has looked at the answers on a clip, and is no blind reviewer of it any more.</summary>
    Seen,
}

/// <summary>Something that is asked without showing what others said of it. Append-only; what became of it follows from the decisions.</summary>
/// <param name="Id">Grows with each task; 0 to let the store give one.</param>
/// <param name="Kind">What kind.</param>
/// <param name="ClipNo">The clip.</param>
/// <param name="Account">Second: whose answer was the first. Check: who is asked. Seen: who looked.</param>
/// <param name="DecisionId">The first answer; null unless <see cref="BlindKind.Second"/>.</param>
/// <param name="Level">Name of the level that is known; null unless <see cref="BlindKind.Check"/>.</param>
/// <param name="Share">With what probability it was drawn; null unless it was a draw.</param>
/// <param name="At">When.</param>
public sealed record BlindTask(long Id, BlindKind Kind, long ClipNo, string Account, string? DecisionId, string? Level, double? Share, DateTimeOffset At);
