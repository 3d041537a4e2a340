using System.Collections.Immutable;
using System.Threading.Channels;

namespace FusionScorer.Signals.Media.Decoding;

/// <summary>One clip being decoded.</summary>
internal sealed class DecodeSession : IDisposable
{
    private readonly FfmpegTools _tools;
    private readonly DecodePlan _plan;
    private readonly string _path;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _stop;
    private readonly PatienceClock _clock;
    private readonly List<ObserverPump> _pumps;
    private bool _timedOut;

    public DecodeSession(
        FfmpegTools tools, DecodePlan plan, string path, IReadOnlyList<IDecodedObserver> observers, TimeProvider time, CancellationToken cancellation)
    {
        _tools = tools;
        _plan = plan;
        _path = path;
        _cancellation = cancellation;
        _clock = new PatienceClock(plan.Limit, time);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _clock.Over);
        _pumps = [.. observers.Select(observer => new ObserverPump(observer, cancellation))];
    }

    /// <summary>Decodes to the end. No observer is called any more once this has ended, however it ends.</summary>
    public async Task<DecodeResult> RunAsync()
    {
        try
        {
            var result = await DecodeOrReasonAsync();
            await Task.WhenAll(_pumps.Select(pump => pump.DrainAsync()));
            _cancellation.ThrowIfCancellationRequested();
            return result;
        }
        finally
        {
            foreach (var pump in _pumps)
                await pump.DrainAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _clock.Dispose();
    }

    private async Task<DecodeResult> DecodeOrReasonAsync()
    {
        try
        {
            return await DecodeAsync();
        }
        catch (DecodingException fault)
        {
            return DecodeResult.Failed(fault.Message);
        }
        catch (IOException fault)
        {
            return DecodeResult.Failed("what ffmpeg wrote could not be read: " + MediaReason.OneLine(fault.Message, _path));
        }
        catch (OperationCanceledException) when (_timedOut && !_cancellation.IsCancellationRequested)
        {
            return DecodeResult.Failed($"decoding took longer than {_plan.Limit.TotalSeconds:0} s");
        }
        catch (ChannelClosedException)
        {
            // An observer failed; draining its queue hands its own fault on.
            return DecodeResult.Done;
        }
    }

    private async Task<DecodeResult> DecodeAsync()
    {
        var pipes = new List<AudioPipe>();
        try
        {
            for (var i = 0; _plan.Audio is not null && i < _plan.Rates.Length; i++)
                pipes.Add(new AudioPipe());
            await using var main = Start(DecodeArguments.Main(_plan, _path, [.. pipes.Select(pipe => pipe.Url)]));
            await using var pictures = new PictureTrack(_plan, _clock, _pumps, afterMs => Start(DecodeArguments.Gap(_plan, _path, afterMs)));
            var sound = pipes.Select((pipe, i) => new SoundTrack(_plan, _clock, _pumps, pipe, _plan.Rates[i])).ToList();
            List<Task> reading = [.. sound.Select(track => Guarded(track.ReadAsync(main, _stop.Token)))];
            if (_plan.Video is not null)
                reading.Add(Guarded(pictures.ReadAsync(main, _stop.Token)));
            await Task.WhenAll(reading);
            var (exitCode, complaint) = await main.EndAsync(_stop.Token);
            return Verdict(exitCode, complaint, pictures, sound);
        }
        finally
        {
            foreach (var pipe in pipes)
                await pipe.DisposeAsync();
        }
    }

    private DecodeResult Verdict(int exitCode, string complaint, PictureTrack pictures, List<SoundTrack> sound)
    {
        if (exitCode != 0)
            return DecodeResult.Failed(complaint.Length > 0 ? complaint : $"ffmpeg ended with code {exitCode}");
        if (pictures.Complaint is { } gap)
            return DecodeResult.Failed(gap);
        if (complaint.Length == 0)
            return DecodeResult.Done;

        // ffmpeg reads damaged files as far as it can and calls that success.
        if ((_plan.Video is not null && pictures.EndMs is null) || sound.Exists(track => track.EndMs == 0))
            return DecodeResult.Failed(complaint);
        var end = Math.Max(pictures.EndMs ?? 0, sound.Count == 0 ? 0 : sound.Max(track => track.EndMs));
        return _plan.Probe.DurationMs is { } duration && end + _plan.IntervalMs + 2000 < duration
            ? DecodeResult.Failed($"the file ends early, after {end / 1000} of {duration / 1000} s")
            : DecodeResult.Done;
    }

    // When one of the readers fails, the others would wait for a process that nobody drains.
    private async Task Guarded(Task reading)
    {
        try
        {
            await reading;
        }
        catch
        {
            _timedOut |= _clock.Over.IsCancellationRequested;
            await _stop.CancelAsync();
            throw;
        }
    }

    private DecoderProcess Start(ImmutableArray<string> arguments) =>
        DecoderProcess.Start(ResourceLimits.Apply(new ProcessCommand(_tools.Ffmpeg, arguments) { TimeLimit = _plan.Limit }, _tools.Prlimit), _path);
}
