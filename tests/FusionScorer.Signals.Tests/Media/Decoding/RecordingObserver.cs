using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Signals.Tests.Media.Decoding;

/// <summary>Notes what it is given: of each picture its time and its middle pixel, of the sound all samples.</summary>
internal sealed class RecordingObserver : IDecodedObserver
{
    public FrameRequest? Frames { get; init; }

    public AudioRequest? Audio { get; init; }

    /// <summary>Called for each picture before it is noted.</summary>
    public Func<CancellationToken, Task>? OnFrame { get; init; }

    public List<long> Times { get; } = [];

    public List<byte[]> Pictures { get; } = [];

    public List<float> Samples { get; } = [];

    public string? Truncated { get; private set; }

    /// <summary>Pictures of 16 × 16, at most an interval apart.</summary>
    public static RecordingObserver OfFrames(double seconds) => new() { Frames = new FrameRequest(16, 16, TimeSpan.FromSeconds(seconds)) };

    /// <summary>Sound of 16 kHz.</summary>
    public static RecordingObserver OfSound() => new() { Audio = new AudioRequest(16000) };

    public async ValueTask OnFrameAsync(ReadOnlyMemory<byte> rgb24, long ms, CancellationToken cancellation)
    {
        if (OnFrame is not null)
            await OnFrame(cancellation);
        Assert.Equal(Frames!.Width * Frames.Height * 3, rgb24.Length);
        Times.Add(ms);
        Pictures.Add(rgb24.ToArray());
    }

    public ValueTask OnAudioAsync(ReadOnlyMemory<float> samples, CancellationToken cancellation)
    {
        Samples.AddRange(samples.Span);
        return ValueTask.CompletedTask;
    }

    public void OnTruncated(string reason) => Truncated = reason;

    public Task<Observed> FinishAsync(CancellationToken cancellation) =>
        Task.FromResult(Times.Count + Samples.Count == 0 ? Observed.Missing("nothing") : Observed.Of($"{Times.Count} pictures"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
