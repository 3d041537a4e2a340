using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Tests.Reviewing;

public sealed class ReviewTests
{
    [Fact]
    public void Decide_PickedClip_RecordsEverythingFromTheStart()
    {
        using var test = new TestProject();
        FusionRun.Run(test.Project);
        var pick = QueueRun.Next(test.Project, "entropy", 3, reviewer: null).Picks[0];
        var clip = test.Project.Store.Clips.All().First(clip => clip.No == pick.ClipNo);

        var decision = new ReviewSession(test.Project).Decide(clip, ">=PG-13", "ann");

        var stored = Assert.Single(test.Project.Store.Decisions.All());
        Assert.Equal(decision.Id, stored.Id);
        Assert.Equal(("ann", "reviewer", DecisionKind.Level, ">=PG-13"), (stored.Reviewer, stored.Role, stored.Kind, stored.Levels));
        Assert.Equal((test.Project.PolicyRow.Hash, "G|PG|PG-13|R|NC-17"), (stored.PolicyHash, stored.Taxonomy));
        Assert.Equal((pick.Strategy, pick.BatchId, pick.Audit), (stored.ChosenBy, stored.BatchId!.Value, stored.Audit));
        Assert.Equal(5, stored.Posterior.Length);
        Assert.Equal(test.Clock.GetUtcNow(), stored.At);
    }

    [Fact]
    public void Learn_UpdateInBatches_WaitsForTheBatch()
    {
        using var test = new TestProject();
        test.Use(policy => policy with { UpdateEvery = 2 });
        FusionRun.Run(test.Project);
        var session = new ReviewSession(test.Project);

        session.Decide(test.Clip("c0"), "R", "ann");
        var early = session.Learn();
        session.Decide(test.Clip("c1"), "R", "ann");
        var due = session.Learn();

        Assert.Null(early);
        Assert.NotNull(due);
    }

    [Fact]
    public void Learn_DecisionOnADirectorsClip_MovesTheOthersAndNeverComesBackToItself()
    {
        using var test = new TestProject();
        FusionRun.Run(test.Project);
        var before = People("c2");
        var own = People("c0");
        var session = new ReviewSession(test.Project);

        session.Decide(test.Clip("c0"), "R", "ann");
        session.Learn();

        var after = People("c2");
        Assert.True(after["people.atleast[R]"] > before["people.atleast[R]"] + 0.05);
        Assert.True(after["people.support"] > before["people.support"] + 0.5);
        Assert.Equal(own["people.support"], People("c0")["people.support"]);
        Assert.Equal(own["people.p[R]"], People("c0")["people.p[R]"], 1e-5f);

        IReadOnlyDictionary<string, float> People(string id) =>
            test.Project.Store.Readings.OfClip(test.Clip(id).No).Single(reading => reading.Signal == "people").Features;
    }

    [Fact]
    public void Undo_TheOnlyKnownNeighbour_TakesTheLinkFeaturesBack()
    {
        using var test = new TestProject();
        FusionRun.Run(test.Project);
        var before = test.Project.Store.Fusion.Results();
        var people = Features();
        var session = new ReviewSession(test.Project);
        session.Decide(test.Clip("c0"), "G", "ann");
        session.Learn();
        Assert.NotEqual(people, Features());

        session.Undo(clip: null, "ann");
        session.Learn();

        Assert.Equal(before.Select(result => (result.Level, result.Posterior[0])), test.Project.Store.Fusion.Results().Select(result => (result.Level, result.Posterior[0])));
        Assert.Equal(people, Features());

        string Features() => string.Join('\n', test.Project.Store.Readings.All("people").Select(reading =>
            $"{reading.ClipNo} {reading.Status} {string.Join(' ', reading.Features.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => FormattableString.Invariant($"{pair.Key}={pair.Value}")))}"));
    }

    [Fact]
    public void Undo_NothingSaid_SaysSo()
    {
        using var test = new TestProject();

        var fault = Assert.Throws<BadInputException>(() => new ReviewSession(test.Project).Undo(clip: null, "ann"));

        Assert.Contains("ann has no answer", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_ClipsThatNobodyNeedToAnswer_AreNotQuestions()
    {
        using var test = new TestProject();
        test.Use(policy => policy with { AuditShare = 0 });
        KnownLevelImport.Run(test.Project, test.Write("known.csv", "clip_id,level\nc0,R\n"));
        FusionRun.Run(test.Project);
        var session = new ReviewSession(test.Project);
        session.Decide(test.Clip("c1"), "R", "ann");
        session.Decide(test.Clip("c2"), "skip", "ann");
        session.Decide(test.Clip("c3"), "flag", "bob");
        session.Learn();

        var forAnn = Ids(QueueRun.Next(test.Project, "random", 16, "ann"));
        var forBob = Ids(QueueRun.Next(test.Project, "random", 16, "bob"));

        Assert.Equal(12, forAnn.Count);
        Assert.DoesNotContain("c2", forAnn);
        Assert.Contains("c2", forBob);
        Assert.All((string[])["c0", "c1", "c3"], id => Assert.DoesNotContain(id, forBob));

        HashSet<string> Ids(Batch batch) => [.. batch.Picks.Select(pick => test.Project.Store.Clips.All().First(clip => clip.No == pick.ClipNo).ClipId)];
    }

    [Fact]
    public void Next_AuditDrawsADecidedClip_SaysThatItNeedsNoAnswer()
    {
        using var test = new TestProject();
        test.Use(policy => policy with { AuditShare = 1 });
        new ReviewSession(test.Project).Decide(test.Clip("c1"), "R", "ann");
        FusionRun.Run(test.Project);

        var picks = QueueRun.Next(test.Project, "random", 16, reviewer: null).Picks;

        var only = Assert.Single(picks, pick => pick.Reason.Contains("needs no new answer", StringComparison.Ordinal));
        Assert.Equal(test.Clip("c1").No, only.ClipNo);
    }

    [Fact]
    public void KnownLevels_StatedRatingThatThePolicyTrusts_CountsEverywhere()
    {
        using var test = new TestProject(folder => folder.Write(
            "data/clips.csv", File.ReadAllText(folder.At("data", "clips.csv")).Replace("cast\n", "cast,rating\n", StringComparison.Ordinal).Replace("Director 0,\n", "Director 0,,Rated R\n", StringComparison.Ordinal)
                .Replace("Director 1,\n", "Director 1,,\n", StringComparison.Ordinal).Replace("Director 2,\n", "Director 2,,\n", StringComparison.Ordinal).Replace("Director 3,\n", "Director 3,,\n", StringComparison.Ordinal)));
        FusionRun.Run(test.Project);
        Assert.Equal("model", ClipAccount.Of(test.Project, test.Clip("c0")).Level.Source);

        test.Use(policy => policy with { TrustRatings = true });
        FusionRun.Run(test.Project);

        Assert.Equal(("known", 3), (ClipAccount.Of(test.Project, test.Clip("c0")).Level.Source, ClipAccount.Of(test.Project, test.Clip("c0")).Level.Level));
        Assert.Equal("known", ProjectExport.Clips(test.Project).First(row => row.ClipId == "c0").Source);
    }

    [Fact]
    public void Next_PolicyChangedSinceFusing_AsksToFuse()
    {
        using var test = new TestProject();
        FusionRun.Run(test.Project);
        test.Use(policy => policy with { OverRatingCost = 3 });

        Assert.Contains("fusion fuse", Assert.Throws<BadInputException>(() => QueueRun.Next(test.Project, null, 5, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClipAccount_FewSharedViewers_AreNotCounted()
    {
        var viewers = "viewer_id,clip_id,rating\n";
        for (var viewer = 0; viewer < 6; viewer++)
            viewers += $"v{viewer},c0,4\nv{viewer},c8,4\n" + (viewer < 4 ? $"v{viewer},c12,4\n" : "");
        using var test = new TestProject(folder => folder.Write("data/viewers.csv", viewers));
        KnownLevelImport.Run(test.Project, test.Write("known.csv", "clip_id,level\nc8,PG\nc12,PG\n"));
        FusionRun.Run(test.Project);

        var neighbours = ClipAccount.Of(test.Project, test.Clip("c0")).Neighbours;

        var only = Assert.Single(neighbours);
        Assert.Equal((test.Clip("c8").No, 6), (only.Clip.No, only.Viewers));
    }
}
