using System.Collections.Immutable;
using System.Diagnostics;
using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Tuning;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd;

/// <summary>What large libraries do: the built program learns in a process of its own, and the desk reads what it saved.</summary>
public sealed class ProcessLearnerTests : IDisposable
{
    private static readonly HashSet<string> Nothing = [];

    private readonly TempFolder _folder = new();
    private readonly Project _project;

    public ProcessLearnerTests()
    {
        SyntheticDataSet.Write(_folder.At("data"), 150);
        _project = Project.Create(new ProjectFile { Policy = DefaultPolicy.Policy }, _folder.At("project"), "tester", TimeProvider.System);
        DataSetImport.Run(_project, _folder.At("data"), known: null, "tester");
    }

    public void Dispose()
    {
        _project.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void ADeskThatLearnsElsewhere_SaysWhatOneThatLearnsItselfSays()
    {
        var desk = ReviewDesk.Open(_project, new ProcessLearner(project => Start(project)));
        Decide(desk, 8);
        Assert.True(desk.Learning.Step());

        using var again = Project.Open(_project.Folder, TimeProvider.System);
        var local = ReviewDesk.Open(again);
        Assert.Equal((8, 0), (desk.Model.Run.Decisions, desk.Learning.Pending));
        for (var row = 0; row < 150; row++)
            Assert.Equal(local.Model.Result(row).Posterior.ToArray(), desk.Model.Result(row).Posterior.ToArray());
    }

    [Fact]
    public void ADeskThatLearnsElsewhere_AsksFirstWhatWasDrawnThere()
    {
        var desk = ReviewDesk.Open(_project, new ProcessLearner(project => Start(project)));

        var ahead = desk.Model.Ahead.Select(pick => pick.Row).ToList();
        var asked = desk.Queues.Claim(new QueueFilter(), 20, Nothing, "ann", "a").Clips.Where(clip => clip.Pick is { Audit: false }).Select(clip => clip.Row).ToList();

        Assert.True(ahead.Count >= 100);
        Assert.Equal(ahead.Where(asked.Contains), asked);
        Assert.NotEmpty(asked);
    }

    [Fact]
    public void AClipThatCameMeanwhile_IsLearnedWhenTheDeskOpens()
    {
        ReviewDesk.Open(_project, new ProcessLearner(project => Start(project)));
        SyntheticDataSet.Write(_folder.At("more"), 160);
        DataSetImport.Run(_project, _folder.At("more"), known: null, "tester");

        var desk = ReviewDesk.Open(_project, new ProcessLearner(project => Start(project)));
        Assert.InRange(desk.Model.Clips.Count, 150, 160);
        Decide(desk, 1);
        Assert.True(desk.Learning.Step());
        Assert.Equal(160, desk.Model.Clips.Count);
    }

    [Fact]
    public void ATrialElsewhere_IsTheTrialHere_AndLeavesNothingBehind()
    {
        ReviewDesk.Open(_project);
        var policy = _project.Policy with { Weights = ImmutableSortedDictionary<string, double>.Empty.Add("captions", 0) };

        var (clips, blocks) = new ProcessTrialLearner((project, file) => Start(project, "--policy", file)).Learn(_project, policy);
        var (others, local) = new LocalTrialLearner().Learn(_project, policy);

        Assert.Equal(others, clips);
        Assert.Equal(local.Values.ToArray(), blocks.Values.ToArray());
        Assert.DoesNotContain(Directory.GetFiles(_project.CachePath("")), file => Path.GetFileName(file).StartsWith("trial", StringComparison.Ordinal));
    }

    [Fact]
    public void AProcessThatFails_IsSaidInItsLastLine()
    {
        var fault = Assert.Throws<BadInputException>(() => ReviewDesk.Open(_project, new ProcessLearner(_ => Start(_project, "--no-such-option"))));
        Assert.Contains("no-such-option", fault.Message, StringComparison.Ordinal);
    }

    private static void Decide(ReviewDesk desk, int count)
    {
        foreach (var clip in desk.Queues.Claim(new QueueFilter(), count, Nothing, "ann", "a").Clips)
        {
            var answer = new ReviewerAnswer(
                Guid.NewGuid().ToString(), desk.Model.Clips.IdOf(clip.Row), "PG", null, null, 1, 0, desk.Model.PolicyRow.Hash, [], clip.Pick?.Strategy, clip.Pick?.BatchId, TimeProvider.System.GetUtcNow());
            Assert.True(desk.Answers.Take(answer, "ann", "reviewer").Added);
        }
    }

    private static ProcessStartInfo Start(Project project, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false };
        foreach (var word in (string[])[Path.Combine(AppContext.BaseDirectory, "fusion.dll"), "learn", "--project", project.Folder, .. more])
            start.ArgumentList.Add(word);
        return start;
    }
}
