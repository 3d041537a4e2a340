using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.TestKit;

namespace FusionScorer.Pipeline.Tests.Hostile;

/// <summary>Files that become links or pipes after the scan that found them.</summary>
public sealed class SwappedFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Project _project;

    public SwappedFilesTests()
    {
        _folder.Write("outside/secret.txt", "1\n00:00:01,000 --> 00:00:02,000\nfuck\n");
        _folder.Write("library/a.mp4", "not really a film");
        _folder.Write("library/a.en.srt", "1\n00:00:01,000 --> 00:00:02,000\nhello\n");
        _project = Project.Create(
            new ProjectFile { Libraries = [new LibraryRoot("films", _folder.At("library"))], Policy = DefaultPolicy.Policy }, _folder.At("project"), "tester", TimeProvider.System);
        CatalogueScan.Run(_project, CancellationToken.None);
    }

    [Theory]
    [InlineData("a.mp4")]
    [InlineData("a.en.srt")]
    public async Task Extract_FileBecameALinkOutOfTheLibrary_IsNotOpened(string name)
    {
        File.Delete(_folder.At("library", name));
        File.CreateSymbolicLink(_folder.At("library", name), _folder.At("outside", "secret.txt"));

        var readings = await ExtractAsync();

        Assert.All(readings, reading => Assert.Equal((ReadingStatus.Failed, $"{name} leads out of the library since the last scan; run: fusion scan"), reading));
        Assert.Empty(_project.Store.Readings.Evidence(_project.Store.Clips.All()[0].No));
    }

    [Fact]
    public async Task Extract_FolderBecameALinkInsideTheLibrary_IsRead()
    {
        Directory.CreateDirectory(_folder.At("library", "real"));
        File.Move(_folder.At("library", "a.en.srt"), _folder.At("library", "real", "x.srt"));
        File.CreateSymbolicLink(_folder.At("library", "a.en.srt"), _folder.At("library", "real", "x.srt"));

        Assert.Contains((ReadingStatus.Read, null), await ExtractAsync());
    }

    [ProgramFact("mkfifo")]
    public async Task Extract_CaptionsBecameAPipe_DoNotBlock()
    {
        File.Delete(_folder.At("library", "a.en.srt"));
        using (var make = System.Diagnostics.Process.Start("mkfifo", [_folder.At("library", "a.en.srt")]))
            await make.WaitForExitAsync();

        Assert.Contains((ReadingStatus.Failed, "a.en.srt is empty"), await ExtractAsync().WaitAsync(TimeSpan.FromSeconds(60)));
    }

    public void Dispose()
    {
        _project.Dispose();
        _folder.Dispose();
    }

    private async Task<List<(ReadingStatus Status, string? Reason)>> ExtractAsync()
    {
        string[] signals = ["media", SignalNames.Captions];
        using var extractors = await ProjectSignals.OpenAsync(_project, jobs: 1, Environment.GetEnvironmentVariable, CancellationToken.None);
        await new ExtractionRun(_project, extractors.Extractors, extractors.Reader, new ExtractionOptions { Signals = signals }).RunAsync((_, _) => { }, CancellationToken.None);
        return [.. _project.Store.Readings.All().Where(reading => signals.Contains(reading.Signal)).Select(reading => (reading.Status, reading.Reason))];
    }
}
