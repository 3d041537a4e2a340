using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reporting;
using FusionScorer.Pipeline.Reporting.Html;
using FusionScorer.Pipeline.Reviewing;
using FusionScorer.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Pipeline.Tests.Reporting;

public sealed class ReportGapTests
{
    [Fact]
    public void Of_NoClip_SaysHowToGetSome()
    {
        using var folder = new TempFolder();
        using var project = Project.Create(new ProjectFile { Policy = DefaultPolicy.Policy }, folder.At("empty"), "tester", new FakeTimeProvider());

        var report = ReportRun.Of(project, "  ", 0.9);

        Assert.Equal("fusion import DIR", Assert.Single(report.Missing).Command);
        Assert.Equal("FusionScorer report: empty", report.Head.Title);
        Assert.Equal(new ReportClips(0, 0, 0, 0, 0, 0), report.Head.Clips);
        Assert.Null(report.Progress);
        Assert.Equal(5, report.Distribution.Count);
    }

    [Fact]
    public void Of_NothingFused_StillCountsDecisions()
    {
        using var test = new TestProject();
        new ReviewSession(test.Project).Decide(test.Clip("c3"), ">=R", "ann");

        var report = ReportRun.Of(test.Project, title: null, 0.9);

        Assert.Contains("fusion fuse", report.Missing.Select(gap => gap.Command));
        Assert.Null(report.Head.Run);
        Assert.Empty(report.Functions);
        Assert.Equal((16, 1, 0, 15), (report.Head.Clips.All, report.Head.Clips.Decided, report.Head.Clips.Auto, report.Head.Clips.WithoutLevel));
        Assert.Equal([0, 0, 0, 0, 1], report.Distribution.Select(level => level.Decided));
        Assert.Null(report.Calibration);
    }

    [Fact]
    public void Of_FusedOnly_LacksDecisionsAndAudit()
    {
        using var test = new TestProject();
        FusionRun.Run(test.Project);

        var report = ReportRun.Of(test.Project, title: null, 0.9);

        Assert.Equal(["fusion review", "fusion queue"], report.Missing.Select(gap => gap.Command));
        Assert.NotNull(report.Progress!.Accuracy.Expected);
        Assert.Null(report.Calibration);
        Assert.Equal(16, report.Head.Clips.Auto);
        Assert.Equal(0, report.ReviewShare!.Decided);
    }

    [Fact]
    public void Of_AnotherPolicySince_ShowsNoLevelOfTheOldOne()
    {
        using var test = new TestProject();
        FusionRun.Run(test.Project);
        test.Use(policy => policy with { OverRatingCost = 3 });

        var report = ReportRun.Of(test.Project, title: null, 0.9);

        Assert.Contains(report.Missing, gap => gap.What.Contains("another policy", StringComparison.Ordinal) && gap.Command == "fusion fuse");
        Assert.Null(report.Head.Run);
        Assert.Equal(16, report.Head.Clips.WithoutLevel);
    }

    [Fact]
    public void Of_DecisionsSinceTheRun_SaysSo()
    {
        using var test = new TestProject();
        FusionRun.Run(test.Project);
        new ReviewSession(test.Project).Decide(test.Clip("c3"), "R", "ann");

        var report = ReportRun.Of(test.Project, title: null, 0.9);

        Assert.Equal(1, report.Head.Run!.DecisionsSince);
        Assert.Contains(report.Missing, gap => gap.Command == "fusion fuse" && gap.What.StartsWith("1 decision came in", StringComparison.Ordinal));
        Assert.Equal(1, report.Calibration!.After.Clips);
    }

    [Fact]
    public void Of_FailedReadings_CountsReasons()
    {
        using var test = new TestProject();
        foreach (var (clip, reason) in ((string, string)[])[("c1", "the file is empty"), ("c2", "the file is empty"), ("c3", "no such codec")])
            test.Project.Store.Readings.SaveMany([new Reading(test.Clip(clip).No, "captions", ReadingStatus.Failed, reason, null, null, new Dictionary<string, float>())]);

        var extraction = ReportRun.Of(test.Project, title: null, 0.9).Extraction;

        Assert.Equal([new ReportFailure("captions", "the file is empty", 2), new ReportFailure("captions", "no such codec", 1)], extraction.Failures);
        Assert.Equal(3, extraction.FailedReadings);
        Assert.Equal(new ReportSignalStatus("captions", 13, 0, 3, 0), Assert.Single(extraction.Signals));
    }

    [Fact]
    public void Of_MoreReasonsThanAreListed_SaysHowMany()
    {
        using var test = new TestProject();
        foreach (var signal in (string[])["captions", "nudity", "speech", "media"])
            test.Project.Store.Readings.SaveMany([.. test.Project.Store.Clips.All().Select(clip => new Reading(clip.No, signal, ReadingStatus.Failed, $"reason {clip.No}", null, null, new Dictionary<string, float>()))]);

        var report = ReportRun.Of(test.Project, title: null, 0.9);
        using var page = new StringWriter();
        ReportPage.Write(page, report);

        Assert.Equal((50, true, 14), (report.Extraction.Failures.Count, report.Extraction.MoreReasons, report.Extraction.ReasonsLeftOut));
        Assert.Contains("14 rarer reasons are left out", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ListsThatAreCut_SayHowManyMoreThereAre()
    {
        using var test = new TestProject();
        FusionRun.Run(test.Project);
        var report = ReportRun.Of(test.Project, title: null, 0.9);
        report = report with { Suggestions = ["look at this"], MoreSuggestions = 3, Dependence = report.Dependence! with { Pairs = [new ReportPair("a", "b", 0.5)], MorePairs = 7 } };
        using var page = new StringWriter();
        ReportPage.Write(page, report);

        Assert.Contains("3 more such functions are left out", page.ToString(), StringComparison.Ordinal);
        Assert.Contains("7 pairs that depend less are left out", page.ToString(), StringComparison.Ordinal);
    }
}
