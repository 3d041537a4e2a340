namespace FusionScorer.Core.Levels;

/// <summary>What it costs to show a level when another is true. Square, zero on the diagonal, not negative.</summary>
public sealed class CostMatrix
{
    private readonly double[] _cost;

    private CostMatrix(int levels, double[] cost)
    {
        Levels = levels;
        _cost = cost;
    }

    /// <summary>The number of levels, K.</summary>
    public int Levels { get; }

    /// <summary>The cost of showing <paramref name="shown"/> when <paramref name="truth"/> holds.</summary>
    public double this[int truth, int shown] => _cost[(truth * Levels) + shown];

    /// <summary>Cost grows with distance: <paramref name="under"/> a level for showing too mild a level, <paramref name="over"/> for too strict a one.</summary>
    /// <exception cref="FormatException">A cost that is negative or not finite.</exception>
    public static CostMatrix Linear(int levels, double under = 2, double over = 1)
    {
        if (!(under >= 0 && over >= 0 && double.IsFinite(under) && double.IsFinite(over)))
            throw new FormatException("costs are finite and not negative");
        var cost = new double[levels * levels];
        for (var truth = 0; truth < levels; truth++)
        {
            for (var shown = 0; shown < levels; shown++)
                cost[(truth * levels) + shown] = shown < truth ? under * (truth - shown) : over * (shown - truth);
        }

        return new CostMatrix(levels, cost);
    }

    /// <summary>The level of least expected cost; ties go to the stricter level.</summary>
    /// <param name="posterior">K probabilities.</param>
    /// <param name="among">Only these levels may be shown; the empty set stands for all.</param>
    public int LeastCost(ReadOnlySpan<double> posterior, LevelSet among = default)
    {
        var best = -1;
        var least = double.PositiveInfinity;
        for (var shown = Levels - 1; shown >= 0; shown--)
        {
            if (!among.IsEmpty && !among.Contains(shown))
                continue;
            var expected = Expected(posterior, shown);
            if (expected < least - 1e-12)
                (best, least) = (shown, expected);
        }

        return best;
    }

    /// <summary>The expected cost of showing <paramref name="shown"/>.</summary>
    /// <param name="posterior">K probabilities.</param>
    /// <param name="shown">The level shown.</param>
    public double Expected(ReadOnlySpan<double> posterior, int shown)
    {
        var expected = 0.0;
        for (var truth = 0; truth < Levels; truth++)
            expected += posterior[truth] * this[truth, shown];
        return expected;
    }
}
