namespace FusionScorer.Signals.Speech;

/// <summary>Turns speech into text. The one place to put another engine in.</summary>
/// <remarks>Thread-safe; each call depends on its own samples alone.</remarks>
public interface ITranscriber : IDisposable
{
    /// <summary>Transcribes one stretch of sound.</summary>
    /// <param name="pcm16k">Mono samples at 16 kHz, -1 to 1, finite; at most 30 s.</param>
    /// <param name="options">How to.</param>
    /// <param name="cancellation">Ends the work at the engine's next step.</param>
    /// <returns>Segments in order of time, counted from the first sample; none when nothing is said.</returns>
    /// <exception cref="TranscriptionException">The engine gave up.</exception>
    Task<IReadOnlyList<TranscriptSegment>> TranscribeAsync(ReadOnlyMemory<float> pcm16k, TranscribeOptions options, CancellationToken cancellation);
}

/// <summary>How to transcribe.</summary>
/// <param name="Language">ISO 639-1 code of the language spoken.</param>
public sealed record TranscribeOptions(string Language = "en");

/// <summary>The engine could not transcribe; the message is one line for people.</summary>
public sealed class TranscriptionException(string message) : Exception(message);
