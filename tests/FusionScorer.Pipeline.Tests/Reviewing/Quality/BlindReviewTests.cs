using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Reviewing.Quality;
using FusionScorer.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Pipeline.Tests.Reviewing.Quality;

/// <summary>How often clips are asked blind, that draws can be repeated, and what is learned from the answers.</summary>
public sealed class BlindReviewTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private Project? _project;
    private int _ids;

    public void Dispose()
    {
        _project?.Dispose();
        _folder.Dispose();
    }

    private ReviewDesk Open(int clips, int known = 0, ulong seed = 12345)
    {
        SyntheticDataSet.Write(_folder.At("data"), clips);
        _project = Project.Create(new ProjectFile { Policy = DefaultPolicy.Policy with { UpdateEvery = 1_000_000 } }, _folder.At("project"), "tester", _clock);
        _project.Store.Settings.Set("random-seed", seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        DataSetImport.Run(_project, _folder.At("data"), known: null, "tester");
        _project.Store.Decisions.ReplaceKnownLevels("studio", [.. _project.Store.Clips.All().Take(known).Select(clip => new KnownLevel(clip.No, "PG-13", "studio"))]);
        return ReviewDesk.Open(_project);
    }

    private ReviewerAnswer Answer(ReviewDesk desk, string clip, string answer, string? undoes = null) => new(
        $"decision-{++_ids:000000}", clip, answer, undoes, Note: null, Seconds: 3, EvidenceOpened: 1, desk.Model.PolicyRow.Hash, [], Strategy: null, Batch: null, _clock.GetUtcNow());

    [Fact]
    public void OfTwoThousandFirstAnswers_TheShareGoesToASecondReviewer()
    {
        const double share = 0.1;
        var draw = new BlindDraw(98765);

        var drawn = Enumerable.Range(0, 2000).Count(i => draw.IsSecond($"decision-{i:000000}", share));

        // Four standard deviations of the binomial.
        Assert.InRange(drawn, 200 - 54, 200 + 54);
        Assert.Equal(drawn, Enumerable.Range(0, 2000).Count(i => new BlindDraw(98765).IsSecond($"decision-{i:000000}", share)));
        Assert.Contains(Enumerable.Range(0, 2000), i => draw.IsSecond($"decision-{i:000000}", share) != new BlindDraw(98766).IsSecond($"decision-{i:000000}", share));
        Assert.Equal(2000, Enumerable.Range(0, 2000).Count(i => draw.IsSecond($"decision-{i:000000}", 1)));
        Assert.Equal(0, Enumerable.Range(0, 2000).Count(i => draw.IsSecond($"decision-{i:000000}", 0)));
    }

    [Fact]
    public void Places_HoldHiddenClips_AsOftenAsTheirShareSays()
    {
        var draw = new BlindDraw(5);

        var places = Enumerable.Range(0, 2000).CountBy(clip => draw.PlaceOf("ann", clip, new QualityShares(0.1, 0.05))).ToDictionary();

        Assert.InRange(places[BlindDraw.Place.Check], 100 - 39, 100 + 39);
        Assert.InRange(places[BlindDraw.Place.Second], 400 - 72, 400 + 72);
        Assert.NotEqual(
            Enumerable.Range(0, 2000).Select(clip => draw.PlaceOf("ann", clip, new QualityShares(0.1, 0.05))),
            Enumerable.Range(0, 2000).Select(clip => draw.PlaceOf("bob", clip, new QualityShares(0.1, 0.05))));
    }

    [Fact]
    public void AtTheDesk_FirstAnswersAreDrawn_SavedWithTheAnswer_AndOutliveARestart()
    {
        var desk = Open(clips: 300);
        new QualityShares(0.2, 0).Save(_project!);
        for (var row = 0; row < 300; row++)
            desk.Answers.Take(Answer(desk, desk.Model.Clips[row].ClipId, row % 10 == 0 ? "unsure" : "R"), "ann", "reviewer");

        // 270 first levels; four standard deviations.
        Assert.InRange(desk.Blind.Waiting, 54 - 27, 54 + 27);
        Assert.Equal(desk.Blind.Waiting, _project!.Store.Quality.TasksAfter(0).Count);
        Assert.All(_project.Store.Quality.TasksAfter(0), task => Assert.Equal((BlindKind.Second, "ann", 0.2), (task.Kind, task.Account, task.Share)));
        Assert.Equal(desk.Blind.Waiting, ReviewDesk.Open(_project).Blind.Waiting);
    }

    [Fact]
    public void TakingTheFirstAnswerBack_EndsItsSecondReview_AndTakingTheSecondBackBringsItBack()
    {
        var desk = Open(clips: 12);
        new QualityShares(1, 0).Save(_project!);
        var clip = desk.Model.Clips[0];
        var first = Answer(desk, clip.ClipId, "R");
        var second = Answer(desk, clip.ClipId, "PG");
        desk.Answers.Take(first, "ann", "reviewer");
        Assert.Null(desk.Blind.TaskFor(clip.No, "Ann"));
        Assert.NotNull(desk.Blind.TaskFor(clip.No, "bob"));

        desk.Answers.Take(second, "bob", "reviewer");
        Assert.Equal(0, desk.Blind.Waiting);
        Assert.True(desk.StandingOf(clip.No)!.Disputed);
        desk.Answers.Take(Answer(desk, clip.ClipId, "", second.Id), "bob", "reviewer");
        Assert.Equal(1, desk.Blind.Waiting);
        desk.Answers.Take(Answer(desk, clip.ClipId, "", first.Id), "ann", "reviewer");
        Assert.Equal(0, desk.Blind.Waiting);
        Assert.Null(desk.Blind.TaskFor(clip.No, "bob"));
    }

    [Fact]
    public void AHiddenClip_IsAskedOnce_AndNotWhoAnsweredItBefore()
    {
        var desk = Open(clips: 60, known: 12);
        new QualityShares(0, 0.5).Save(_project!);
        var given = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 12; round++)
        {
            foreach (var clip in desk.Queues.Claim(new QueueFilter(), 5, given, "ann", "tab").Clips)
                Assert.True(given.Add(desk.Model.Clips[clip.Row].ClipId));
        }

        var asked = _project!.Store.Quality.TasksAfter(0);
        Assert.InRange(asked.Count, 6, 12);
        Assert.Equal(asked.Count, asked.Select(task => task.ClipNo).Distinct().Count());
        Assert.All(asked, task => Assert.Equal((BlindKind.Check, "ann", "PG-13"), (task.Kind, task.Account, task.Level)));
        Assert.Equal(48 + asked.Count, given.Count);
    }

    // The hidden clips say how reliable a reviewer is; their levels stay what they were.
    [Fact]
    public void Reliability_IsLearnedFromHiddenClips_AndIsNullWhileThereAreFew()
    {
        const int each = 60;
        Open(clips: 150, known: 130);
        var clips = _project!.Store.Clips.All();
        foreach (var (who, count) in ((string, int)[])[("ann", each), ("bob", each), ("cem", 5)])
        {
            foreach (var clip in clips.Take(count))
                _project.Store.Quality.Add(new BlindTask(0, BlindKind.Check, clip.No, who, DecisionId: null, "PG-13", Share: 0.5, _clock.GetUtcNow()));
        }

        var desk = ReviewDesk.Open(_project);
        for (var row = 0; row < each; row++)
        {
            Check(desk, row, "ann", right: row % 20 != 0);
            Check(desk, row, "bob", right: row % 2 == 0);
            if (row < 5)
                Check(desk, row, "cem", right: true);
        }

        FusionRun.Run(_project);

        var inputs = FusionInputs.Gather(_project, _project.Policy);
        var reviewers = ReviewDesk.Open(_project).Quality.Of().Reviewers.ToDictionary(reviewer => reviewer.Reviewer);

        Assert.Equal((each * 2) + 5, inputs.Measured.Count);
        Assert.Equal(130, inputs.Observations.Count);
        Assert.DoesNotContain(inputs.Observations, observation => observation.Reviewer >= 0);
        Assert.Equal(["ann", "bob", "cem"], reviewers.Keys);
        Assert.Null(reviewers["cem"].Reliability);
        Assert.InRange(reviewers["ann"].Reliability!.Value, 0.88, 1);
        Assert.InRange(reviewers["bob"].Reliability!.Value, 0.45, 0.75);
        Assert.Equal(new HiddenFigures(each, each / 2), reviewers["bob"].Hidden);
        Assert.Equal("PG-13", _project.Policy.Taxonomy[desk.Model.LevelOf(0, ReviewDesk.Open(_project).StandingOf(desk.Model.Clips[0].No)).Level]);
    }

    private void Check(ReviewDesk desk, int row, string who, bool right) =>
        Assert.True(desk.Answers.Take(Answer(desk, desk.Model.Clips[row].ClipId, right ? "PG-13" : row % 3 == 0 ? "G" : "NC-17"), who, "reviewer").Added);
}
