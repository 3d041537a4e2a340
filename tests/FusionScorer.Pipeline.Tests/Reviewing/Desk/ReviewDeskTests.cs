using FusionScorer.Core;
using FusionScorer.Library.Sqlite;
using FusionScorer.Pipeline.Reviewing;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Reviewing.Quality;

namespace FusionScorer.Pipeline.Tests.Reviewing.Desk;

/// <summary>Reviewers at one desk: sixteen clips, claims, answers, and the model that follows.</summary>
public sealed class ReviewDeskTests : IDisposable
{
    private static readonly HashSet<string> Nothing = [];

    private readonly TestProject _project = new();
    private int _ids;

    public void Dispose() => _project.Dispose();

    private ReviewDesk Open()
    {
        // Nobody is asked twice here.
        new QualityShares(Second: 0, Hidden: 0).Save(_project.Project);
        return ReviewDesk.Open(_project.Project);
    }

    private ReviewerAnswer Answer(ReviewDesk desk, string clip, string answer, string? undoes = null, string? id = null) => new(
        id ?? $"decision-{++_ids:0000}", clip, answer, undoes, Note: null, Seconds: 3, EvidenceOpened: 1, desk.Model.PolicyRow.Hash, desk.Model.Result(desk.Model.RowOf(clip)).Posterior,
        Strategy: null, Batch: null, _project.Clock.GetUtcNow());

    private static List<string> Ids(ReviewDesk desk, ClaimedClips claimed) => [.. claimed.Clips.Select(clip => desk.Model.Clips[clip.Row].ClipId)];

    [Fact]
    public void Claim_ByTwoReviewers_SharesOutTheLibrary()
    {
        var desk = Open();

        var ann = Ids(desk, desk.Queues.Claim(new QueueFilter(), 10, Nothing, "ann", "a"));
        var bob = Ids(desk, desk.Queues.Claim(new QueueFilter(), 10, Nothing, "bob", "b"));

        Assert.Equal(10, ann.Count);
        Assert.Equal(6, bob.Count);
        Assert.Empty(ann.Intersect(bob));
    }

    [Fact]
    public void Claim_GivesTheLastClip_AlsoWhereTheAuditTakesThePlacesBeforeIt()
    {
        _project.Use(policy => policy with { AuditShare = 0 });
        var desk = Open();
        foreach (var clip in Ids(desk, desk.Queues.Claim(new QueueFilter(), 15, Nothing, "ann", "a")))
            Assert.True(desk.Answers.Take(Answer(desk, clip, "R"), "ann", "reviewer").Added);

        // From now on each place is the audit's, until it has drawn all decided clips, which need no answer.
        _project.Use(policy => policy with { AuditShare = 1 });
        desk.Learning.Step();

        Assert.Single(desk.Queues.Claim(new QueueFilter(), 1, Nothing, "ann", "a").Clips);
    }

    [Fact]
    public void Claim_AfterAReload_GivesTheSameTabItsClipsAgain()
    {
        var desk = Open();
        var first = Ids(desk, desk.Queues.Claim(new QueueFilter(), 3, Nothing, "ann", "a"));

        Assert.Equal(first.Order(), Ids(desk, desk.Queues.Claim(new QueueFilter(), 3, Nothing, "ann", "a")).Order());
        Assert.Empty(first.Intersect(Ids(desk, desk.Queues.Claim(new QueueFilter(), 3, first.ToHashSet(), "ann", "a"))));
        Assert.Empty(first.Intersect(Ids(desk, desk.Queues.Claim(new QueueFilter(), 3, Nothing, "ann", "another tab"))));
    }

    [Fact]
    public void Take_IsOnDisk_EndsTheClaim_AndNeedsNoAnswerAgain()
    {
        var desk = Open();
        var clip = Ids(desk, desk.Queues.Claim(new QueueFilter(), 1, Nothing, "ann", "a")).Single();

        Assert.True(desk.Answers.Take(Answer(desk, clip, ">=PG-13"), "ann", "reviewer").Added);

        using (var elsewhere = SqliteStore.Open(_project.At("project", "fusion.db"), create: false, _project.Clock))
            Assert.Equal((">=PG-13", "ann"), (elsewhere.Decisions.All().Single().Levels, elsewhere.Decisions.All().Single().Reviewer));
        Assert.Empty(_project.Project.Store.Review.Claims(_project.Clock.GetUtcNow()));
        Assert.DoesNotContain(clip, Ids(desk, desk.Queues.Claim(new QueueFilter(), 16, Nothing, "bob", "b")));
    }

    [Fact]
    public void Take_SentAgain_AddsNothing_AndAnothersIdIsRefused()
    {
        var desk = Open();
        var answer = Answer(desk, "c1", "R");

        Assert.True(desk.Answers.Take(answer, "ann", "reviewer").Added);
        var again = desk.Answers.Take(answer, "ann", "reviewer");
        var replayed = desk.Answers.Take(answer with { Answer = "G" }, "mallory", "reviewer");
        var elsewhere = desk.Answers.Take(answer with { ClipId = "c2" }, "ann", "reviewer");

        Assert.Equal((Refusal.None, false), (again.Refusal, again.Added));
        Assert.Equal(Refusal.Conflict, replayed.Refusal);
        Assert.Equal(Refusal.Conflict, elsewhere.Refusal);
        Assert.Equal("R", _project.Project.Store.Decisions.All().Single().Levels);
    }

    [Fact]
    public void Undo_IsForOnesOwnLastTen()
    {
        var desk = Open();
        var answers = Enumerable.Range(0, 11).Select(i => Answer(desk, $"c{i}", "R")).ToList();
        Assert.All(answers, answer => Assert.True(desk.Answers.Take(answer, "ann", "reviewer").Added));

        Assert.Equal(Refusal.Conflict, desk.Answers.Take(Answer(desk, "c0", "", undoes: answers[0].Id), "ann", "reviewer").Refusal);
        Assert.Equal(Refusal.Conflict, desk.Answers.Take(Answer(desk, "c5", "", undoes: answers[5].Id), "bob", "reviewer").Refusal);
        Assert.True(desk.Answers.Take(Answer(desk, "c5", "", undoes: answers[5].Id), "ann", "reviewer").Added);
        Assert.Equal(Refusal.Conflict, desk.Answers.Take(Answer(desk, "c5", "", undoes: answers[5].Id), "ann", "reviewer").Refusal);
        Assert.Null(desk.StandingOf(desk.Model.Clips[desk.Model.RowOf("c5")].No));
    }

    [Fact]
    public void Learning_FollowsPolicy_AndKeepsClaims()
    {
        _project.Use(policy => policy with { UpdateEvery = 2 });
        var desk = Open();
        var run = desk.Model.Run.Id;
        var held = Ids(desk, desk.Queues.Claim(new QueueFilter(), 2, Nothing, "ann", "a"));

        desk.Answers.Take(Answer(desk, held[0], "R"), "ann", "reviewer");
        Assert.False(desk.Learning.Step());
        Assert.Equal("waiting", desk.Learning.State);
        desk.Answers.Take(Answer(desk, desk.Model.Clips[0].ClipId == held[0] ? "c9" : desk.Model.Clips[0].ClipId, "unsure"), "bob", "reviewer");
        Assert.True(desk.Learning.Step());

        Assert.True(desk.Model.Run.Id > run);
        Assert.Equal(("idle", 0), (desk.Learning.State, desk.Learning.Pending));
        Assert.Equal([held[1]], Ids(desk, desk.Queues.Claim(new QueueFilter(), 1, Nothing, "ann", "a")));
    }

    [Fact]
    public void Learning_FollowsDecisionsOfOtherProcesses()
    {
        var desk = Open();
        using (var elsewhere = Pipeline.Projects.Project.Open(_project.At("project"), _project.Clock))
            new ReviewSession(elsewhere).Decide(elsewhere.Store.Clips.Find("c3")!, "NC-17", "zoe");

        Assert.True(desk.Learning.Step());

        Assert.Equal("zoe", desk.StandingOf(desk.Model.Clips[3].No)!.Decision!.Reviewer);
        Assert.Equal(1, desk.Model.Run.Decisions);
    }

    [Fact]
    public void APolicyChangeMeanwhile_LosesNoDecision()
    {
        var desk = Open();
        var answer = Answer(desk, "c1", "R");
        using (var elsewhere = Pipeline.Projects.Project.Open(_project.At("project"), _project.Clock))
            elsewhere.Activate(elsewhere.Policy with { ConflictThreshold = 0.5 }, "owner", "meanwhile");
        Assert.True(desk.Learning.Step());

        var outcome = desk.Answers.Take(answer, "ann", "reviewer");

        Assert.True(outcome is { Added: true, PolicyChanged: true });
        Assert.Equal(answer.Policy, _project.Project.Store.Decisions.All().Single().PolicyHash);
        Assert.False(desk.StandingOf(desk.Model.Clips[1].No)!.Levels.IsEmpty);
    }

    [Fact]
    public void ADecisionThatTheModelRulesOut_IsFlaggedAndStands()
    {
        var desk = Open();
        desk.Answers.Take(Answer(desk, "c0", "G"), "ann", "reviewer");

        Assert.Equal(1, desk.Disagreements.Count);
        Assert.Equal(["c0"], desk.Queues.Rows(desk.Model, new QueueFilter(Status: "disagrees"), "ann").Select(row => desk.Model.Clips[row].ClipId));
        Assert.Equal("decision", desk.Model.LevelOf(0, desk.StandingOf(desk.Model.Clips[0].No)).Source);
    }

    [Fact]
    public void SkipAndUnsure_GoToAnother_AFlagGoesToNobody()
    {
        var desk = Open();
        desk.Answers.Take(Answer(desk, "c0", "skip"), "ann", "reviewer");
        desk.Answers.Take(Answer(desk, "c1", "unsure"), "ann", "reviewer");
        desk.Answers.Take(Answer(desk, "c2", "flag"), "ann", "reviewer");

        var ann = Ids(desk, desk.Queues.Claim(new QueueFilter(), 16, Nothing, "ann", "a"));
        foreach (var clip in ann)
            _project.Project.Store.Review.Release(_project.Clip(clip).No, "ann");
        var bob = Ids(desk, desk.Queues.Claim(new QueueFilter(), 16, Nothing, "bob", "b"));

        Assert.Equal(13, ann.Count);
        Assert.Equal(["c0", "c1"], bob.Except(ann).Order());
    }

    [Fact]
    public void Filters_NarrowTheQueue()
    {
        var desk = Open();
        var level = desk.Model.Policy.Taxonomy[desk.Model.Result(0).Level];

        var rows = desk.Queues.Rows(desk.Model, new QueueFilter(Level: level, Strategy: "random"), "ann").ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(desk.Model.Result(0).Level, desk.Model.Result(row).Level));
        Assert.Equal(["c7"], desk.Queues.Rows(desk.Model, new QueueFilter(Search: "clip 7", Status: "all"), "ann").Select(row => desk.Model.Clips[row].ClipId));
        Assert.Throws<BadInputException>(() => desk.Queues.Rows(desk.Model, new QueueFilter(Status: "nonsense"), "ann").ToList());
    }

    [Fact]
    public void AuditPicks_AreAskedAndRecordedWithTheirProbability()
    {
        _project.Use(policy => policy with { AuditShare = 1 });
        var desk = Open();
        var claimed = desk.Queues.Claim(new QueueFilter(), 1, Nothing, "ann", "a").Clips.Single();
        Assert.True(claimed.Pick!.Audit);
        var clip = desk.Model.Clips[claimed.Row].ClipId;

        // Meanwhile the model learns and draws anew: the clip is in a later batch too.
        desk.Answers.Take(Answer(desk, desk.Model.Clips.First(other => other.ClipId != clip).ClipId, "R"), "bob", "reviewer");
        Assert.True(desk.Learning.Step());
        desk.Answers.Take(Answer(desk, clip, "PG") with { Strategy = "audit", Batch = claimed.Pick.BatchId }, "ann", "reviewer");

        var decision = _project.Project.Store.Decisions.All()[^1];
        Assert.True(decision is { Audit: true, InclusionProbability: > 0 });
        Assert.Equal(claimed.Pick.BatchId, decision.BatchId);
        Assert.NotEqual(claimed.Pick.BatchId, _project.Project.Store.Fusion.LatestPick(decision.ClipNo)!.BatchId);
    }

    [Fact]
    public void ADecision_DoesNotBelieveTheBrowserAboutTheDraw()
    {
        var desk = Open();
        desk.Answers.Take(Answer(desk, "c4", "PG") with { Strategy = "made up", Batch = 12345 }, "ann", "reviewer");

        var decision = _project.Project.Store.Decisions.All().Single();
        Assert.True(decision is { Audit: false, InclusionProbability: null, BatchId: null, ChosenBy: "direct" });
    }
}
