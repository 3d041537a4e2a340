using System.Collections.Immutable;
using System.Text.Json;
using FusionScorer.Signals.Media.Decoding;
using FusionScorer.Signals.Speech.VoiceActivity;

namespace FusionScorer.Signals.Speech;

/// <summary>Listens to one clip: finds speech, and transcribes each window once it is complete, so that memory does not grow with the clip.</summary>
internal sealed class SpeechObserver(SpeechEngine engine, string language) : IDecodedObserver
{
    private readonly SpeechWindows _windows = new(engine.VoiceActivity);
    private readonly TranscribeOptions _options = new(language);
    private readonly Queue<Task<IReadOnlyList<TranscriptSegment>>> _running = new();
    private readonly ImmutableArray<TranscriptSegment>.Builder _segments = ImmutableArray.CreateBuilder<TranscriptSegment>();
    private readonly CancellationTokenSource _stop = new();
    private string? _note;
    private string? _fault;

    /// <inheritdoc/>
    public FrameRequest? Frames => null;

    /// <inheritdoc/>
    public AudioRequest? Audio { get; } = new(SpeechWindows.SampleRate);

    /// <inheritdoc/>
    public ValueTask OnFrameAsync(ReadOnlyMemory<byte> rgb24, long ms, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask OnAudioAsync(ReadOnlyMemory<float> samples, CancellationToken cancellation)
    {
        // After a fault the rest is let through: other signals of the clip still want it.
        if (_fault is not null)
            return;
        _windows.Append(samples.Span);
        await TranscribeAsync(cancellation);
    }

    /// <inheritdoc/>
    public void OnTruncated(string reason) => _note = reason;

    /// <inheritdoc/>
    public async Task<Observed> FinishAsync(CancellationToken cancellation)
    {
        if (_windows.Heard == 0)
            return Observed.Missing("no sound");
        if (_fault is null)
        {
            _windows.End();
            await TranscribeAsync(cancellation);
        }

        while (_running.Count > 0)
            await TakeOldestAsync(cancellation);
        if (_fault is not null)
            return Observed.Failed(_fault);
        var observation = new SpeechObservation(
            language, Seconds(_windows.Heard), Seconds(_windows.Spoken), _segments.ToImmutable(), _note is null ? null : $"the sound ends early: {_note}");
        return Observed.Of(JsonSerializer.Serialize(observation, SpeechJson.Default.SpeechObservation));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        while (_running.TryDequeue(out var task))
            await Task.WhenAny(task);
        _stop.Dispose();
    }

    private async Task TranscribeAsync(CancellationToken cancellation)
    {
        while (_fault is null && _windows.TryTake(out var window))
        {
            if (_running.Count >= engine.Workers)
                await TakeOldestAsync(cancellation);
            _running.Enqueue(TranscribeAsync(window!));
        }
    }

    private async Task<IReadOnlyList<TranscriptSegment>> TranscribeAsync(SpeechWindow window)
    {
        var segments = await engine.Transcriber.TranscribeAsync(window.Samples, _options, _stop.Token);
        return [.. segments.Select(window.InClip).Select(Rounded)];
    }

    private async Task TakeOldestAsync(CancellationToken cancellation)
    {
        try
        {
            _segments.AddRange(await _running.Peek().WaitAsync(cancellation));
        }
        catch (TranscriptionException fault)
        {
            _fault = fault.Message;
        }

        _ = _running.Dequeue();
    }

    private static double Seconds(long samples) => Math.Round(samples / (double)SpeechWindows.SampleRate, 3);

    private static TranscriptSegment Rounded(TranscriptSegment segment) => segment with
    {
        NoSpeechProbability = Math.Round(segment.NoSpeechProbability, 4),
        MeanLogProbability = Math.Round(segment.MeanLogProbability, 4),
        Words = segment.Words.Select(word => word with { Probability = Math.Round(word.Probability, 4) }).ToImmutableArray(),
    };
}
