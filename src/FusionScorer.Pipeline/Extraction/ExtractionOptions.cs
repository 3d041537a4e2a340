using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Signals;

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

    /// <summary>A reading that is there, unless this run is to make it again.</summary>
    internal Reading? Keeps(Reading? reading, string signal) =>
        reading is null || (Wants(signal) && (Force || (RetryFailed && reading.Status == ReadingStatus.Failed))) ? null : reading;

    /// <summary>Refuses signals that cannot be read.</summary>
    /// <exception cref="BadInputException">A signal that no extractor reads.</exception>
    internal void RequireSignals(IReadOnlyList<ISignalExtractor> extractors)
    {
        if (Signals.Except(extractors.Select(extractor => extractor.Signal)).FirstOrDefault() is { } unknown)
            throw new BadInputException($"no extractor for signal '{unknown}'; there are {string.Join(", ", extractors.Select(extractor => extractor.Signal))}");
    }

    internal bool Wants(string signal) => Signals.Count == 0 || Signals.Contains(signal);
}
