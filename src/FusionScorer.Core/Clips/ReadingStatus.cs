namespace FusionScorer.Core.Clips;

/// <summary>What became of a signal on a clip.</summary>
public enum ReadingStatus
{
    /// <summary>The signal was read; it may still have found nothing.</summary>
    Read,

    /// <summary>There was nothing to read, no model, or an unsupported language: the signal contributes nothing.</summary>
    Missing,

    /// <summary>Reading was tried and failed; the reason is recorded and the signal contributes nothing.</summary>
    Failed,
}
