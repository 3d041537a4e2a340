using System.Collections.Concurrent;

namespace FusionScorer.Signals.Speech.Whisper;

/// <summary>Transcribes with whisper.cpp: one thread a worker, weights loaded once and shared, at most so many workers at a time as asked for.</summary>
public sealed class WhisperTranscriber : ITranscriber
{
    // whisper.cpp ignores less than this.
    private const int MinSamples = 1600;

    // whisper.cpp has released the state already when it cannot enlarge its memory.
    private const int StateGone = -7;

    private readonly WhisperLibrary _library;
    private readonly Lazy<WhisperModel> _model;
    private readonly SemaphoreSlim _workers;
    private readonly ConcurrentBag<nint> _states = [];
    private volatile bool _disposed;

    /// <summary>A transcriber; the model is read when it is first needed.</summary>
    /// <param name="library">whisper.cpp.</param>
    /// <param name="modelPath">A model in GGML format whose hash was verified: whisper.cpp trusts its content.</param>
    /// <param name="workers">Most calls that run at once, at least 1. More than the machine has cores makes all of them slow.</param>
    public WhisperTranscriber(WhisperLibrary library, string modelPath, int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _library = library;
        _model = new Lazy<WhisperModel>(() => WhisperModel.Open(library.Api, modelPath));
        _workers = new SemaphoreSlim(Math.Min(workers, Environment.ProcessorCount));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TranscriptSegment>> TranscribeAsync(ReadOnlyMemory<float> pcm16k, TranscribeOptions options, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (pcm16k.Length < MinSamples)
            return [];
        await _workers.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Transcribe(pcm16k.Span, options, cancellation), cancellation);
        }
        finally
        {
            _workers.Release();
        }
    }

    /// <summary>Releases the model once no call uses it any more.</summary>
    public void Dispose()
    {
        _disposed = true;
        ReleaseStates();
        if (_model.IsValueCreated)
            _model.Value.Dispose();
    }

    private IReadOnlyList<TranscriptSegment> Transcribe(ReadOnlySpan<float> samples, TranscribeOptions options, CancellationToken cancellation)
    {
        var api = _library.Api;
        if (api.LanguageId(options.Language) < 0)
            throw new TranscriptionException($"whisper.cpp does not know the language '{options.Language}'");
        var model = _model.Value;
        var held = false;
        try
        {
            model.DangerousAddRef(ref held);
            var pointer = model.DangerousGetHandle();
            if (!_states.TryTake(out var state))
                state = model.NewState();
            var run = new WhisperRun(api, cancellation);
            var code = run.Run(pointer, state, samples, options.Language);
            try
            {
                cancellation.ThrowIfCancellationRequested();
                if (code != 0)
                    throw new TranscriptionException($"whisper.cpp gave up with code {code}");
                return WhisperResult.Read(api, pointer, state, samples.Length / 16);
            }
            finally
            {
                PutBack(state, code, run.Sampled);
            }
        }
        finally
        {
            if (held)
                model.DangerousRelease();
        }
    }

    private void PutBack(nint state, int code, bool sampled)
    {
        if (code == StateGone)
            return;
        if ((code != 0 && code != WhisperRun.Aborted) || sampled)
            _library.Api.FreeState(state);
        else
            _states.Add(state);
        if (_disposed)
            ReleaseStates();
    }

    private void ReleaseStates()
    {
        while (_states.TryTake(out var state))
            _library.Api.FreeState(state);
    }
}
