using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Pipeline.Tests;

/// <summary>A project over a small tabular data set: sixteen clips, four directors, captions and genres that mostly agree.</summary>
internal sealed class TestProject : IDisposable
{
    private readonly TempFolder _folder = new();

    public TestProject(Action<TempFolder>? prepare = null)
    {
        var clips = "clip_id,title,year,duration_min,genres,directors,cast\n";
        var features = "clip_id,captions.words,captions.mild,captions.moderate,captions.strong,captions.slur,captions.sexual\n";
        for (var i = 0; i < 16; i++)
        {
            clips += $"c{i},Clip {i},{1990 + i},95,{(i < 8 ? "Horror" : "Family")},Director {i / 4},\n";
            features += $"c{i},5000,0,0,{(i < 8 ? 9 : 0)},0,0\n";
        }

        _folder.Write("data/clips.csv", clips);
        _folder.Write("data/features.csv", features);
        prepare?.Invoke(_folder);
        Project = Project.Create(new ProjectFile { Policy = DefaultPolicy.Policy }, _folder.At("project"), "tester", Clock);
        DataSetImport.Run(Project, _folder.At("data"), known: null, "tester");
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public Project Project { get; }

    public string At(params ReadOnlySpan<string> parts) => _folder.At(parts);

    public string Write(string name, string text) => _folder.Write(name, text);

    public Clip Clip(string id) => Project.Store.Clips.Find(id)!;

    /// <summary>A policy like the active one but for what the test changes.</summary>
    public void Use(Func<Policy, Policy> change) => Project.Activate(change(Project.Policy), "tester", "for a test");

    public void Dispose()
    {
        Project.Dispose();
        _folder.Dispose();
    }
}
