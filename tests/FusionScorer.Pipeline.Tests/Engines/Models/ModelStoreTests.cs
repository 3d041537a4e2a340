using FusionScorer.Core;
using FusionScorer.Pipeline.Engines.Models;

namespace FusionScorer.Pipeline.Tests.Engines.Models;

public sealed class ModelStoreTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Find_ModelIsNowhere_GivesNull() => Assert.Null(_fixture.Store.Find("pulled"));

    [Fact]
    public void Find_SeveralStores_TheFirstThatHasItWins()
    {
        var (first, second) = (Path.Combine(_fixture.Root, "first"), Path.Combine(_fixture.Root, "second"));
        var store = _fixture.Open(first, second);
        StoreFixture.Put(Path.Combine(second, "pulled.bin"), StoreFixture.Body);
        Assert.Equal(Path.Combine(second, "pulled.bin"), store.Find("pulled"));

        StoreFixture.Put(Path.Combine(first, "pulled.bin"), StoreFixture.Body);
        Assert.Equal(Path.Combine(first, "pulled.bin"), store.Find("pulled"));
        Assert.Equal(first, store.Folder);
    }

    [Fact]
    public void Find_RepositoryModel_IsFoundThereUnlessAStoreHasIt()
    {
        var shipped = Path.Combine(_fixture.Repository, "tiny", "tiny.bin");
        StoreFixture.Put(shipped, [8, 9]);
        Assert.Equal(shipped, _fixture.Store.Find("shipped"));
        Assert.Equal(ModelState.InRepository, _fixture.Store.StateOf("shipped"));

        StoreFixture.Put(Path.Combine(_fixture.Folder, "tiny.bin"), [8, 9]);
        Assert.Equal(ModelState.Present, _fixture.Store.StateOf("shipped"));
    }

    [Fact]
    public void Find_UnknownName_Throws() => Assert.Throws<BadInputException>(() => _fixture.Store.Find("other"));

    [Fact]
    public void Rows_EveryModel_SaysItsStateAndHowToMendIt()
    {
        StoreFixture.Put(_fixture.Target, [1]);
        StoreFixture.Put(Path.Combine(_fixture.Folder, "pictures.onnx"), [1, 2]);
        StoreFixture.Put(Path.Combine(_fixture.Repository, "tiny", "tiny.bin"), [8, 9]);

        Assert.Equal(
            [
                new ModelRow("pulled", ModelKind.Speech, 1, "MIT", ModelState.Damaged, _fixture.Target, "fusion models pull pulled", Fixture: false),
                new ModelRow("packed", ModelKind.VoiceActivity, 3, "ISC", ModelState.Missing, Path.Combine(_fixture.Folder, "voice.onnx"), "fusion setup", Fixture: false),
                new ModelRow("converted", ModelKind.Nudity, 2, "MIT", ModelState.Present, Path.Combine(_fixture.Folder, "pictures.onnx"), "", Fixture: false),
                new ModelRow("shipped", ModelKind.Speech, 2, "CC0-1.0", ModelState.InRepository, Path.Combine(_fixture.Repository, "tiny", "tiny.bin"), "", Fixture: true),
            ],
            _fixture.Store.Rows());
    }

    [Fact]
    public async Task Ready_ModelIsNowhere_GivesNull() => Assert.Null(await _fixture.Store.ReadyAsync("pulled", CancellationToken.None));

    [Fact]
    public async Task Ready_FileReplacedByOneOfTheSameSizeAndTime_IsFoundOut()
    {
        StoreFixture.Put(_fixture.Target, StoreFixture.Body);
        var ready = await _fixture.Store.ReadyAsync("pulled", CancellationToken.None);
        var written = File.GetLastWriteTimeUtc(_fixture.Target);
        await File.WriteAllBytesAsync(_fixture.Target, StoreFixture.Flipped(StoreFixture.Body));
        File.SetLastWriteTimeUtc(_fixture.Target, written);

        var fault = await Assert.ThrowsAsync<BadInputException>(() => _fixture.Store.ReadyAsync("pulled", CancellationToken.None));

        Assert.Equal((_fixture.Target, StoreFixture.Sha256(StoreFixture.Body)), (ready!.Path, ready.Sha256));
        Assert.Contains("is damaged", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_FileChangedSinceItWasVerified_ThrowsAndListsItAsDamaged()
    {
        StoreFixture.Put(_fixture.Target, StoreFixture.Body);
        await _fixture.Store.ReadyAsync("pulled", CancellationToken.None);
        await File.WriteAllBytesAsync(_fixture.Target, StoreFixture.Flipped(StoreFixture.Body));
        File.SetLastWriteTimeUtc(_fixture.Target, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var fault = await Assert.ThrowsAsync<BadInputException>(() => _fixture.Store.ReadyAsync("pulled", CancellationToken.None));

        Assert.StartsWith($"{_fixture.Target}: model 'pulled' is damaged: its SHA-1 is ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("; run: fusion models pull pulled", fault.Message, StringComparison.Ordinal);
        Assert.Equal(ModelState.Damaged, _fixture.Store.StateOf("pulled"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"pulled\": null}")]
    [InlineData("{\"pulled\": {\"size\": \"many\"}}")]
    public async Task Ready_RecordsAreSpoilt_VerifiesAgain(string records)
    {
        StoreFixture.Put(_fixture.Target, StoreFixture.Body);
        await File.WriteAllTextAsync(Path.Combine(_fixture.Folder, "verified.json"), records);

        Assert.NotNull(await _fixture.Store.ReadyAsync("pulled", CancellationToken.None));
        Assert.Equal(ModelState.Present, _fixture.Store.StateOf("pulled"));
    }

    [Fact]
    public void Open_FolderNamedByTheEnvironment_TakesPullsAndTheCacheIsSearchedToo()
    {
        var (own, cache) = (Path.Combine(_fixture.Root, "own"), Path.Combine(_fixture.Root, "cache"));
        var store = ModelStore.Open(name => name switch { "FUSION_MODELS" => own, "XDG_CACHE_HOME" => cache, _ => null }, TimeProvider.System);
        var cached = Path.Combine(cache, "fusionscorer", "models", "ggml-tiny.en.bin");
        Assert.Null(store.Find(ModelNames.DefaultSpeech));
        StoreFixture.Put(cached, [1]);

        Assert.Equal(own, store.Folder);
        Assert.Equal(cached, store.Find(ModelNames.DefaultSpeech));
        Assert.Equal(Path.Combine(own, "ggml-tiny.en.bin"), store.TargetOf(store.Manifest.Get(ModelNames.DefaultSpeech)));
    }

    [Fact]
    public async Task Open_FromTheRepository_TheTestModelIsThereAndGood()
    {
        var store = ModelStore.Open(name => name is "FUSION_MODELS" or "XDG_CACHE_HOME" ? _fixture.Folder : null, TimeProvider.System);

        Assert.Equal(ModelState.InRepository, store.StateOf("whisper-micro"));
        var ready = await store.ReadyAsync("whisper-micro", CancellationToken.None);

        Assert.Equal(store.Manifest.Get("whisper-micro").Sha256, ready!.Sha256);
    }
}
