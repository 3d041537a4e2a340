namespace FusionScorer.Pipeline.Extraction;

/// <summary>What an extraction run does.</summary>
public sealed record ExtractionOptions
{
    /// <summary>Clips in work at once, at least 1.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Only these signals; empty = all.</summary>
    public IReadOnlyCollection<string> Signals { get; init; } = [];

    /// <summary>Reads everything again, also what is there.</summary>
    public bool Force { get; init; }

    /// <summary>Reads failed clips again.</summary>
    public bool RetryFailed { get; init; }

    internal bool Wants(string signal) => Signals.Count == 0 || Signals.Contains(signal);
}
