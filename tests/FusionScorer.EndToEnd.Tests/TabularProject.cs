using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd;

/// <summary>A fused project of two clips, shared by tests that leave it as it is.</summary>
public sealed class TabularProject : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    public string Project => _folder.At("project");

    public async Task InitializeAsync()
    {
        _folder.Write("data/clips.csv", "clip_id,title,year,duration_min,genres,directors,cast\na,A,1999,90,Drama,D,X\nb,B,2001,100,Comedy,D,Y\n");
        _folder.Write("data/features.csv", "clip_id,captions.words,captions.strong\na,1000,3\nb,1000,0\n");
        await FusionProgram.RunAsync(_folder.Path, "init", "project");
        await FusionProgram.RunAsync(Project, "import", _folder.At("data"));
        Assert.Equal(0, (await FusionProgram.RunAsync(Project, "fuse")).ExitCode);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
