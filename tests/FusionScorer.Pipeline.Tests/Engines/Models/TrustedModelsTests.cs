using FusionScorer.Core;
using FusionScorer.Library.Policies;

namespace FusionScorer.Pipeline.Tests.Engines.Models;

public sealed class TrustedModelsTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly StoreFixture _fixture = new();

    private string Own => Path.Combine(_fixture.Root, "own", "ggml-own.bin");

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Ready_OwnFileThatNobodyKnows_IsRefusedInOneLineUntilItIsTrusted()
    {
        StoreFixture.Put(Own, [1, 2, 3, 4]);
        var sum = StoreFixture.Sha256([1, 2, 3, 4]);

        var fault = await Assert.ThrowsAsync<BadInputException>(() => _fixture.Store.ReadyAsync(Own, CancellationToken.None));
        await _fixture.Trusted.AddAsync(Own, At, CancellationToken.None);
        var ready = await _fixture.Store.ReadyAsync(Own, CancellationToken.None);

        Assert.Equal(
            $"{Own}: nobody vouches for this model file (SHA-256 {sum}): it is not in the manifest; if you trust where it comes from, run: fusion models trust {Own}", fault.Message);
        Assert.Equal((Own, sum), (ready!.Path, ready.Sha256));
    }

    [Fact]
    public async Task Ready_TrustedFileReplaced_IsRefusedAgain()
    {
        StoreFixture.Put(Own, [1, 2, 3, 4]);
        await _fixture.Trusted.AddAsync(Own, At, CancellationToken.None);
        var written = File.GetLastWriteTimeUtc(Own);
        StoreFixture.Put(Own, [1, 2, 3, 5]);
        File.SetLastWriteTimeUtc(Own, written);

        await Assert.ThrowsAsync<BadInputException>(() => _fixture.Store.ReadyAsync(Own, CancellationToken.None));
    }

    [Fact]
    public async Task Ready_OwnPathOfAModelOfTheManifest_NeedsNoTrust()
    {
        StoreFixture.Put(Own, StoreFixture.Body);

        var ready = await _fixture.Store.ReadyAsync(Own, CancellationToken.None);

        Assert.Equal(("pulled", Own), (ready!.Entry.Name, ready.Path));
    }

    [Fact]
    public async Task Ready_ModelOfTheManifestWithoutAnySum_NeedsTrust()
    {
        var path = Path.Combine(_fixture.Folder, "pictures.onnx");
        StoreFixture.Put(path, [1, 2]);

        await Assert.ThrowsAsync<BadInputException>(() => _fixture.Store.ReadyAsync("converted", CancellationToken.None));
        await _fixture.Trusted.AddAsync(path, At, CancellationToken.None);

        Assert.Equal(StoreFixture.Sha256([1, 2]), (await _fixture.Store.ReadyAsync("converted", CancellationToken.None))!.Sha256);
    }

    [Fact]
    public async Task Remove_TakesTheTrustBackByPathOrContent()
    {
        StoreFixture.Put(Own, [1, 2, 3, 4]);
        await _fixture.Trusted.AddAsync(Own, At, CancellationToken.None);
        File.Delete(Own);

        Assert.Equal(1, await _fixture.Trusted.RemoveAsync(Own, CancellationToken.None));
        Assert.Equal(0, await _fixture.Trusted.RemoveAsync(Own, CancellationToken.None));
        Assert.Empty(_fixture.Trusted.All());
    }

    [Fact]
    public void ListThatIsDamaged_IsABadInputAndNoTrust()
    {
        StoreFixture.Put(Path.Combine(_fixture.Root, "data", "fusionscorer", "models", "trusted.json"), [(byte)'{']);

        Assert.Throws<BadInputException>(() => _fixture.Trusted.Has("x"));
    }

    [Theory]
    [InlineData("ggml/own.bin", "/project/ggml/own.bin")]
    [InlineData("/elsewhere/own.bin", "/elsewhere/own.bin")]
    [InlineData("whisper-base", "whisper-base")]
    public void ProjectFile_SpeechModel_IsANameOrAPathFromTheProject(string text, string expected) =>
        Assert.Equal(expected, ProjectFileReader.Parse("fusion.yaml", $"speech: {{model: {text}}}", "/project").SpeechModel);
}
