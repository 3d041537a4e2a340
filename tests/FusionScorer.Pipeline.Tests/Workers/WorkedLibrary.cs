using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Workers;
using FusionScorer.TestKit;

namespace FusionScorer.Pipeline.Tests.Workers;

/// <summary>A project with small files, and workers that have it open as other processes would.</summary>
internal sealed class WorkedLibrary : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly TempFolder _folder = new();
    private readonly BrokerAddress _broker;
    private readonly List<(Task Task, CancellationTokenSource Stop)> _workers = [];

    public WorkedLibrary(BrokerAddress broker, int clips)
    {
        _broker = broker;
        for (var i = 0; i < clips; i++)
            _folder.Write($"media/clip{i:000}.mp4", $"the words of clip {i}");
        Project = Project.Create(
            new ProjectFile { Libraries = [new LibraryRoot("media", _folder.At("media"))], Policy = DefaultPolicy.Policy }, _folder.At("project"), "tester", TimeProvider.System);
        CatalogueScan.Run(Project, CancellationToken.None);
    }

    public static JobLimits Limits { get; } = new()
    {
        Waits = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(200)],
        Silence = TimeSpan.FromSeconds(1),
        Poll = TimeSpan.FromMilliseconds(100),
    };

    public Project Project { get; }

    public JobBoard Board => new(Project, _broker, Limits);

    /// <summary>Starts a worker.</summary>
    /// <returns>Ends with the worker; and what tells it to stop.</returns>
    public (Task Task, CancellationTokenSource Stop) Work(WordExtractor extractor, int jobs = 2, TimeSpan? drain = null, JobLimits? limits = null)
    {
        var stop = new CancellationTokenSource();
        var task = Task.Run(async () =>
        {
            using var project = Project.Open(Project.Folder, TimeProvider.System);
            var options = new WorkerOptions { Jobs = jobs, Drain = drain ?? TimeSpan.FromSeconds(5), Limits = limits ?? Limits };
            await new ExtractionWorker(project, [extractor], reader: null, _broker, options, _ => { }).RunAsync(stop.Token);
        });
        _workers.Add((task, stop));
        return (task, stop);
    }

    /// <summary>Runs an extraction through the broker, as another process would.</summary>
    public async Task<ExtractionSummary> ExtractAsync(
        WordExtractor extractor, ExtractionOptions? options = null, Action<int>? onDone = null, JobLimits? limits = null, CancellationToken cancellation = default)
    {
        using var project = Project.Open(Project.Folder, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        return await new BrokerRun(project, [extractor], _broker, options ?? new ExtractionOptions(), _ => { }, limits ?? Limits)
            .RunAsync((_, summary) => onDone?.Invoke(summary.Done), limit.Token);
    }

    /// <summary>Holds that a queue has, or soon has, so many messages: replicated queues are counted now and then.</summary>
    public async Task HasAsync(string queue, long messages)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await DepthAsync(queue) != messages && !limit.IsCancellationRequested)
            await Task.Delay(50, CancellationToken.None);
        Assert.Equal(messages, await DepthAsync(queue));
    }

    /// <summary>Messages in a queue.</summary>
    public async Task<long> DepthAsync(string queue) => (await Board.DepthsAsync(CancellationToken.None)).Single(depth => depth.Name == queue).Messages ?? -1;

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!holds())
            await Task.Delay(20, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, stop) in _workers)
            await stop.CancelAsync();
        foreach (var (task, stop) in _workers)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.Dispose();
        }

        Project.Dispose();
        _folder.Dispose();
    }
}
