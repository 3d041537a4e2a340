namespace FusionScorer.Signals.Nudity;

/// <summary>How nudity is looked for.</summary>
public sealed record NudityOptions
{
    /// <summary>Pictures lie about this far apart in clips of up to <see cref="MaxFrames"/> intervals.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A longer clip is looked at about so many times, farther apart. At the default a film of two hours has a picture every 12 s, which its keyframes
    /// give without decoding the rest.
    /// </summary>
    public int MaxFrames { get; init; } = 600;

    /// <summary>An ONNX file to use instead of the default model: same input, same five classes.</summary>
    public string? ModelPath { get; init; }

    /// <summary>Small copies of the strongest frames kept for reviewers, at most; 0 for none.</summary>
    public int Thumbnails { get; init; } = 3;

    /// <summary>Only frames with at least this score (nudity or sexy) are kept as small copies: most clips have none.</summary>
    public float ThumbnailScore { get; init; } = 0.2f;

    /// <summary>How far apart pictures of a clip are to lie.</summary>
    /// <param name="durationMs">The clip's duration; null when unknown.</param>
    public TimeSpan IntervalOf(long? durationMs)
    {
        var spread = TimeSpan.FromMilliseconds(Math.Ceiling((durationMs ?? 0) / (double)MaxFrames));
        return spread > Interval ? spread : Interval;
    }
}
