using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Tests.Workers;
using FusionScorer.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Pipeline.Tests.Extraction;

/// <summary>A run keeps its claim while a store fails for a while, and ends in one line when it fails for longer.</summary>
public sealed class ExtractionLeaseTests : IDisposable
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly Project _project;

    public ExtractionLeaseTests()
    {
        _folder.Write("media/clip.mp4", "content");
        _project = Project.Create(
            new ProjectFile { Libraries = [new LibraryRoot("media", _folder.At("media"))], Policy = DefaultPolicy.Policy }, _folder.At("project"), "tester", _clock);
        CatalogueScan.Run(_project, CancellationToken.None);
    }

    [Fact]
    public void Renew_StoreFailsTwice_IsTriedAgainWithinTheTerm()
    {
        using var lease = ExtractionLease.Take(_project);
        Break();

        _clock.Advance(Renewal);
        _clock.Advance(Retry);
        Mend();
        _clock.Advance(Retry);

        Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromMinutes(2), _project.Store.Extraction.Lease(ExtractionLease.Name, _clock.GetUtcNow())!.Until);
        Assert.Equal(lease.Holder, _project.Store.Extraction.Lease(ExtractionLease.Name, _clock.GetUtcNow())!.Holder);
    }

    [Fact]
    public async Task Run_StoreFailsForLongerThanTheTerm_EndsInOneLine()
    {
        var began = new TaskCompletionSource();
        var extractor = new WordExtractor { Before = Endless };
        var running = new ExtractionRun(_project, [extractor], reader: null, new ExtractionOptions { Jobs = 1 }).RunAsync((_, _) => { }, CancellationToken.None);
        await began.Task;
        Break();

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(3); passed += Retry)
            _clock.Advance(Retry);
        var fault = await Assert.ThrowsAsync<BadInputException>(() => running);

        Assert.StartsWith("the store failed for 2 minutes, so that the extraction could not keep its claim (", fault.Message, StringComparison.Ordinal);
        Assert.Contains("no such table", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("what it read is saved, run it again to go on", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Mend();

        Task Endless(string name, int time, CancellationToken token)
        {
            began.SetResult();
            return Task.Delay(Timeout.Infinite, token);
        }
    }

    [Fact]
    public async Task Run_AnotherRunTookOverMeanwhile_EndsInOneLine()
    {
        var began = new TaskCompletionSource();
        var extractor = new WordExtractor { Before = Endless };
        var running = new ExtractionRun(_project, [extractor], reader: null, new ExtractionOptions { Jobs = 1 }).RunAsync((_, _) => { }, CancellationToken.None);
        await began.Task;

        Execute($"UPDATE lease SET holder = 'other:17:0:0', until = '{_clock.GetUtcNow().AddMinutes(5):yyyy-MM-ddTHH:mm:ss.fffffffZ}'");
        _clock.Advance(Renewal);
        var fault = await Assert.ThrowsAsync<BadInputException>(() => running);

        Assert.Contains("another extraction of this project (process 17 on other) took over", fault.Message, StringComparison.Ordinal);
        Assert.Equal("other:17:0:0", _project.Store.Extraction.Lease(ExtractionLease.Name, _clock.GetUtcNow())!.Holder);

        Task Endless(string name, int time, CancellationToken token)
        {
            began.SetResult();
            return Task.Delay(Timeout.Infinite, token);
        }
    }

    public void Dispose()
    {
        _project.Dispose();
        _folder.Dispose();
    }

    // A fault that is none of those that a person mends.
    private void Break() => Execute("ALTER TABLE lease RENAME TO lease_elsewhere");

    private void Mend() => Execute("ALTER TABLE lease_elsewhere RENAME TO lease");

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.At("project", "fusion.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
