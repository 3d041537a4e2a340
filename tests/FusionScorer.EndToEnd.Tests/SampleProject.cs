using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd;

/// <summary>A fresh project over a copy of the sample library that a test may change.</summary>
internal sealed class SampleProject : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Folder => _folder.At("project");

    public string Library => _folder.At("library");

    public static async Task<SampleProject> CreateAsync(bool scan = true)
    {
        var project = new SampleProject();
        Repository.Copy(Repository.At("data-samples", "library"), project.Library);
        Directory.CreateDirectory(project.Folder);
        Assert.Equal(0, (await FusionProgram.RunAsync(project._folder.Path, "init", project.Folder, "--library", $"samples={project.Library}")).ExitCode);
        if (scan)
            Assert.Equal(0, (await project.RunAsync("scan")).ExitCode);
        return project;
    }

    public Task<FusionProgram.Result> RunAsync(params string[] arguments) => FusionProgram.RunAsync(Folder, arguments);

    public string At(params ReadOnlySpan<string> parts) => Path.Combine([Library, .. parts]);

    public void Dispose() => _folder.Dispose();
}
