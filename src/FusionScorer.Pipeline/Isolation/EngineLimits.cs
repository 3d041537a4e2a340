namespace FusionScorer.Pipeline.Isolation;

/// <summary>How much an engine process may take before it is ended.</summary>
/// <param name="Memory">Resident memory in bytes.</param>
/// <param name="Patience">Time for any clip.</param>
/// <param name="TimesLength">And so many times its length.</param>
public sealed record EngineLimits(long Memory, TimeSpan Patience, double TimesLength)
{
    /// <summary>Enough for the medium models of Whisper on a slow core.</summary>
    public static readonly EngineLimits Usual = new(4L << 30, TimeSpan.FromMinutes(5), 10);

    /// <summary>The time for a clip of this length.</summary>
    public TimeSpan TimeFor(long? durationMs) => Patience + TimeSpan.FromMilliseconds((durationMs ?? 0) * TimesLength);
}
