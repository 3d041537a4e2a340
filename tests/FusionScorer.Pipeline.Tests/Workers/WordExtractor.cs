using System.Collections.Concurrent;
using FusionScorer.Core.Clips;
using FusionScorer.Signals;

namespace FusionScorer.Pipeline.Tests.Workers;

/// <summary>Reads the words of a file, and goes wrong as a test wishes.</summary>
internal sealed class WordExtractor : ISignalExtractor
{
    /// <summary>How often each file was read, over all extractors that share it.</summary>
    public ConcurrentDictionary<string, int> Counts { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Runs before a file is read: its name, and which time this is.</summary>
    public Func<string, int, CancellationToken, Task> Before { get; init; } = (_, _, _) => Task.CompletedTask;

    public string Signal => "words";

    public string Version { get; init; } = "1";

    public string ReadingVersion => "1";

    public string? InputKey(ClipInput clip) => clip.Fingerprint;

    public async Task<Observed> ObserveAsync(ClipInput clip, CancellationToken cancellation)
    {
        var name = Path.GetFileName(clip.MediaPath);
        var time = Counts.AddOrUpdate(name, 1, (_, count) => count + 1);
        await Before(name, time, cancellation);
        return Observed.Of(await File.ReadAllTextAsync(clip.MediaPath, cancellation));
    }

    public SignalReading Read(string observation) => new(
        ReadingStatus.Read, null, [new Evidence("words", "text", 1, observation, null, null)], new Dictionary<string, float> { ["words.length"] = observation.Length });
}
