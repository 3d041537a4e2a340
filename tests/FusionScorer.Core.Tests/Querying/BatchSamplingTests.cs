using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Querying;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Querying;

/// <summary>Selection without sorting, and draws without listing all rows.</summary>
public class BatchSamplingTests
{
    private static readonly HashSet<int> None = [];

    [Fact]
    public void Select_AnyUtilitiesWithTies_AreTheTopInOrder()
    {
        var utility = Gen.Frequency((8, Gen.Choose(-20, 20).Select(u => (double)u)), (1, Gen.Constant(double.NaN)), (1, Gen.Constant(double.NegativeInfinity)));
        var cases = from utilities in utility.ArrayOf() from size in Gen.Choose(0, 30) select (utilities, size);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var expected = Enumerable.Range(0, c.utilities.Length).Where(row => c.utilities[row] > double.NegativeInfinity)
                .OrderByDescending(row => c.utilities[row]).ThenBy(row => row).Take(c.size);
            Assert.Equal(expected, BatchSelector.Select(QueryContexts.Many(c.utilities.Length), new Given(c.utilities), c.size, 0, None).Select(pick => pick.Row));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Select_ManyRowsInAnyOrder_AreTheTopInOrder(bool ascending)
    {
        double[] utilities = [.. Enumerable.Range(0, 10_000).Select(row => ascending ? row : (double)((row * 7919L) % 10_007))];
        var expected = Enumerable.Range(0, utilities.Length).OrderByDescending(row => utilities[row]).Take(300);
        Assert.Equal(expected, BatchSelector.Select(QueryContexts.Many(utilities.Length), new Given(utilities), 300, 0, None).Select(pick => pick.Row));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Select_FewRowsLeftToAudit_AreDrawnAlike(bool pooled)
    {
        const int Batches = 3000;
        int[] left = [5, 900, 1999];
        HashSet<int> audited = pooled ? None : [.. Enumerable.Range(0, 2000).Except(left)];
        HashSet<int>? pool = pooled ? [.. left] : null;
        var drawn = new Dictionary<int, int>();
        for (var batch = 0; batch < Batches; batch++)
        {
            var context = QueryContexts.Many(2000, (ulong)batch);
            foreach (var pick in BatchSelector.Select(context, new Given(new double[2000]), 1, 1, audited, pool))
            {
                Assert.Equal(1.0 / 3, pick.InclusionProbability!.Value, 1e-12);
                drawn[pick.Row] = drawn.GetValueOrDefault(pick.Row) + 1;
            }
        }

        Assert.Equal(left, drawn.Keys.Order());
        Assert.All(drawn.Values, count => Assert.InRange(count / (double)Batches, 0.3, 0.37));
        Assert.Equal(left, BatchSelector.Select(QueryContexts.Many(2000), new Given(new double[2000]), 9, 1, audited, pool).Where(pick => pick.Audit).Select(pick => pick.Row).Order());
    }

    [Fact]
    public void ConflictOrUncertain_WithAClassifier_AsksAboutTheMoreUncertainHalf()
    {
        var context = new QueryWorld(SyntheticLibrary.Draw(3000), 60).Context;
        var margin = new SmallestMarginStrategy().Score(context);
        var median = margin.Where(double.IsFinite).Order().ElementAt(2940 / 2);
        var picks = BatchSelector.Select(context, new ConflictOrUncertainStrategy(), 100, 0, None);
        Assert.Equal(100, picks.Count);
        Assert.All(picks, pick => Assert.True(margin[pick.Row] > median - 1e-3, $"clip {pick.Row} is among the more certain half"));
    }

    [Fact]
    public void ConflictOrUncertain_FirstDecisions_AreDrawnAtRandomAmongTheEligible()
    {
        var world = new QueryWorld(SyntheticLibrary.Draw(400, missing: 0), 0);
        var counts = new int[4];
        for (var seed = 0; seed < 200; seed++)
        {
            foreach (var pick in BatchSelector.Select(world.Context with { Seed = (ulong)seed }, new ConflictOrUncertainStrategy(), 10, 0, None))
                counts[pick.Row / 100]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 400, 600));
    }

    private sealed class Given(double[] given) : IQueryStrategy
    {
        public string Name => "given";

        public bool AvoidsDuplicates => false;

        public void Score(QueryContext context, Span<double> utilities) => given.CopyTo(utilities);
    }
}
