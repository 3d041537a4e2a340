using FusionScorer.Core;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Tests.Reviewing;

public sealed class ProgressRunTests
{
    [Fact]
    public void Of_NothingFused_AsksToFuse()
    {
        using var test = new TestProject();
        Assert.Contains("fusion fuse", Assert.Throws<BadInputException>(() => ProgressRun.Of(test.Project, 0.9)).Message, StringComparison.Ordinal);
        FusionRun.Run(test.Project);
        test.Use(policy => policy with { OverRatingCost = 3 });
        Assert.Contains("another policy", Assert.Throws<BadInputException>(() => ProgressRun.Of(test.Project, 0.9)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoAuditAnswer_KnowsOnlyWhatTheModelExpects()
    {
        using var test = new TestProject();
        FusionRun.Run(test.Project);

        var report = ProgressRun.Of(test.Project, 0.9);

        Assert.Equal(new AuditEstimate(null, 0, 1, 0), report.Accuracy.Audit);
        Assert.InRange(report.Accuracy.Expected!.Value, 0.2, 1);
        Assert.Equal(DecisionsNeededKind.TooEarly, report.Needed.Kind);
        Assert.Equal((16, 16, 0), (report.Clips, report.AuditedFor, report.Decided));
        Assert.Empty(report.Waiting);
        Assert.Single(report.Curve);
        Assert.Equal(StoppingAdvice.NotYetKnown, report.Rules.Single(rule => rule.Rule == "target reached").Advice);
    }

    [Fact]
    public void Of_AllClipsAudited_IsExactlyTheShareOfRightLevels()
    {
        using var test = new TestProject();
        test.Use(policy => policy with { AuditShare = 1 });
        FusionRun.Run(test.Project);
        QueueRun.Next(test.Project, "random", 16, reviewer: null);
        var session = new ReviewSession(test.Project);

        // Clips of one director differ, so that links cannot foretell them.
        string[] answers = ["R", "PG-13", "G", ">=PG"];
        for (var i = 0; i < 16; i++)
            session.Decide(test.Clip($"c{i}"), answers[i % 4], "ann");
        FusionRun.Run(test.Project);
        var cost = Core.Levels.CostMatrix.Linear(5);
        int[][] truths = [[3], [2], [0], [1, 2, 3, 4]];
        double right = 0, under = 0, expected = 0;
        for (var i = 0; i < 16; i++)
        {
            var shown = test.Project.Store.Fusion.Result(test.Clip($"c{i}").No)!.Level;
            right += truths[i % 4].Contains(shown) ? 1 : 0;
            under += shown < truths[i % 4].Min() ? 1 : 0;
            expected += truths[i % 4].Min(truth => cost[truth, shown]);
        }

        var report = ProgressRun.Of(test.Project, 0.9, budget: 10);

        foreach (var (figure, truth) in ((ProgressFigure, double)[])[(report.Accuracy, right / 16), (report.UnderRated, under / 16), (report.Cost, expected / 16)])
        {
            Assert.Equal(truth, figure.Audit.Value!.Value, 1e-9);
            Assert.Equal(truth, figure.Audit.Low, 1e-9);
            Assert.Equal(truth, figure.Audit.High, 1e-9);
        }

        Assert.Equal((16, 16), (report.Accuracy.Audit.Answers, report.Decided));
        Assert.Equal(16, report.Answers[DecisionKind.Level]);
        Assert.Equal(StoppingAdvice.Stop, report.Verdict.Advice);
        Assert.Equal("nothing eligible, budget spent", report.Verdict.Rule);
    }

    [Fact]
    public void Of_UnsureKnownAndUndoneClips_AreNoAnswers()
    {
        using var test = new TestProject();
        test.Use(policy => policy with { AuditShare = 1 });
        KnownLevelImport.Run(test.Project, test.Write("known.csv", "clip_id,level\nc0,R\n"));
        FusionRun.Run(test.Project);
        QueueRun.Next(test.Project, "random", 16, reviewer: null);
        var session = new ReviewSession(test.Project);
        session.Decide(test.Clip("c1"), "unsure", "ann");
        session.Decide(test.Clip("c2"), "R", "ann");
        session.Decide(test.Clip("c3"), "R", "ann");
        session.Undo(test.Clip("c3"), "ann");
        session.Learn();

        var report = ProgressRun.Of(test.Project, 0.9);

        Assert.Equal((15, 1, 1), (report.AuditedFor, report.Accuracy.Audit.Answers, report.Decided));
        Assert.Equal(14, report.Waiting.Length);
        Assert.Contains("c1", report.Waiting.Select(clip => clip.ClipId));
        Assert.Equal((2, 1, 1), (report.Answers[DecisionKind.Level], report.Answers[DecisionKind.Unsure], report.Answers[DecisionKind.Undo]));
    }

    [Fact]
    public void Of_HeldOutPosterior_DecidesWhatIsRight()
    {
        using var test = new TestProject();
        test.Use(policy => policy with { AuditShare = 1 });
        FusionRun.Run(test.Project);
        QueueRun.Next(test.Project, "random", 16, reviewer: null);
        var session = new ReviewSession(test.Project);
        for (var i = 0; i < 16; i++)
            session.Decide(test.Clip($"c{i}"), "NC-17", "ann");
        session.Learn();

        Assert.Equal(1, ProgressRun.Of(test.Project, 0.9, heldOut: new Always(4)).Accuracy.Audit.Value);
        Assert.Equal(0, ProgressRun.Of(test.Project, 0.9, heldOut: new Always(0)).Accuracy.Audit.Value);
        Assert.Equal(8, ProgressRun.Of(test.Project, 0.9, heldOut: new Always(0)).Cost.Audit.Value);
        Assert.Equal(1, ProgressRun.Of(test.Project, 0.9, heldOut: new Always(0)).UnderRated.Audit.Value);
    }

    [Fact]
    public void Of_FusedAfterEachDecision_CurveHasAPointForEachAndIsShiftedByTheAudit()
    {
        using var test = new TestProject();
        test.Use(policy => policy with { AuditShare = 1 });
        FusionRun.Run(test.Project);
        QueueRun.Next(test.Project, "random", 16, reviewer: null);
        var session = new ReviewSession(test.Project);
        for (var i = 0; i < 8; i++)
        {
            session.Decide(test.Clip($"c{i}"), "NC-17", "ann");
            session.Learn();
        }

        var report = ProgressRun.Of(test.Project, 0.9);

        Assert.Equal(Enumerable.Range(0, 9), report.Curve.Select(point => point.Decisions));
        Assert.Equal(report.Accuracy.Audit.Value!.Value, report.Curve[^1].Accuracy, 1e-6);
        Assert.NotEqual(DecisionsNeededKind.TooEarly, report.Needed.Kind);
    }

    [Fact]
    public void Of_AuditPicksStillWait_ThoseAskedSpeakForThem()
    {
        using var test = new TestProject();
        test.Use(policy => policy with { AuditShare = 1 });
        var session = new ReviewSession(test.Project);
        for (var i = 0; i < 6; i++)
            session.Decide(test.Clip($"c{i}"), "G", "ann", chosenBy: "smallest-margin");
        FusionRun.Run(test.Project);
        QueueRun.Next(test.Project, "random", 16, reviewer: null);
        var always = new Always(0);

        // Six of sixteen were decided by what a strategy asked: they alone say nothing of the other ten.
        Assert.Null(ProgressRun.Of(test.Project, 0.9, heldOut: always).Accuracy.Audit.Value);

        session.Decide(test.Clip("c6"), "NC-17", "ann");
        session.Decide(test.Clip("c7"), "NC-17", "ann");
        var report = ProgressRun.Of(test.Project, 0.9, heldOut: always);

        // Six right and ten wrong are what the answers tell.
        Assert.Equal((8, 8), (report.Accuracy.Audit.Answers, report.Waiting.Length));
        Assert.Equal(6 / 16.0, report.Accuracy.Audit.Value!.Value, 1e-9);
    }

    private sealed class Always(int level) : IHeldOutPosterior
    {
        public double[] Of(long clip) => [.. Enumerable.Range(0, 5).Select(other => other == level ? 1.0 : 0)];
    }
}
