namespace FusionScorer.Signals.Media;

/// <summary>A value, or one line that says why there is none.</summary>
/// <param name="Value">Null when it could not be had.</param>
/// <param name="Reason">Null when there is a value; never holds an absolute path.</param>
public sealed record MediaAnswer<T>(T? Value, string? Reason)
    where T : class;

/// <summary>Reads media files. The only door to ffmpeg, so that another library can stand in for it.</summary>
/// <remarks>Thread-safe. A file that cannot be read gives a reason, never an exception.</remarks>
public interface IMediaReader
{
    /// <summary>What the file holds.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<MediaAnswer<MediaProbe>> ProbeAsync(string path, CancellationToken cancellation);

    /// <summary>One text track as WebVTT. Its times are the container's: <see cref="MediaProbe.StartMs"/> is still to be taken off.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="streamIndex">The stream's index in the file.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<MediaAnswer<string>> ReadTextTrackAsync(string path, int streamIndex, CancellationToken cancellation);
}
