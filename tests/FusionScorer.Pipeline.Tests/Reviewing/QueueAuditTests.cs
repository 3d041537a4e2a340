using System.Globalization;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Tests.Reviewing;

public sealed class QueueAuditTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Next_AuditPickThatNobodyAnswered_StandsFirstWithItsFirstProbability(int seed)
    {
        using var test = Seeded(seed);
        test.Use(policy => policy with { AuditShare = 0.5 });
        FusionRun.Run(test.Project);
        var batch = QueueRun.Next(test.Project, "entropy", 6, reviewer: null);
        var first = batch.Picks.Where(pick => pick.Audit).ToList();
        Assert.NotEmpty(first);
        Assert.True(first.Count < 6);

        for (var step = 0; step < 3; step++)
        {
            Answer(test, batch.Picks.First(pick => !pick.Audit));
            var next = QueueRun.Next(test.Project, "entropy", 6, reviewer: null);

            Assert.NotEqual(batch.Id, next.Id);
            Assert.Equal(first.Select(Drawn), next.Picks.Take(first.Count).Select(Drawn));
            Assert.Equal(Enumerable.Range(1, 6), next.Picks.Select(pick => pick.Rank));
            Assert.Equal(6, next.Picks.Select(pick => pick.ClipNo).Distinct().Count());
            batch = next;
        }

        static (long Clip, bool Audit, double? Probability) Drawn(Pick pick) => (pick.ClipNo, pick.Audit, pick.InclusionProbability);
    }

    [Fact]
    public void Next_AuditPickIsAnswered_LeavesTheQueue()
    {
        using var test = Seeded(1);
        test.Use(policy => policy with { AuditShare = 0.5 });
        FusionRun.Run(test.Project);
        var audit = QueueRun.Next(test.Project, "entropy", 6, reviewer: null).Picks.First(pick => pick.Audit);

        Answer(test, audit);

        Assert.DoesNotContain(QueueRun.Next(test.Project, "entropy", 6, reviewer: null).Picks, pick => pick.ClipNo == audit.ClipNo);
        Assert.Contains(test.Project.Store.Fusion.AuditPicks(), pick => pick.ClipNo == audit.ClipNo);
    }

    [Fact]
    public void Next_AllAuditPicksAnsweredBeforeTheModelLearns_DrawsAnew()
    {
        using var test = Seeded(1);
        test.Use(policy => policy with { AuditShare = 1, UpdateEvery = 25 });
        FusionRun.Run(test.Project);
        var batch = QueueRun.Next(test.Project, "random", 5, reviewer: null);
        foreach (var pick in batch.Picks)
            new ReviewSession(test.Project).Decide(test.Project.Store.Clips.All().Single(clip => clip.No == pick.ClipNo), "R", "ann");

        var next = QueueRun.Next(test.Project, "random", 5, reviewer: null);

        Assert.NotEqual(batch.Id, next.Id);
        Assert.Empty(next.Picks.Select(pick => pick.ClipNo).Intersect(batch.Picks.Select(pick => pick.ClipNo)));
    }

    [Fact]
    public void Next_OneOfFiveAnswered_RafflesOnePlace()
    {
        using var test = Seeded(1);
        test.Use(policy => policy with { AuditShare = 1 });
        FusionRun.Run(test.Project);
        var batch = QueueRun.Next(test.Project, "random", 5, reviewer: null);
        Assert.Equal(5, batch.Raffled);
        Assert.All(batch.Picks, pick => Assert.True(pick.Audit));

        Answer(test, batch.Picks[2]);
        var next = QueueRun.Next(test.Project, "random", 5, reviewer: null);

        Assert.Equal(1, next.Raffled);
        Assert.Equal(6, test.Project.Store.Fusion.AuditPicks().Count);
        var added = Assert.Single(next.Picks, pick => batch.Picks.All(old => old.ClipNo != pick.ClipNo));
        Assert.Equal((true, 5), (added.Audit, added.Rank));
        Assert.Equal(1.0 / 11, added.InclusionProbability!.Value, 1e-9);
    }

    [Fact]
    public void Next_AllAnswered_RafflesAllPlaces()
    {
        using var test = Seeded(1);
        test.Use(policy => policy with { AuditShare = 1 });
        FusionRun.Run(test.Project);
        foreach (var pick in QueueRun.Next(test.Project, "random", 5, reviewer: null).Picks)
            Answer(test, pick);

        var next = QueueRun.Next(test.Project, "random", 5, reviewer: null);

        Assert.Equal(5, next.Raffled);
        Assert.Equal(10, test.Project.Store.Fusion.AuditPicks().Count);
    }

    [Fact]
    public void Next_NothingAnswered_ANewFitRafflesNothing()
    {
        using var test = Seeded(1);
        test.Use(policy => policy with { AuditShare = 1 });
        FusionRun.Run(test.Project);
        var batch = QueueRun.Next(test.Project, "random", 5, reviewer: null);

        FusionRun.Run(test.Project);
        var next = QueueRun.Next(test.Project, "random", 5, reviewer: null);

        Assert.Equal((true, 0), (next.Id != batch.Id, next.Raffled));
        Assert.Equal(batch.Picks.Select(pick => pick.ClipNo), next.Picks.Select(pick => pick.ClipNo));
    }

    [Fact]
    public void Next_SixtyAnswersOneByOne_DrawsTheShareOfThePlacesNotOfTheRedraws()
    {
        const int answers = 60, size = 10;
        using var test = Seeded(5, clips: 90);
        test.Use(policy => policy with { AuditShare = 0.2 });
        FusionRun.Run(test.Project);
        var raffled = 0;
        for (var step = 0; step < answers; step++)
        {
            var batch = QueueRun.Next(test.Project, "entropy", size, reviewer: null);
            raffled += batch.Raffled;
            var answered = test.Project.Store.Decisions.All().Select(decision => decision.ClipNo).ToHashSet();
            Answer(test, batch.Picks.First(pick => !answered.Contains(pick.ClipNo)));
        }

        raffled += QueueRun.Next(test.Project, "entropy", size, reviewer: null).Raffled;

        // A place may fall to a clip that is decided already and asks nothing: it is raffled again next time.
        var drawn = test.Project.Store.Fusion.AuditPicks().Count;
        Assert.InRange(raffled, size + answers, size + answers + drawn);
        var sd = Math.Sqrt(raffled * 0.2 * 0.8);
        Assert.InRange(drawn, (0.2 * raffled) - (3 * sd), (0.2 * raffled) + (3 * sd));
    }

    private static TestProject Seeded(int seed, int clips = 16)
    {
        var test = new TestProject(folder =>
        {
            if (clips == 16)
                return;
            var catalogue = "clip_id,title,year,duration_min,genres,directors,cast\n";
            var features = "clip_id,captions.words,captions.mild,captions.moderate,captions.strong,captions.slur,captions.sexual\n";
            for (var i = 0; i < clips; i++)
            {
                catalogue += $"c{i},Clip {i},{1990 + (i % 30)},95,{(i % 2 == 0 ? "Horror" : "Family")},Director {i / 4},\n";
                features += $"c{i},5000,{i % 5},{i % 3},{(i % 2 == 0 ? i % 11 : 0)},0,0\n";
            }

            folder.Write("data/clips.csv", catalogue);
            folder.Write("data/features.csv", features);
        });
        test.Project.Store.Settings.Set("random-seed", seed.ToString(CultureInfo.InvariantCulture));
        return test;
    }

    private static void Answer(TestProject test, Pick pick)
    {
        var clip = test.Project.Store.Clips.All().First(clip => clip.No == pick.ClipNo);
        var session = new ReviewSession(test.Project);
        session.Decide(clip, clip.Metadata.Genres.Contains("Horror") ? "R" : "G", "ann");
        session.Learn();
    }
}
