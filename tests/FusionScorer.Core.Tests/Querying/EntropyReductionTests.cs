using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Querying;

public class EntropyReductionTests
{
    private static readonly EntropyReductionStrategy Strategy = new();

    [Theory]
    [InlineData(0, 0.97)]
    [InlineData(6, 0.5)]
    public void Score_SmallLibrary_RanksAsFittingAgainDoes(int evidenceSteps, double least)
    {
        // Without evidence steps the prior stays as it is, and the update leaves out nothing but higher curvature.
        var world = new QueryWorld(SyntheticLibrary.Draw(150, 2, 2, 3, seed: 4), 20, ClassifierOptions.Default with { EvidenceSteps = evidenceSteps });
        var utilities = Strategy.Score(world.Context);
        var rows = Enumerable.Range(0, 150).Where(row => world.Context.Available.Span[row]).Where(row => row % 3 == 0).ToArray();
        var posterior = world.Context.Posterior.ToArray();
        var drops = rows.Select(row => Enumerable.Range(0, 3).Sum(answer =>
            posterior[(row * 3) + answer] * (Entropy(posterior) - Entropy(world.Learn(new LevelObservation(row, LevelSet.Single(answer), 1)).Posterior())))).ToArray();
        var found = Correlation(Ranks([.. rows.Select(row => utilities[row])]), Ranks(drops));
        Assert.True(found > least, $"rank correlation {found:0.00}");
        if (evidenceSteps == 0)
            Assert.All(rows.Zip(drops), pair => Assert.InRange(utilities[pair.First] - pair.Second, -0.5, 0.5));
    }

    [Fact]
    public void Score_NoClassifier_IsTheEntropy() =>
        Assert.Equal(new EntropyStrategy().Score(QueryContexts.Many(50)), Strategy.Score(QueryContexts.Many(50)));

    [Fact]
    public void Score_LargeLibrary_ClipsNotLookedAtStandBehindByEntropy()
    {
        var context = new QueryWorld(SyntheticLibrary.Draw(3000, 2, 2, 3), 30).Context;
        var utilities = Strategy.Score(context);
        var entropy = new EntropyStrategy().Score(context);
        var order = Enumerable.Range(0, 3000).Where(row => context.Available.Span[row]).OrderByDescending(row => utilities[row]).ToArray();

        // 250 random clips and the 250 most uncertain ones, which may overlap.
        var rest = order[500..];
        Assert.Equal(rest.OrderByDescending(row => entropy[row]).Select(row => entropy[row]), rest.Select(row => entropy[row]));
        Assert.NotEqual(order[..100].OrderByDescending(row => entropy[row]), order[..100]);
    }

    [Fact]
    public void Score_OneLevelOrNothingAvailable_DoesNotFail()
    {
        var world = new QueryWorld(SyntheticLibrary.Draw(30, 2, 2, 2), 0);
        Assert.All(Strategy.Score(world.Context with { Available = new bool[30] }), utility => Assert.Equal(double.NegativeInfinity, utility));
        Assert.All(Strategy.Score(world.Context), utility => Assert.True(double.IsFinite(utility)));
    }

    private static double Entropy(float[] posterior) => posterior.Sum(p => p > 0 ? -p * Math.Log(p) : 0);

    private static double[] Ranks(double[] values)
    {
        var ranks = new double[values.Length];
        var place = 0;
        foreach (var i in Enumerable.Range(0, values.Length).OrderBy(i => values[i]))
            ranks[i] = place++;
        return ranks;
    }

    private static double Correlation(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        var both = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return both / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
