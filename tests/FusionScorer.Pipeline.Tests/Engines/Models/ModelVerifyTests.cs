using FusionScorer.Core;
using FusionScorer.Pipeline.Engines.Models;

namespace FusionScorer.Pipeline.Tests.Engines.Models;

public sealed class ModelVerifyTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Verify_NothingIsThere_HasNoRows() => Assert.Empty(await VerifyAsync());

    [Fact]
    public async Task Verify_AllIsGood_SaysSoForWhatIsThere()
    {
        StoreFixture.Put(_fixture.Target, StoreFixture.Body);
        StoreFixture.Put(Path.Combine(_fixture.Repository, "tiny", "tiny.bin"), [8, 9]);

        var rows = await VerifyAsync();

        Assert.Equal(["pulled", "shipped"], rows.Select(row => row.Name));
        Assert.All(rows, row => Assert.True(row is { Good: true, Fault: null, Mend: "" }));
        Assert.Equal(StoreFixture.Sha256(StoreFixture.Body), rows[0].Sha256);
    }

    [Fact]
    public async Task Verify_OneBitFlippedSinceThePull_FindsItAndListsShowIt()
    {
        await using var server = new LoopbackServer(StoreFixture.Body);
        await _fixture.PullAsync(server);
        var written = File.GetLastWriteTimeUtc(_fixture.Target);
        await File.WriteAllBytesAsync(_fixture.Target, StoreFixture.Flipped(StoreFixture.Body));
        File.SetLastWriteTimeUtc(_fixture.Target, written);
        Assert.Equal(ModelState.Present, _fixture.Store.StateOf("pulled"));

        var row = Assert.Single(await VerifyAsync());

        Assert.False(row.Good);
        Assert.StartsWith("its SHA-1 is ", row.Fault, StringComparison.Ordinal);
        Assert.Equal("fusion models pull pulled", row.Mend);
        Assert.Equal(ModelState.Damaged, _fixture.Store.StateOf("pulled"));
        await Assert.ThrowsAsync<BadInputException>(() => _fixture.Store.ReadyAsync("pulled", CancellationToken.None));

        await _fixture.PullAsync(server);

        Assert.Equal(ModelState.Present, _fixture.Store.StateOf("pulled"));
        Assert.True(Assert.Single(await VerifyAsync()).Good);
    }

    [Fact]
    public async Task Verify_RepositoryModelDamaged_SaysHowToRestoreIt()
    {
        StoreFixture.Put(Path.Combine(_fixture.Repository, "tiny", "tiny.bin"), [8, 8]);

        var row = Assert.Single(await VerifyAsync());

        Assert.Equal((false, "git checkout -- models/tiny/tiny.bin"), (row.Good, row.Mend));
    }

    [Fact]
    public async Task Verify_ConvertedModelRotsInPlace_IsFoundByItsFirstSum()
    {
        var path = Path.Combine(_fixture.Folder, "pictures.onnx");
        StoreFixture.Put(path, [1, 2, 3]);
        Assert.True(Assert.Single(await VerifyAsync()).Good);
        var written = File.GetLastWriteTimeUtc(path);
        await File.WriteAllBytesAsync(path, [1, 0, 3]);
        File.SetLastWriteTimeUtc(path, written);

        var row = Assert.Single(await VerifyAsync());

        Assert.Contains("which the first verified copy had", row.Fault, StringComparison.Ordinal);
        Assert.Equal("fusion setup", row.Mend);
    }

    [LinuxFact]
    public async Task Verify_FileCannotBeRead_SaysSo()
    {
        Directory.CreateDirectory(_fixture.Folder);
        File.CreateSymbolicLink(_fixture.Target, "/proc/self/mem");

        var fault = await Assert.ThrowsAsync<BadInputException>(VerifyAsync);

        Assert.StartsWith($"{_fixture.Target}: model 'pulled' cannot be read (", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Names_ChecksOnlyThose()
    {
        StoreFixture.Put(_fixture.Target, StoreFixture.Body);
        StoreFixture.Put(Path.Combine(_fixture.Repository, "tiny", "tiny.bin"), [8, 9]);
        var seen = new List<(string Name, PullProgress Progress)>();

        var rows = await ModelVerify.RunAsync(_fixture.Store, ["pulled"], (name, progress) => seen.Add((name, progress)), CancellationToken.None);

        Assert.Equal("pulled", Assert.Single(rows).Name);
        Assert.Equal(("pulled", StoreFixture.Body.Length), (seen[^1].Name, seen[^1].Progress.Bytes));
    }

    [Fact]
    public async Task Verify_NamedModelIsMissing_Throws()
    {
        var fault = await Assert.ThrowsAsync<BadInputException>(() => ModelVerify.RunAsync(_fixture.Store, ["pulled"], report: null, CancellationToken.None));

        Assert.Equal("model 'pulled' is not there; run: fusion models pull pulled", fault.Message);
    }

    private Task<IReadOnlyList<VerifyRow>> VerifyAsync() => ModelVerify.RunAsync(_fixture.Store, names: null, report: null, CancellationToken.None);
}
