namespace FusionScorer.Signals;

/// <summary>Reads one signal from the files of a clip. Adding a media signal means writing one of these and registering it.</summary>
/// <remarks>Thread-safe: one instance serves all clips at once.</remarks>
public interface ISignalExtractor
{
    /// <summary>The signal's name, as in <see cref="Core.Clips.SignalNames"/>.</summary>
    string Signal { get; }

    /// <summary>Changes when the extractor, its model or its options change: old observations are then read again.</summary>
    string Version { get; }

    /// <summary>Changes when <see cref="Read"/> would answer otherwise on the same observation, for example with another lexicon.</summary>
    string ReadingVersion { get; }

    /// <summary>A key of the files that this signal reads on the clip; equal files give equal keys.</summary>
    /// <returns>Null when there is nothing to read; <see cref="ObserveAsync"/> then says why.</returns>
    string? InputKey(ClipInput clip);

    /// <summary>Reads the clip. The expensive part; runs once for each input.</summary>
    Task<Observed> ObserveAsync(ClipInput clip, CancellationToken cancellation);

    /// <summary>Turns an observation into evidence and features. Cheap and pure; runs again when the reading version changes.</summary>
    /// <param name="observation">The content of an earlier <see cref="Observed.Content"/>.</param>
    SignalReading Read(string observation);
}
