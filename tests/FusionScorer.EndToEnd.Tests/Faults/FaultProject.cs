using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd.Faults;

/// <summary>A small project with media, extracted, fused and queued once; each test works on a copy, in a folder that anybody may enter.</summary>
public sealed class FaultProject : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private int _copies;

    /// <summary>Two clips with captions and a description.</summary>
    public string Library => _folder.At("library");

    public async Task InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.Path, (UnixFileMode)0x1FF);
        Directory.CreateDirectory(Library);
        foreach (var file in Directory.GetFiles(Repository.At("data-samples", "library", "shorts")).Where(file => Path.GetFileName(file).StartsWith("After", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("Quiet", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(Library, Path.GetFileName(file)));
        await FusionProgram.RunAsync(_folder.Path, "init", "project", "--library", $"films={Library}");
        foreach (var arguments in (string[][])[["scan"], ["extract"], ["fuse"], ["queue"]])
            Assert.Equal(0, (await FusionProgram.RunAsync(_folder.At("project"), arguments)).ExitCode);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A copy of the project at a path.</summary>
    public string CopyTo(string path)
    {
        Repository.Copy(_folder.At("project"), path);
        return path;
    }

    /// <summary>A copy of the project in a folder of its own.</summary>
    public string Copy() => CopyTo(_folder.At($"copy-{Interlocked.Increment(ref _copies)}"));

    /// <summary>A copy of the library, and the project made to read it.</summary>
    public string OwnLibrary(string project)
    {
        var library = project + "-library";
        Repository.Copy(Library, library);
        var file = Path.Combine(project, "fusion.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace(Library, library, StringComparison.Ordinal));
        return library;
    }

    public void Dispose() => _folder.Dispose();
}
