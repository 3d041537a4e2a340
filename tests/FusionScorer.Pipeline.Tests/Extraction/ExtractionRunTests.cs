using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;
using FusionScorer.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Pipeline.Tests.Extraction;

public sealed class ExtractionRunTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Project _project;

    public ExtractionRunTests()
    {
        for (var i = 0; i < 5; i++)
            _folder.Write($"media/clip{i}.mp4", $"content {(i == 4 ? 0 : i)}");
        _project = Project.Create(
            new ProjectFile { Libraries = [new LibraryRoot("media", _folder.At("media"))], Policy = DefaultPolicy.Policy }, _folder.At("project"), "tester", TimeProvider.System);
        CatalogueScan.Run(_project, CancellationToken.None);
    }

    [Fact]
    public async Task Run_CopiesOfAClip_ShareOneObservation()
    {
        var extractor = new CountingExtractor();

        var summary = await RunAsync(extractor, new ExtractionOptions { Jobs = 1 });

        Assert.Equal((5, 4), (summary.Done, extractor.Observed));
        Assert.Equal(5, _project.Store.Readings.All("counting").Count);
    }

    [Fact]
    public async Task Run_ReadingVersionChanged_ReadsWithoutObserving()
    {
        await RunAsync(new CountingExtractor(), new ExtractionOptions());
        var later = new CountingExtractor { ReadingVersion = "2" };

        var summary = await RunAsync(later, new ExtractionOptions());

        Assert.Equal((5, 0), (summary.Done, later.Observed));
    }

    [Fact]
    public async Task Run_VersionChanged_ObservesAgain()
    {
        await RunAsync(new CountingExtractor(), new ExtractionOptions());
        var later = new CountingExtractor { Version = "2" };

        await RunAsync(later, new ExtractionOptions { Jobs = 1 });

        Assert.Equal(4, later.Observed);
    }

    [Fact]
    public async Task Run_FailedClips_AreLeftAloneUntilAskedFor()
    {
        var failing = new CountingExtractor { Fails = "clip2" };
        var first = await RunAsync(failing, new ExtractionOptions { Jobs = 1 });

        var again = await RunAsync(failing, new ExtractionOptions { Jobs = 1 });
        var mended = await RunAsync(new CountingExtractor(), new ExtractionOptions { RetryFailed = true });

        var failure = Assert.Single(first.Failures);
        Assert.Equal(("clip2.mp4", "broken on purpose"), (failure.Clip.Path, failure.Reason));
        Assert.Equal((0, 1), (again.ToDo, again.Failures.Count));
        Assert.Equal((1, 0), (mended.ToDo, mended.Failures.Count));
    }

    [Fact]
    public async Task Run_Cancelled_KeepsWhatIsDoneAndGoesOnFromThere()
    {
        using var cancellation = new CancellationTokenSource();
        var stopped = await new ExtractionRun(_project, [new CountingExtractor()], reader: null, new ExtractionOptions { Jobs = 1 })
            .RunAsync((_, summary) => (summary.Done == 2 ? cancellation : null)?.Cancel(), cancellation.Token);

        var afterwards = _project.Store.Extraction.Latest()!.State;
        var rest = await RunAsync(new CountingExtractor(), new ExtractionOptions { Jobs = 1 });

        Assert.True(stopped.Cancelled);
        Assert.Equal(5 - stopped.Done, rest.ToDo);
        Assert.Equal(ExtractionState.Stopped, afterwards);
        Assert.Equal(5, _project.Store.Readings.All("counting").Count);
    }

    [Fact]
    public async Task Run_WhileAnotherRuns_IsRefusedInOneLine()
    {
        var gate = new TaskCompletionSource();
        var running = RunAsync(new CountingExtractor { Gate = gate.Task }, new ExtractionOptions { Jobs = 1 });

        var fault = await Assert.ThrowsAsync<BadInputException>(() => RunAsync(new CountingExtractor(), new ExtractionOptions()));
        gate.SetResult();
        await running;

        Assert.Contains("another extraction", fault.Message, StringComparison.Ordinal);
        await RunAsync(new CountingExtractor(), new ExtractionOptions());
    }

    [Fact]
    public async Task Run_OneClipTakesLongerThanTheLease_KeepsItMeanwhile()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var project = Project.Open(_folder.At("project"), clock);
        var gate = new TaskCompletionSource();
        var running = new ExtractionRun(project, [new CountingExtractor { Gate = gate.Task }], reader: null, new ExtractionOptions { Jobs = 1 }).RunAsync((_, _) => { }, CancellationToken.None);

        for (var minute = 0; minute < 20; minute++)
            clock.Advance(TimeSpan.FromMinutes(0.5));
        var now = clock.GetUtcNow();
        var holder = project.Store.Fusion.TryTakeLease(new LeaseRow("extract", "elsewhere:1:0:1", now.AddHours(1)), now);
        gate.SetResult();
        await running;

        Assert.NotNull(holder);
        Assert.Null(project.Store.Fusion.TryTakeLease(new LeaseRow("extract", "elsewhere:1:0:1", now.AddHours(1)), now));
    }

    [Fact]
    public async Task Run_LeaseOfADeadProcess_IsTakenOver()
    {
        var dead = $"{Environment.MachineName}:{int.MaxValue}:0:1";
        var now = TimeProvider.System.GetUtcNow();
        _project.Store.Fusion.TryTakeLease(new LeaseRow("extract", dead, now.AddHours(1)), now);

        Assert.Equal(5, (await RunAsync(new CountingExtractor(), new ExtractionOptions())).Done);
    }

    [Fact]
    public async Task Run_LeaseOfAnotherMachine_IsRespected()
    {
        var now = TimeProvider.System.GetUtcNow();
        _project.Store.Fusion.TryTakeLease(new LeaseRow("extract", "elsewhere:1:0:1", now.AddHours(1)), now);

        await Assert.ThrowsAsync<BadInputException>(() => RunAsync(new CountingExtractor(), new ExtractionOptions()));
    }

    [Fact]
    public async Task Run_ReportsToWhoeverWatches_AndKilledIsNotRunning()
    {
        var gate = new TaskCompletionSource();
        var running = RunAsync(new CountingExtractor { Gate = gate.Task }, new ExtractionOptions { Jobs = 1 });
        var during = ExtractionStatus.Of(_project);
        gate.SetResult();
        await running;
        var after = ExtractionStatus.Of(_project);

        Assert.True(during.Running);
        Assert.Equal($"process {Environment.ProcessId} on {Environment.MachineName}", during.By);
        Assert.Equal((5, 0), (during.Run!.Total, during.Run.Done));
        Assert.Equal((false, ExtractionState.Finished, 5), (after.Running, after.Run!.State, after.Run.Done));
        Assert.Contains(new SignalProgress("counting", 5, 0, 0, 0), after.Signals);
        Assert.Contains(new SignalProgress("captions", 0, 0, 0, 5), after.Signals);

        // A process that died said that it runs, and its lease is not over yet.
        var dead = $"{Environment.MachineName}:{int.MaxValue}:0:1";
        var now = TimeProvider.System.GetUtcNow();
        _project.Store.Extraction.Report(after.Run with { Holder = dead, State = ExtractionState.Running });
        _project.Store.Fusion.TryTakeLease(new LeaseRow("extract", dead, now.AddHours(1)), now);
        Assert.False(ExtractionStatus.Of(_project).Running);
    }

    public void Dispose()
    {
        _project.Dispose();
        _folder.Dispose();
    }

    private Task<ExtractionSummary> RunAsync(ISignalExtractor extractor, ExtractionOptions options) =>
        new ExtractionRun(_project, [extractor], reader: null, options).RunAsync((_, _) => { }, CancellationToken.None);

    /// <summary>Reads nothing and counts how often.</summary>
    private sealed class CountingExtractor : ISignalExtractor
    {
        private int _observed;

        public string Signal => "counting";

        public string Version { get; init; } = "1";

        public string ReadingVersion { get; init; } = "1";

        public string? Fails { get; init; }

        public Task Gate { get; init; } = Task.CompletedTask;

        public int Observed => _observed;

        public string? InputKey(ClipInput clip) => clip.Fingerprint;

        public async Task<Observed> ObserveAsync(ClipInput clip, CancellationToken cancellation)
        {
            await Gate;
            Interlocked.Increment(ref _observed);
            return Fails is not null && clip.MediaPath.Contains(Fails, StringComparison.Ordinal)
                ? Signals.Observed.Failed("broken on purpose")
                : Signals.Observed.Of("content");
        }

        public SignalReading Read(string observation) => new(
            ReadingStatus.Read, Reason: null, [new Evidence("counting", "seen", 1, observation, 0, 10)], new Dictionary<string, float> { ["counting.seen"] = 1 });
    }
}
