using System.Text.Json;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Contracts;
using FusionScorer.Web.Review;
using Microsoft.Extensions.Hosting;

namespace FusionScorer.Web.Progress;

/// <summary>Looks what has changed, once for all streams, and only while there is one.</summary>
internal sealed class EventFeed(ReviewDesk desk) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _wanted = new(0);
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = Next();
    private FeedState? _state;
    private int _streams;

    /// <summary>What is known now, and a task that ends when something else is known.</summary>
    public (FeedState State, Task Changed) Now()
    {
        lock (_lock)
            return (_state ??= Look(desk), _changed.Task);
    }

    /// <summary>A stream begins: from now on somebody looks.</summary>
    public void Enter()
    {
        lock (_lock)
        {
            // What was seen for streams of before may be old.
            if (_streams == 0)
                _state = null;
            _streams++;
        }

        _wanted.Release();
    }

    /// <summary>A stream is over.</summary>
    public void Leave()
    {
        lock (_lock)
            _streams--;
    }

    public override void Dispose()
    {
        _wanted.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (Volatile.Read(ref _streams) == 0)
                await _wanted.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Interval, desk.Project.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
                Follow();
        }
    }

    private static TaskCompletionSource Next() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static FeedState Look(ReviewDesk desk)
    {
        var now = desk.Project.Clock.GetUtcNow();
        var status = ExtractionStatus.Of(desk.Project);
        var model = ModelStates.Of(desk);
        return new FeedState(
            Key(status), JsonSerializer.Serialize(ProgressViews.Of(status, now), ProgressJson.Default.ExtractionView), JsonSerializer.Serialize(model, ProgressJson.Default.ModelState),
            $"{{\"run\":{model.Run},\"answers\":{desk.Progress.Answers},\"audited\":{desk.Project.Store.Fusion.AuditedClips().Count}}}");
    }

    // The pace changes with every second that passes; that alone is no news.
    private static string Key(ExtractionStatus status) =>
        $"{status.Running} {status.Clips} {status.Run} {string.Join(' ', status.Signals)}";

    private void Follow()
    {
        FeedState state;
        try
        {
            state = Look(desk);
        }
#pragma warning disable CA1031 // Whatever goes wrong here, the store says so to whoever asks it; the next look may find it well again.
        catch (Exception)
#pragma warning restore CA1031
        {
            return;
        }

        lock (_lock)
        {
            if (_state is not null && _state.Same(state))
                return;
            _state = state;
            _changed.SetResult();
            _changed = Next();
        }
    }
}

/// <summary>What streams tell.</summary>
/// <param name="ExtractionKey">Changes when there is news of extraction.</param>
/// <param name="Extraction">How far extraction is, as JSON.</param>
/// <param name="Model">What the model is doing, as JSON.</param>
/// <param name="Progress">What the figures follow from, as JSON.</param>
internal sealed record FeedState(string ExtractionKey, string Extraction, string Model, string Progress)
{
    /// <summary>Whether there is no news.</summary>
    public bool Same(FeedState other) => ExtractionKey == other.ExtractionKey && Model == other.Model && Progress == other.Progress;
}
