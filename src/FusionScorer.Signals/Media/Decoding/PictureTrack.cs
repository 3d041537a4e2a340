namespace FusionScorer.Signals.Media.Decoding;

/// <summary>The pictures of a clip on their way to the observers: keyframes, and all pictures where those lie too far apart.</summary>
internal sealed class PictureTrack : IAsyncDisposable
{
    private readonly DecodePlan _plan;
    private readonly int _frameBytes;
    private readonly GapDecoder _gaps;

    // Keyframes are close enough up to a quarter beyond the interval: "every two seconds" is 2.002 s at 29.97 pictures a second,
    // and decoding everything costs ten times more.
    private readonly long _longestGapMs;
    private readonly ILookup<int, FrameThinner> _thinners;

    public PictureTrack(DecodePlan plan, PatienceClock clock, IEnumerable<ObserverPump> pumps, Func<long?, DecoderProcess> startGap)
    {
        _plan = plan;
        _longestGapMs = plan.IntervalMs * 5 / 4;
        _frameBytes = plan.Sizes.Select(Bytes).DefaultIfEmpty(0).Max();
        _gaps = new GapDecoder(startGap, _frameBytes, reachMs: Math.Max(5000, plan.IntervalMs));
        _thinners = pumps
            .Where(pump => pump.Observer.Frames is not null)
            .ToLookup(
                pump => plan.Sizes.IndexOf((pump.Observer.Frames!.Width, pump.Observer.Frames.Height)),
                pump => new FrameThinner(
                    (long)pump.Observer.Frames!.Interval.TotalMilliseconds,
                    pump.Observer.Frames.Width * pump.Observer.Frames.Height * 3,
                    (rgb24, ms) => clock.HandOverAsync(pump.FrameAsync(rgb24, ms))));
    }

    /// <summary>The time of the last picture; null when there was none.</summary>
    public long? EndMs { get; private set; }

    /// <summary>Why pictures between keyframes could not be decoded.</summary>
    public string? Complaint => _gaps.Complaint;

    public async Task ReadAsync(DecoderProcess keyframes, CancellationToken cancellation)
    {
        var reader = new MatroskaReader(keyframes.Output, _frameBytes);
        long? keyframe = null;
        try
        {
            while (await reader.NextAsync(cancellation) is { } block)
            {
                if (block.Ms > _plan.End.TotalMilliseconds)
                    continue;
                if (block.Track == 0)
                {
                    if (block.Ms - keyframe > _longestGapMs)
                        await _gaps.DecodeAsync(keyframe, block.Ms, OfferAsync, cancellation);
                    keyframe = block.Ms;
                }

                await OfferAsync(block);
            }

            var (exitCode, _) = await keyframes.EndAsync(cancellation);
            if (exitCode == 0 && !(_plan.Probe.DurationMs - keyframe <= _longestGapMs))
                await _gaps.DecodeAsync(keyframe, (long)_plan.End.TotalMilliseconds, OfferAsync, cancellation);
            foreach (var thinner in _thinners.SelectMany(group => group))
                await thinner.FinishAsync();
        }
        catch (InvalidDataException fault)
        {
            throw new DecodingException("ffmpeg's pictures could not be read: " + fault.Message, fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gaps.DisposeAsync();
        foreach (var thinner in _thinners.SelectMany(group => group))
            thinner.Dispose();
    }

    private static int Bytes((int Width, int Height) size) => size.Width * size.Height * 3;

    private async ValueTask OfferAsync(MatroskaBlock block)
    {
        if ((uint)block.Track >= (uint)_plan.Sizes.Length || block.Data.Length != Bytes(_plan.Sizes[block.Track]))
            throw new InvalidDataException($"a picture of {block.Data.Length} bytes");
        EndMs = block.Ms;
        foreach (var thinner in _thinners[block.Track])
            await thinner.OfferAsync(block.Data, block.Ms);
    }
}
