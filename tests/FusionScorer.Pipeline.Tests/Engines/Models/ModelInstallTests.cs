using FusionScorer.Core;
using FusionScorer.Pipeline.Engines.Models;

namespace FusionScorer.Pipeline.Tests.Engines.Models;

public sealed class ModelInstallTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    private string Packages => Path.Combine(_fixture.Root, "node_modules");

    private string Packed => Path.Combine(Packages, "@maker", "voice", "dist", "voice.onnx");

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task FromPackages_FileLiesReady_CopiesItOnce()
    {
        StoreFixture.Put(Packed, [1, 2, 3]);

        Assert.Equal(["packed"], await FromPackagesAsync());
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(_fixture.Folder, "voice.onnx")));
        Assert.Empty(await FromPackagesAsync());
    }

    [Fact]
    public async Task FromPackages_StoredCopyIsDamaged_ReplacesIt()
    {
        StoreFixture.Put(Packed, [1, 2, 3]);
        StoreFixture.Put(Path.Combine(_fixture.Folder, "voice.onnx"), [1, 2, 4]);

        Assert.Equal(["packed"], await FromPackagesAsync());
        Assert.Equal(ModelState.Present, _fixture.Store.StateOf("packed"));
    }

    [Fact]
    public async Task FromPackages_AnotherFile_ThrowsAndStoresNothing()
    {
        StoreFixture.Put(Packed, [3, 2, 1]);

        var fault = await Assert.ThrowsAsync<BadInputException>(FromPackagesAsync);

        Assert.StartsWith($"{Packed}: this is not model 'packed': its SHA-256 is ", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_fixture.Folder));
    }

    [Fact]
    public async Task FromPackages_PackageIsMissing_SaysHowToMendIt()
    {
        var fault = await Assert.ThrowsAsync<BadInputException>(FromPackagesAsync);

        Assert.Equal($"{Packed}: no such file; model 'packed' is taken from it; run: fusion setup", fault.Message);
    }

    [Fact]
    public async Task FromFile_ConvertedModel_IsTakenAndItsSumRecorded()
    {
        var made = Path.Combine(_fixture.Root, "made.onnx");
        StoreFixture.Put(made, [5, 6]);

        Assert.True(await ModelInstall.FromFileAsync(_fixture.Store, "converted", made, CancellationToken.None));

        // The fixture's manifest knows no sum of what is converted, so somebody must say yes.
        await _fixture.Trusted.AddAsync(made, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        var ready = await _fixture.Store.ReadyAsync("converted", CancellationToken.None);
        Assert.Equal(StoreFixture.Sha256([5, 6]), ready!.Sha256);
    }

    private Task<IReadOnlyList<string>> FromPackagesAsync() => ModelInstall.FromPackagesAsync(_fixture.Store, Packages, CancellationToken.None);
}
