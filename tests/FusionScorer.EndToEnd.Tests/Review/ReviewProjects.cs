using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Quality;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd.Review;

/// <summary>The sample library, extracted and fused once; each test works on a copy.</summary>
public sealed class ReviewProjects : IDisposable
{
    private readonly TempFolder _folder = new();
    private Task<string>? _demo;
    private int _copies;

    /// <summary>A fresh copy of the demo: 39 clips that can be watched, five of them decided.</summary>
    public async Task<string> DemoAsync()
    {
        Task<string> demo;
        lock (_folder)
            demo = _demo ??= MakeAsync();
        var copy = NewFolder();
        Repository.Copy(await demo, copy);
        return copy;
    }

    /// <summary>A folder of its own.</summary>
    public string NewFolder() => _folder.At($"project-{Interlocked.Increment(ref _copies)}");

    public void Dispose() => _folder.Dispose();

    private async Task<string> MakeAsync()
    {
        var folder = _folder.At("demo");
        Directory.CreateDirectory(folder);
        var made = await FusionProgram.RunAsync(folder, "demo", "--dir", folder);
        Assert.True(made.ExitCode == 0, made.Error);

        // What is asked twice is drawn by a seed that each project makes for itself: a test that is about it sets its own share.
        using var project = Project.Open(folder, TimeProvider.System);
        new QualityShares(Second: 0, Hidden: 0).Save(project);
        return folder;
    }
}
