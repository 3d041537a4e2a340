using FusionScorer.Core;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Pipeline.Tests.Engines.Models;

public sealed class ModelPullResumeTests : IDisposable
{
    private const int Third = 100_000;
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Pull_ConnectionBreaksOnce_GoesOnFromThere()
    {
        await using var server = new LoopbackServer(StoreFixture.Body);
        server.Cuts.Enqueue(Third);

        var result = await _fixture.PullAsync(server);

        Assert.Equal(StoreFixture.Body, await File.ReadAllBytesAsync(_fixture.Target));
        Assert.Equal(StoreFixture.Body.Length, result.Downloaded);
        Assert.Equal([new Asked("/mirror/pulled.bin", null, null), new Asked("/mirror/pulled.bin", $"bytes={Third}-", "\"one\"")], server.Requests);
    }

    [Fact]
    public async Task Pull_ConnectionKeepsBreaking_KeepsThePartForTheNextPull()
    {
        await using var server = new LoopbackServer(StoreFixture.Body);
        foreach (var cut in (int[])[Third, 0, 0])
            server.Cuts.Enqueue(cut);

        var fault = await Assert.ThrowsAsync<BadInputException>(() => _fixture.PullAsync(server));
        Assert.Contains("broke after 97.7 KiB of 293 KiB; run the same command again", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Third, new FileInfo(_fixture.Part).Length);
        Assert.False(File.Exists(_fixture.Target));

        var result = await _fixture.PullAsync(server);

        Assert.Equal((StoreFixture.Body.Length - Third, (long)Third), (result.Downloaded, result.Resumed));
        Assert.Equal(StoreFixture.Body, await File.ReadAllBytesAsync(_fixture.Target));
    }

    [Fact]
    public async Task Pull_ServerHasAnotherVersionByNow_StartsAnew()
    {
        await using var server = new LoopbackServer(StoreFixture.Flipped(StoreFixture.Body)) { Tag = "\"old\"" };
        foreach (var cut in (int[])[Third, 0, 0])
            server.Cuts.Enqueue(cut);
        await Assert.ThrowsAsync<BadInputException>(() => _fixture.PullAsync(server));
        server.Body = StoreFixture.Body;
        server.Tag = "\"new\"";

        var result = await _fixture.PullAsync(server);

        Assert.Equal((StoreFixture.Body.Length, 0L), (result.Downloaded, result.Resumed));
        Assert.Equal("\"old\"", server.Requests.Last().IfRange);
        Assert.Equal(StoreFixture.Body, await File.ReadAllBytesAsync(_fixture.Target));
    }

    [Fact]
    public async Task Pull_ServerKnowsNoRanges_StartsAnew()
    {
        StoreFixture.Put(_fixture.Part, StoreFixture.Body[..Third]);
        await using var server = new LoopbackServer(StoreFixture.Body) { Ranges = false };

        var result = await _fixture.PullAsync(server);

        Assert.Equal((StoreFixture.Body.Length, 0L), (result.Downloaded, result.Resumed));
        Assert.Equal($"bytes={Third}-", Assert.Single(server.Requests).Range);
        Assert.Equal(StoreFixture.Body, await File.ReadAllBytesAsync(_fixture.Target));
    }

    [Fact]
    public async Task Pull_ServerGivesNoTag_AsksForTheRestAnyway()
    {
        StoreFixture.Put(_fixture.Part, StoreFixture.Body[..Third]);
        await using var server = new LoopbackServer(StoreFixture.Body) { Tag = null };

        var result = await _fixture.PullAsync(server);

        Assert.Equal((StoreFixture.Body.Length - Third, (long)Third), (result.Downloaded, result.Resumed));
        Assert.Null(Assert.Single(server.Requests).IfRange);
    }

    [Fact]
    public async Task Pull_WeakTag_IsNotReliedUpon()
    {
        await using var server = new LoopbackServer(StoreFixture.Body) { Tag = "W/\"one\"" };
        server.Cuts.Enqueue(Third);

        await _fixture.PullAsync(server);

        Assert.Equal(new Asked("/mirror/pulled.bin", $"bytes={Third}-", null), server.Requests.Last());
        Assert.Equal(StoreFixture.Body, await File.ReadAllBytesAsync(_fixture.Target));
    }

    [Fact]
    public async Task Pull_PartIsWholeAlready_IsOnlyVerified()
    {
        StoreFixture.Put(_fixture.Part, StoreFixture.Body);

        var result = await _fixture.PullAsync(LoopbackServer.Nobody());

        Assert.Equal((0L, (long)StoreFixture.Body.Length), (result.Downloaded, result.Resumed));
        Assert.False(result.AlreadyThere);
    }

    [Fact]
    public async Task Pull_PartIsTooLong_StartsAnew()
    {
        StoreFixture.Put(_fixture.Part, [.. StoreFixture.Body, 1, 2, 3]);
        await using var server = new LoopbackServer(StoreFixture.Body);

        await _fixture.PullAsync(server);

        Assert.Null(Assert.Single(server.Requests).Range);
        Assert.Equal(StoreFixture.Body, await File.ReadAllBytesAsync(_fixture.Target));
    }

    [Fact]
    public async Task Pull_ServersFileIsShorterThanThePart_ThrowsAndLeavesNothing()
    {
        StoreFixture.Put(_fixture.Part, StoreFixture.Body[..Third]);
        await using var server = new LoopbackServer(StoreFixture.Body[..1000]);

        var fault = await Assert.ThrowsAsync<BadInputException>(() => _fixture.PullAsync(server));

        Assert.Contains("gives 1000 bytes instead of 300007", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_fixture.Part));
    }

    [Fact]
    public async Task Pull_CancelledMidway_KeepsThePartForTheNextPull()
    {
        await using var server = new LoopbackServer(StoreFixture.Body) { SilentAfter = Third };
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _fixture.PullAsync(server, _ => cancel.Cancel(), cancel.Token));
        var kept = new FileInfo(_fixture.Part).Length;
        Assert.InRange(kept, 1, Third);
        server.SilentAfter = null;

        var result = await _fixture.PullAsync(server);

        Assert.Equal(kept, result.Resumed);
        Assert.Equal(StoreFixture.Body, await File.ReadAllBytesAsync(_fixture.Target));
    }

    [Fact]
    public async Task Pull_CancelledBeforeTheFirstByte_LeavesNoPart()
    {
        await using var server = new LoopbackServer(StoreFixture.Body);
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _fixture.PullAsync(server, report: null, cancel.Token));

        Assert.False(File.Exists(_fixture.Part));
    }

    [Fact]
    public async Task Pull_ServerFallsSilent_GivesUpAfterAMinuteAndKeepsThePart()
    {
        var clock = new FakeTimeProvider();
        using var fixture = new StoreFixture(clock);
        await using var server = new LoopbackServer(StoreFixture.Body) { SilentAfter = Third };
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // All that will come has come when the part has grown to what the server sends; then only time can end the pull.
        var pull = fixture.PullAsync(server, progress =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(200));
            if (progress.Bytes == Third)
            {
                server.SilentAfter = 0;
                silent.TrySetResult();
            }
        });
        await silent.Task;
        while (!pull.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(61));
            await Task.Yield();
        }

        var fault = await Assert.ThrowsAsync<BadInputException>(() => pull);
        Assert.Contains("broke after 97.7 KiB of 293 KiB", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Third, new FileInfo(fixture.Part).Length);
    }
}
