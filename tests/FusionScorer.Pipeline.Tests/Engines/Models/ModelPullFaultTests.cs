using FusionScorer.Core;
using FusionScorer.Pipeline.Engines.Models;

namespace FusionScorer.Pipeline.Tests.Engines.Models;

public sealed class ModelPullFaultTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Pull_WrongBytes_RemovesThem()
    {
        await using var server = new LoopbackServer(StoreFixture.Flipped(StoreFixture.Body));

        var message = await FaultAsync(server.Address);

        Assert.Contains("is not the published one (its SHA-1 is ", message, StringComparison.Ordinal);
        Assert.Empty(Files());
        Assert.Equal(ModelState.Missing, _fixture.Store.StateOf("pulled"));
    }

    [Fact]
    public async Task Pull_ServerNamesAnotherSize_TakesNothing()
    {
        await using var server = new LoopbackServer([1, 2, 3]);

        var message = await FaultAsync(server.Address);

        Assert.Contains("gives 3 bytes instead of 300007", message, StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Pull_ServerSendsMoreThanTheModelHas_StopsAndRemovesIt()
    {
        await using var server = new LoopbackServer([.. StoreFixture.Body, .. StoreFixture.Body]) { TellsLength = false };

        var message = await FaultAsync(server.Address);

        Assert.Contains("or more instead of 300007", message, StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData(404, "NotFound")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task Pull_ServerRefuses_SaysHowAndWhatToDo(int status, string name)
    {
        await using var server = new LoopbackServer(StoreFixture.Body) { Status = status };

        var message = await FaultAsync(server.Address);

        Assert.Equal(
            $"model 'pulled': {server.Address}pulled.bin answered {status} ({name}); try later, name a mirror by FUSION_MODELS_URL, or download {server.Address}pulled.bin by hand and put it at {_fixture.Target}",
            message);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Pull_NobodyListens_SaysSoAndWhatToDo()
    {
        var nobody = LoopbackServer.Nobody();

        var message = await FaultAsync(nobody);

        Assert.StartsWith("no network: 127.0.0.1 cannot be reached for model 'pulled' (", message, StringComparison.Ordinal);
        Assert.EndsWith($"; download {nobody}pulled.bin by hand and put it at {_fixture.Target}", message, StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Pull_NobodyListensAnyMore_KeepsThePart()
    {
        StoreFixture.Put(_fixture.Part, StoreFixture.Body[..2048]);

        var message = await FaultAsync(LoopbackServer.Nobody());

        Assert.Contains("; 2 KiB are kept, the same command goes on from there; download ", message, StringComparison.Ordinal);
        Assert.Equal(2048, new FileInfo(_fixture.Part).Length);
    }

    [Fact]
    public async Task Pull_TooLittleRoom_SaysSoBeforeAsking()
    {
        await using var server = new LoopbackServer(StoreFixture.Body);
        using var puller = new ModelPull(_fixture.Store, new HttpClient(), server.Address) { FreeBytes = _ => 1024 };

        var fault = await Assert.ThrowsAsync<BadInputException>(() => puller.PullAsync("pulled", report: null, CancellationToken.None));

        Assert.Equal($"model 'pulled' needs 293 KiB more in {_fixture.Folder}, which has 1 KiB free; make room, or set FUSION_MODELS to a folder elsewhere", fault.Message);
        Assert.Empty(server.Requests);
    }

    [LinuxFact]
    public async Task Pull_DiskFillsMeanwhile_SaysSo()
    {
        Directory.CreateDirectory(_fixture.Folder);
        File.CreateSymbolicLink(_fixture.Part, "/dev/full");
        await using var server = new LoopbackServer(StoreFixture.Body);

        var message = await FaultAsync(server.Address);

        Assert.StartsWith($"model 'pulled' needs 293 KiB more in {_fixture.Folder}, which has ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_FolderCannotBeMade_SaysSo()
    {
        StoreFixture.Put(_fixture.Folder, [0]);
        await using var server = new LoopbackServer(StoreFixture.Body);

        var message = await FaultAsync(server.Address);

        Assert.StartsWith($"model 'pulled' cannot be written to {_fixture.Folder} (", message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private async Task<string> FaultAsync(Uri mirror)
    {
        var fault = await Assert.ThrowsAsync<BadInputException>(() => _fixture.PullAsync(mirror));
        Assert.DoesNotContain('\n', fault.Message);
        return fault.Message;
    }

    private string[] Files() => Directory.GetFiles(_fixture.Folder);
}
