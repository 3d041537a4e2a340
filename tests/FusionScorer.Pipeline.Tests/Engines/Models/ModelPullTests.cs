using FusionScorer.Core;
using FusionScorer.Pipeline.Engines.Models;

namespace FusionScorer.Pipeline.Tests.Engines.Models;

public sealed class ModelPullTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Pull_ModelIsMissing_BringsItAndRecordsItsSha256()
    {
        await using var server = new LoopbackServer(StoreFixture.Body);

        var result = await _fixture.PullAsync(server);

        Assert.Equal(new PullResult("pulled", _fixture.Target, StoreFixture.Sha256(StoreFixture.Body), StoreFixture.Body.Length, Resumed: 0), result);
        Assert.Equal(StoreFixture.Body, await File.ReadAllBytesAsync(_fixture.Target));
        Assert.Contains(result.Sha256, await File.ReadAllTextAsync(Path.Combine(_fixture.Folder, "verified.json")), StringComparison.Ordinal);
        Assert.Equal("/mirror/pulled.bin", Assert.Single(server.Requests).Path);
        Assert.Empty(Directory.GetFiles(_fixture.Folder, "*.part*"));
    }

    [Fact]
    public async Task Pull_ModelIsThere_AsksNobody()
    {
        StoreFixture.Put(_fixture.Target, StoreFixture.Body);

        var result = await _fixture.PullAsync(LoopbackServer.Nobody());

        Assert.True(result.AlreadyThere);
        Assert.Equal(StoreFixture.Sha256(StoreFixture.Body), result.Sha256);
    }

    [Fact]
    public async Task Pull_ModelIsThereButDamaged_ReplacesIt()
    {
        StoreFixture.Put(_fixture.Target, StoreFixture.Flipped(StoreFixture.Body));
        await using var server = new LoopbackServer(StoreFixture.Body);

        var result = await _fixture.PullAsync(server);

        Assert.False(result.AlreadyThere);
        Assert.Equal(StoreFixture.Body, await File.ReadAllBytesAsync(_fixture.Target));
        Assert.Equal(ModelState.Present, _fixture.Store.StateOf("pulled"));
    }

    [Fact]
    public async Task Pull_Progress_RisesToTheWholeFileInBothPhases()
    {
        await using var server = new LoopbackServer(StoreFixture.Body);
        var seen = new List<PullProgress>();

        await _fixture.PullAsync(server, seen.Add);

        foreach (var phase in (PullPhase[])[PullPhase.Downloading, PullPhase.Verifying])
        {
            var bytes = seen.Where(progress => progress.Phase == phase).Select(progress => progress.Bytes).ToList();
            Assert.Equal(bytes.Order(), bytes);
            Assert.Equal(StoreFixture.Body.Length, bytes[^1]);
        }

        Assert.All(seen, progress => Assert.Equal(StoreFixture.Body.Length, progress.Total));
        Assert.True(seen.Last(progress => progress.Phase == PullPhase.Downloading).BytesPerSecond > 0);
    }

    [Fact]
    public async Task Pull_TwoAtOnce_OnlyOneDownloads()
    {
        await using var server = new LoopbackServer(StoreFixture.Body);

        var results = await Task.WhenAll(_fixture.PullAsync(server), _fixture.PullAsync(server), _fixture.PullAsync(server));

        Assert.Single(server.Requests);
        Assert.Single(results, result => !result.AlreadyThere);
        Assert.Equal(StoreFixture.Body, await File.ReadAllBytesAsync(_fixture.Target));
    }

    [Fact]
    public async Task Pull_ModelOfAPackage_SaysThatSetupBringsIt()
    {
        using var puller = _fixture.Puller(mirror: null);

        var fault = await Assert.ThrowsAsync<BadInputException>(() => puller.PullAsync(StoreFixture.Packed, report: null, CancellationToken.None));

        Assert.Equal("model 'packed' is not downloaded by itself; run: fusion setup", fault.Message);
    }

    [Fact]
    public async Task Pull_ModelOfTheRepository_IsThereAlready()
    {
        var path = Path.Combine(_fixture.Repository, "tiny", "tiny.bin");
        StoreFixture.Put(path, [8, 9]);
        using var puller = _fixture.Puller(mirror: null);

        var result = await puller.PullAsync(StoreFixture.Shipped, report: null, CancellationToken.None);

        Assert.True(result.AlreadyThere);
        Assert.Equal(path, result.Path);
        Assert.False(File.Exists(Path.Combine(_fixture.Repository, "tiny", "verified.json")));
    }

    [Fact]
    public async Task Pull_UnknownName_ListsTheKnownOnes()
    {
        using var puller = _fixture.Puller(mirror: null);

        var fault = await Assert.ThrowsAsync<BadInputException>(() => puller.PullAsync("whisper-gigantic", report: null, CancellationToken.None));

        Assert.Equal("no model is called 'whisper-gigantic'; known: pulled, packed, converted, shipped", fault.Message);
    }

    [Theory]
    [InlineData("mirror.example/models")]
    [InlineData("ftp://mirror.example")]
    public void Open_MirrorIsNoWebAddress_Throws(string mirror)
    {
        var fault = Assert.Throws<BadInputException>(() => ModelPull.Open(_fixture.Store, name => name == ModelPull.MirrorVariable ? mirror : null));

        Assert.Contains($"FUSION_MODELS_URL is '{mirror}'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task Open_MirrorWithOrWithoutSlash_IsAskedForTheFile(string ending)
    {
        await using var server = new LoopbackServer(StoreFixture.Body);
        var mirror = server.Address.ToString().TrimEnd('/') + ending;
        using var puller = ModelPull.Open(_fixture.Store, name => name == ModelPull.MirrorVariable ? mirror : null);

        await puller.PullAsync("pulled", report: null, CancellationToken.None);

        Assert.Equal("/mirror/pulled.bin", Assert.Single(server.Requests).Path);
    }
}
