using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.TestKit;

namespace FusionScorer.Pipeline.Tests.Extraction;

/// <summary>A library that is a folder where it is scanned, and an address where it is read.</summary>
public sealed class RemoteLibraryTests : IDisposable
{
    private static readonly string[] Signals = ["media", SignalNames.Captions, SignalNames.Nudity];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ALibraryOnAWebServer_GivesWhatTheFolderGives_AndNothingElseIsAskedFor()
    {
        var library = Repository.At("data-samples", "library");
        using var server = new RangeServer(library);

        var near = await ReadAsync("near", library, remote: null);
        var far = await ReadAsync("far", library, $"samples={server.Address}library");

        Assert.NotEmpty(near);
        Assert.Equal(near, far);
        Assert.Contains(server.Asked, asked => asked.Range);
        Assert.All(server.Asked, asked => Assert.True(File.Exists(Path.Combine(library, asked.Path["library/".Length..])), asked.Path));
    }

    [Fact]
    public async Task AServerThatIsGone_IsAReasonOfEachClip()
    {
        var rows = await ReadAsync("gone", Repository.At("data-samples", "library"), "samples=http://127.0.0.1:1/library");

        Assert.Contains(rows, row => row.Contains("Failed", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.Contains(":Read:", StringComparison.Ordinal));
    }

    [Fact]
    public void Scan_OfAnAddress_IsRefusedWithTheWayOut()
    {
        using var project = Make("scan", Repository.At("data-samples", "library"), "samples=https://media.example/films");

        Assert.Contains("lies on a server here", Assert.Throws<BadInputException>(() => CatalogueScan.Run(project, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("samples", "is not NAME=PATH")]
    [InlineData("others=/x", "has no library 'others'")]
    [InlineData("samples=https://ann:secret@host/x", "without a name, a password")]
    public void AMap_ThatCannotBeMeant_IsOneLine(string map, string says)
    {
        var message = Assert.Throws<BadInputException>(() => Make("map", Repository.At("data-samples", "library"), map)).Message;

        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    private Project Make(string name, string library, string? map)
    {
        var file = new ProjectFile { Libraries = [new LibraryRoot("samples", library)], Policy = DefaultPolicy.Policy, SpeechModel = "whisper-micro" };
        if (!File.Exists(_folder.At(name, Project.FileName)))
            Project.Create(file, _folder.At(name), "tester", TimeProvider.System, _ => null).Dispose();
        return Project.Open(_folder.At(name), TimeProvider.System, "tester", variable => variable == LibraryMap.Variable ? map : null);
    }

    private async Task<List<string>> ReadAsync(string name, string library, string? remote)
    {
        using (var scanned = Make(name, library, map: null))
            CatalogueScan.Run(scanned, CancellationToken.None);
        using var project = Make(name, library, remote);
        using var signals = await ProjectSignals.OpenAsync(project, jobs: 2, Environment.GetEnvironmentVariable, CancellationToken.None);
        await new ExtractionRun(project, signals.Extractors, signals.Reader, new ExtractionOptions { Jobs = 2, Signals = Signals }).RunAsync((_, _) => { }, CancellationToken.None);
        var rows = new List<string>();
        foreach (var clip in project.Store.Clips.All().OrderBy(clip => clip.Path, StringComparer.Ordinal))
        {
            foreach (var reading in project.Store.Readings.OfClip(clip.No).Where(reading => Signals.Contains(reading.Signal)))
            {
                var features = string.Join(',', reading.Features.Select(feature => $"{feature.Key}={feature.Value:R}"));
                rows.Add($"{clip.Path}:{reading.Signal}:{reading.Status}:{features}");
            }

            rows.AddRange(project.Store.Readings.Evidence(clip.No).Select(evidence => $"{clip.Path}:{evidence}"));
        }

        return rows;
    }
}
