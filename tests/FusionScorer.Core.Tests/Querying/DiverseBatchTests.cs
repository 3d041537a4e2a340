using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Querying;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Querying;

public class DiverseBatchTests
{
    private const int Copies = 6;
    private static readonly HashSet<int> None = [];
    private static readonly QueryContext Duplicates = new QueryWorld(SyntheticLibrary.Draw(60 * Copies, 4, 3, 4, seed: 3, copies: Copies), 30).Context;
    private static readonly QueryWorld[] Worlds = [.. Enumerable.Range(0, 6).Select(i => new QueryWorld(SyntheticLibrary.Draw(1 + (i * 17), 2, 2, 2 + i, (ulong)i), Math.Min(i * 10, 1 + (i * 17))))];

    public static TheoryData<string> Strategies => [.. QueryStrategies.Names.Where(name => name != "random")];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Select_ManyCopiesOfEachClip_TakesNoTwoWhileOthersRemain(string name)
    {
        var strategy = QueryStrategies.ByName(name);
        var groups = strategy.Score(Duplicates).Select((utility, row) => (utility, row)).Where(clip => clip.utility > double.NegativeInfinity).Select(clip => clip.row / Copies).Distinct().Count();
        var count = Math.Min(20, groups / 2);
        var picks = BatchSelector.Select(Duplicates, strategy, count, 0, None);
        Assert.True(count > 2, $"only {groups} kinds of clips are eligible");
        Assert.Equal(count, picks.Select(pick => pick.Row / Copies).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Select_MoreThanThereIs_TakesEveryEligibleClipOnce(string name)
    {
        var strategy = QueryStrategies.ByName(name);
        var eligible = strategy.Score(Duplicates).Select((utility, row) => (utility, row)).Where(clip => clip.utility > double.NegativeInfinity).Select(clip => clip.row);
        Assert.Equal(eligible, BatchSelector.Select(Duplicates, strategy, 10_000, 0, None).Select(pick => pick.Row).Order());
    }

    [Fact]
    public void Select_NothingAlike_KeepsTheOrderOfUtility()
    {
        // Every clip has a feature vector of its own, in more dimensions than there are picks.
        var context = new QueryWorld(SyntheticLibrary.Draw(300, 5, 8, 3, seed: 9, missing: 0), 0).Context;
        var utilities = new EntropyStrategy().Score(context);
        var picks = BatchSelector.Select(context, new EntropyStrategy(), 10, 0, None);
        Assert.Equal(picks.OrderByDescending(pick => pick.Score), picks);
        Assert.Equal(Enumerable.Range(0, 300).MaxBy(row => utilities[row]), picks[0].Row);
    }

    [Fact]
    public void Select_CopiesFillTheTop_LooksBeyondThem()
    {
        // 1500 copies of five clips before 60 others.
        var few = SyntheticLibrary.Draw(1560, 4, 3, 3, seed: 6, copies: 300);
        var picks = BatchSelector.Select(new QueryWorld(few, 0).Context, new SmallestMarginStrategy(), 6, 0, None);
        Assert.Equal(6, picks.Select(pick => pick.Row / 300).Distinct().Count());
    }

    [Fact]
    public void Select_AnyWorldAndSize_GivesAvailableClipsOnceAndTheSameAgain()
    {
        var cases = from world in Gen.Choose(0, Worlds.Length - 1)
                    from name in Gen.Elements(QueryStrategies.Names.ToArray())
                    from size in Gen.Choose(0, 120)
                    from share in Gen.Elements(0.0, 0.1, 1.0)
                    from learned in Gen.Elements(true, false)
                    from seed in Gen.Choose(0, 1000)
                    select (world, name, size, share, learned, seed);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var context = Worlds[c.world].Context with { Seed = (ulong)c.seed, Classifier = c.learned ? Worlds[c.world].Classifier : null };
            var strategy = QueryStrategies.ByName(c.name);
            var picks = BatchSelector.Select(context, strategy, c.size, c.share, None);
            Assert.Equal(picks, BatchSelector.Select(context, strategy, c.size, c.share, None));
            Assert.Equal(picks.Count, picks.Select(pick => pick.Row).Distinct().Count());
            Assert.All(picks, pick => Assert.True(pick.Audit || context.Available.Span[pick.Row]));
            if (c.share == 0)
                Assert.Equal(Math.Min(c.size, strategy.Score(context).Count(utility => utility > double.NegativeInfinity)), picks.Count);
        }).QuickCheckThrowOnFailure();
    }
}
