using System.Collections.Immutable;

using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Signals.Nudity;

/// <summary>Scores the pictures of one clip as they are decoded.</summary>
internal sealed class NudityObserver : IDecodedObserver
{
    private readonly NudityModel _model;
    private readonly NudityOptions _options;
    private readonly IThumbnailSink? _sink;
    private readonly ClipInput _clip;
    private readonly StrongestFrames _strongest;
    private readonly List<NudityFrame> _frames = [];
    private string? _note;

    public NudityObserver(NudityModel model, NudityOptions options, IThumbnailSink? sink, ClipInput clip)
    {
        _model = model;
        _options = options;
        _sink = sink;
        _clip = clip;
        _strongest = new StrongestFrames(sink is null ? 0 : options.Thumbnails, options.ThumbnailScore);
        Frames = new FrameRequest(NudityModel.Side, NudityModel.Side, options.IntervalOf(clip.Probe?.DurationMs));
    }

    public FrameRequest? Frames { get; }

    public AudioRequest? Audio => null;

    public ValueTask OnFrameAsync(ReadOnlyMemory<byte> rgb24, long ms, CancellationToken cancellation)
    {
        // One by one: a batch gains nothing on one thread, and the next picture is decoded meanwhile.
        Span<NudityScore> scores = stackalloc NudityScore[1];
        _model.Classify(rgb24, scores);
        var score = scores[0];
        _frames.Add(new NudityFrame(ms, Rounded(score.Porn), Rounded(score.Hentai), Rounded(score.Sexy)));
        _strongest.Offer(rgb24.Span, ms, score);
        return ValueTask.CompletedTask;
    }

    public ValueTask OnAudioAsync(ReadOnlyMemory<float> samples, CancellationToken cancellation) => ValueTask.CompletedTask;

    public void OnTruncated(string reason) => _note = reason;

    public async Task<Observed> FinishAsync(CancellationToken cancellation)
    {
        if (_frames.Count == 0)
            return Observed.Missing("the clip has no pictures");
        var thumbnails = ImmutableArray.CreateBuilder<NudityThumbnail>();
        foreach (var (ms, rgb24) in _strongest.InOrder)
        {
            var png = Thumbnail.Png(rgb24, NudityModel.Side, NudityModel.Side, Shape());
            thumbnails.Add(new NudityThumbnail(ms, await _sink!.SaveAsync(_clip, ms, png, cancellation)));
        }

        var intervalMs = (long)Frames!.Interval.TotalMilliseconds;
        return Observed.Of(new NudityObservation(_clip.Probe?.DurationMs, intervalMs, [.. _frames], thumbnails.ToImmutable(), _note).ToJson());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static double Rounded(float score) => Math.Round(score, 4);

    // Width over height as people see the clip; the model sees it stretched to a square.
    private double Shape()
    {
        if (_clip.Probe?.Streams.FirstOrDefault(stream => stream.Kind == "video") is not { Width: > 0, Height: > 0 } video)
            return 1;
        var shape = (double)video.Width / video.Height;
        return video.Rotation is 90 or 270 ? 1 / shape : shape;
    }
}
