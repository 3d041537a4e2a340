using System.Globalization;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Engines;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.TestKit;

namespace FusionScorer.Pipeline.Tests.Extraction;

/// <summary>The sample library, extracted once by the real engines for all tests that look at the result.</summary>
public sealed class SampleExtraction : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    public Project Project { get; private set; } = null!;

    public ExtractionSummary Summary { get; private set; } = null!;

    /// <summary>What is said in the samples: path of the clip, start and end in ms, the sentence.</summary>
    public static IReadOnlyList<(string Path, long StartMs, long EndMs, string Spoken)> Spoken { get; } =
    [
        .. File.ReadLines(Repository.At("data-samples", "spoken.tsv")).Skip(1).Select(line => line.Split('\t')).Select(cells => (
            cells[0].Replace("\\n", "\n", StringComparison.Ordinal), long.Parse(cells[1], CultureInfo.InvariantCulture),
            long.Parse(cells[2], CultureInfo.InvariantCulture), cells[3])),
    ];

    public async Task InitializeAsync()
    {
        var file = new ProjectFile
        {
            Libraries = [new LibraryRoot("samples", Repository.At("data-samples", "library"))], Policy = DefaultPolicy.Policy, SpeechModel = "whisper-micro",
        };
        // Prepared already by the test command; a plain `dotnet test` on a fresh clone prepares here.
        await EngineSetup.RunAsync(Environment.GetEnvironmentVariable, TimeProvider.System, _ => { }, CancellationToken.None);
        Project = Project.Create(file, _folder.At("project"), "tester", TimeProvider.System);
        CatalogueScan.Run(Project, CancellationToken.None);
        using var signals = await ProjectSignals.OpenAsync(Project, jobs: 2, Environment.GetEnvironmentVariable, CancellationToken.None);
        Summary = await new ExtractionRun(Project, signals.Extractors, signals.Reader, new ExtractionOptions { Jobs = 2 }).RunAsync((_, _) => { }, CancellationToken.None);
    }

    public Clip Clip(string path) => Project.Store.Clips.Find($"samples:{path}") ?? throw new InvalidOperationException($"no clip {path}");

    public IReadOnlyList<Evidence> Evidence(string path, string signal) =>
        [.. Project.Store.Readings.Evidence(Clip(path).No).Where(evidence => evidence.Signal == signal)];

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Project.Dispose();
        _folder.Dispose();
    }
}
