namespace FusionScorer.Signals.Media.Decoding;

/// <summary>Decodes a clip once for any number of observers.</summary>
/// <remarks>Thread-safe. A clip that cannot be decoded gives a reason, never an exception.</remarks>
public interface IMediaDecoder
{
    /// <summary>Decodes whatever the observers ask for and hands it to them. Does not finish them.</summary>
    /// <returns>Whether the clip was decoded to its end; also true when it lacks what was asked for. What was handed over before a failure is good.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the decoder's processes are gone.</exception>
    Task<DecodeResult> DecodeAsync(ClipInput clip, IReadOnlyList<IDecodedObserver> observers, CancellationToken cancellation);
}

/// <summary>How a decoding pass ended.</summary>
/// <param name="Ok">The clip was decoded to its end.</param>
/// <param name="Reason">Why not, in one line; null when it was.</param>
public sealed record DecodeResult(bool Ok, string? Reason)
{
    /// <summary>Decoded to its end.</summary>
    public static readonly DecodeResult Done = new(Ok: true, Reason: null);

    /// <summary>Not decoded, or not to its end.</summary>
    public static DecodeResult Failed(string reason) => new(Ok: false, reason);
}
