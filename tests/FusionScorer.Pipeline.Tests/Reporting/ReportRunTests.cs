using System.Text.Json;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reporting;
using FusionScorer.Pipeline.Reviewing;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Pipeline.Tests.Reporting;

public sealed class ReportRunTests : IDisposable
{
    private const int Clips = 200;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private Project? _project;

    public void Dispose()
    {
        _project?.Dispose();
        _folder.Dispose();
    }

    private Project Make(Func<Policy, Policy>? change = null)
    {
        SyntheticDataSet.Write(_folder.At("data"), Clips);
        var policy = DefaultPolicy.Policy with { UpdateEvery = 1_000_000 };
        _project = Project.Create(new ProjectFile { Policy = change?.Invoke(policy) ?? policy }, _folder.At("project"), "tester", _clock);
        _project.Store.Settings.Set("random-seed", "12345");
        DataSetImport.Run(_project, _folder.At("data"), known: null, "tester");
        return _project;
    }

    private static Clip ClipAt(Project project, int index) => project.Store.Clips.Find($"t{index}")!;

    private void Decide(Project project, int clips)
    {
        var truth = File.ReadLines(_folder.At("data", "truth.csv")).Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);
        var session = new ReviewSession(project);
        for (var i = 0; i < clips; i++)
            session.Decide(ClipAt(project, i), truth[$"t{i}"], i % 3 == 0 ? "ann" : "bob");
    }

    [Fact]
    public void Of_FusedAndDecided_HasTheFiguresOfFuseAndProgress()
    {
        var project = Make(policy => policy with { AuditShare = 0.5 });
        FusionRun.Run(project);
        QueueRun.Next(project, "random", 20, reviewer: null);
        Decide(project, 60);
        var outcome = FusionRun.Run(project);
        var summary = outcome.Summarise(project.Policy.Taxonomy);

        var report = ReportRun.Of(project, title: null, 0.85);

        Assert.Equal(
            JsonSerializer.Serialize(ProgressDocument.Of(project.PolicyRow.Hash, ProgressRun.Of(project, 0.85)), ProgressDocumentJson.Default.ProgressDocument),
            JsonSerializer.Serialize(report.Progress, ProgressDocumentJson.Default.ProgressDocument!));
        Assert.Equal(
            summary.Functions.Select(f => new ReportFunction(f.Name, f.Signal, f.Coverage, f.Missing, f.Overlap, f.Conflict, f.Accuracy, f.Judged, f.LearnedAccuracy, f.Weight)), report.Functions);
        Assert.Contains(report.Functions, function => function.Judged > 0);
        Assert.Equal(summary.Dependent.Select(pair => (pair.First, pair.Second, pair.Share)), report.Dependence!.Pairs.Select(pair => (pair.First, pair.Second, pair.Share)));
        Assert.Equal((outcome.Fit.DistinctRows, outcome.Fit.Iterations, Clips, 0), (report.Head.Run!.DistinctRows, report.Head.Run.Iterations, report.Head.Run.Clips, report.Head.Run.DecisionsSince));
        Assert.Equal((Clips, 60, 0, Clips - 60, 0), (report.Head.Clips.All, report.Head.Clips.Decided, report.Head.Clips.Known, report.Head.Clips.Auto, report.Head.Clips.WithoutLevel));
        Assert.Equal((2, 60, 30.0), (report.Review.Reviewers, report.Review.Answers, report.Review.MeanPerReviewer));
        for (var j = 0; j < outcome.Fit.Columns.Length; j++)
        {
            for (var l = 0; l < outcome.Fit.Columns.Length; l++)
                Assert.Equal(j == l ? 1 : Math.Max(outcome.Fit.Share(j, l), outcome.Fit.Share(l, j)), report.Dependence.Shares[j][l]);
        }
    }

    [Fact]
    public void Of_FusedAndDecided_ShowsWhatTheDeskShows()
    {
        var project = Make();
        Decide(project, 40);
        FusionRun.Run(project);
        project.Store.Decisions.ReplaceKnownLevels("studio", [new KnownLevel(ClipAt(project, 150).No, "PG-13", "studio"), new KnownLevel(ClipAt(project, 3).No, "R", "studio")]);
        FusionRun.Run(project);
        var figures = ReviewDesk.Open(project).Progress.Of(0.9);

        var report = ReportRun.Of(project, title: null, 0.9);

        Assert.Equal(figures.Clips, report.Distribution.Select(level => level.Clips));
        Assert.Equal(figures.Settled, report.Distribution.Select(level => level.Decided + level.Known));
        Assert.Equal((40, 1), (report.Head.Clips.Decided, report.Head.Clips.Known));
        Assert.Equal(figures.Calibration!.Error, report.Calibration!.After.Error, 1e-12);
        Assert.Equal(figures.Calibration.Bins.Select(bin => bin.Count), report.Calibration.After.Bins.Select(bin => bin.Clips));
        Assert.Equal(40, report.Calibration.After.Clips);
    }

    [Fact]
    public void Calibration_Before_IsThatOfTheLogitsAtTemperatureOne()
    {
        var project = Make();
        Decide(project, 80);
        FusionRun.Run(project);
        var (clips, blocks) = FusionRun.LatestBlocks(project)!.Value;
        var standings = StandingDecisions.Of(project.Store.Decisions.All(), project.Policy.Taxonomy);
        var confidence = new double[80];
        var right = new bool[80];
        for (var i = 0; i < 80; i++)
        {
            var clip = ClipAt(project, i).No;
            var row = Array.IndexOf(clips, clip);
            var logits = Enumerable.Range(0, blocks.Levels).Select(level => blocks.Bias[level] + Enumerable.Range(0, blocks.Signals.Length).Sum(signal => (double)blocks.Of(row, signal)[level])).ToArray();
            var top = Array.IndexOf(logits, logits.Max());
            confidence[i] = 1 / logits.Sum(logit => Math.Exp(logit - logits[top]));
            right[i] = standings[clip].Levels.Contains(top);
        }

        var before = FusionScorer.Core.Classification.ReliabilityDiagram.Of(confidence, right, []);
        var report = ReportRun.Of(project, title: null, 0.9).Calibration!;

        Assert.NotEqual(1, report.Temperature);
        Assert.Equal(blocks.Temperature, report.Temperature);
        Assert.Equal(before.Error, report.Before!.Error, 1e-4);
        Assert.NotEqual(report.After.Error, report.Before.Error, 1e-4);
        Assert.Equal(before.Bins.Select(bin => bin.Count), report.Before.Bins.Select(bin => bin.Clips));
    }

    [Fact]
    public void Conflict_CountsEachClipWithItsPair_AndNamesTheWorst()
    {
        var project = Make(policy => policy with { ConflictThreshold = 0.1 });
        var outcome = FusionRun.Run(project);
        var pairs = outcome.Results.Where(result => result.ConflictPair.Length > 0).GroupBy(result => result.ConflictPair, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var ids = project.Store.Clips.All().ToDictionary(clip => clip.No, clip => clip.ClipId);

        var conflict = ReportRun.Of(project, title: null, 0.9).Conflict!;

        Assert.NotEmpty(pairs);
        Assert.Equal(pairs.Count, conflict.Pairs.Count + conflict.MorePairs);
        Assert.Equal(pairs.Values.Sum(clips => clips.Count), conflict.Clips);
        Assert.Equal(conflict.Pairs.Select(pair => pair.Clips).OrderDescending(), conflict.Pairs.Select(pair => pair.Clips));
        foreach (var pair in conflict.Pairs)
        {
            var clips = pairs[$"{pair.Milder}|{pair.Stricter}"];
            Assert.Equal((clips.Count, clips.Count(clip => (float)clip.Conflict >= 0.1)), (pair.Clips, pair.AtLeastThreshold));
            Assert.Equal(clips.Average(clip => clip.Conflict), pair.Mean, 1e-6);
            Assert.Equal(clips.Select(clip => clip.Conflict).OrderDescending().Take(5), pair.Worst.Select(clip => clip.Conflict), (one, other) => Math.Abs(one - other) < 1e-6);
            Assert.All(pair.Worst, worst => Assert.Contains(clips, clip => ids[clip.ClipNo] == worst.ClipId));
        }
    }

    [Fact]
    public void ReviewShare_ByRisk_LeavesTheLeast_AndAllReviewedLeavesNothing()
    {
        var project = Make();
        Decide(project, 30);
        FusionRun.Run(project);
        var cost = CostMatrix.Linear(5, project.Policy.UnderRatingCost, project.Policy.OverRatingCost);
        var undecided = project.Store.Fusion.Results().Skip(30).Sum(result =>
        {
            double[] p = [.. result.Posterior.Select(value => (double)value)];
            return p.Skip(cost.LeastCost(p) + 1).Sum();
        });

        var share = ReportRun.Of(project, title: null, 0.9).ReviewShare!;

        Assert.Equal((Clips, 30, 30.0 / Clips), (share.Clips, share.Decided, share.Points[0].Reviewed));
        Assert.Equal(undecided / Clips, share.Points[0].ByRisk, 1e-6);
        Assert.Equal(1, share.Points[^1].Reviewed);
        Assert.Equal((0.0, 0.0, 0.0), (share.Points[^1].ByRisk, share.Points[^1].ByStrategy, share.Points[^1].AtRandom));
        for (var i = 0; i < share.Points.Count; i++)
        {
            var point = share.Points[i];
            Assert.True(point.ByRisk <= point.ByStrategy + 1e-12 && point.ByRisk <= point.AtRandom + 1e-12, $"{point}");
            Assert.True(i == 0 || (point.Reviewed > share.Points[i - 1].Reviewed && point.ByStrategy <= share.Points[i - 1].ByStrategy), $"{point}");
        }

        Assert.True(share.Points[8].ByRisk < 0.9 * share.Points[8].AtRandom);
    }

    [Fact]
    public void Weights_TellEveryPolicyOfTheLog()
    {
        var project = Make();
        FusionRun.Run(project);
        _clock.Advance(TimeSpan.FromHours(1));
        WeightsRun.Save(project, FusionRun.Weights(project.Policy).With("genre", 0.5), "ann", "genres mislead");
        FusionRun.Run(project);

        var weights = ReportRun.Of(project, title: null, 0.9).Weights;

        Assert.Equal(0.5, weights.Signals.Single(signal => signal.Signal == "genre").Weight);
        Assert.All(weights.Signals, signal => Assert.True(signal.Contribution >= 0));
        Assert.Equal([false, true], weights.History.Select(step => step.Active));
        Assert.Equal(("ann", "genres mislead", "weight of genre: 1 → 0.5"), (weights.History[1].Author, weights.History[1].Note, Assert.Single(weights.History[1].Changes)));
        Assert.Equal(new ReportStatedWeight("genre", 0.5), weights.History[1].Weights.Single(stated => stated.Signal == "genre"));
    }
}
