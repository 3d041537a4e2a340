namespace FusionScorer.Signals.Media.Decoding;

/// <summary>
/// Decodes by starting ffmpeg: one process gives the clip's keyframes and its sound; where keyframes lie farther apart than an observer's interval,
/// another one decodes all pictures of that stretch.
/// </summary>
public sealed class FfmpegMediaDecoder(FfmpegTools tools) : IMediaDecoder
{
    private readonly FfmpegMediaReader _reader = new(tools);

    /// <summary>The clock for time limits; another one only in tests.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    public async Task<DecodeResult> DecodeAsync(ClipInput clip, IReadOnlyList<IDecodedObserver> observers, CancellationToken cancellation)
    {
        var probe = clip.Probe;
        if (probe is null)
        {
            var answer = await _reader.ProbeAsync(clip.MediaPath, cancellation);
            if (answer.Value is null)
                return DecodeResult.Failed(answer.Reason!);
            probe = answer.Value;
        }

        var plan = DecodePlan.Of(probe, observers);
        if (plan.IsEmpty)
            return DecodeResult.Done;
        if (plan.Refusal is { } refusal)
            return DecodeResult.Failed(refusal);
        using var session = new DecodeSession(tools, plan, clip.MediaPath, observers, Time, cancellation);
        return await session.RunAsync();
    }
}
