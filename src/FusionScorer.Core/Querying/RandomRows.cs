using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Querying;

/// <summary>Random rows without a list of all rows.</summary>
internal static class RandomRows
{
    /// <summary>Up to <paramref name="count"/> of the rows that have a utility, each alike, in random order: those with the smallest random numbers of their own.</summary>
    /// <param name="utilities">n utilities; −∞ and NaN are never drawn.</param>
    /// <param name="least">Rows below this are not drawn either.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="random">Its n-th number belongs to row n.</param>
    public static int[] Draw(ReadOnlySpan<double> utilities, double least, int count, CounterRandom random) => TopUtilities.Select(Keys(utilities, least, random), count);

    /// <summary>A random utility for each row that has one of at least <paramref name="least"/>, −∞ for the others.</summary>
    public static double[] Keys(ReadOnlySpan<double> utilities, double least, CounterRandom random)
    {
        var keys = new double[utilities.Length];
        for (var row = 0; row < keys.Length; row++)
        {
            var eligible = utilities[row] > double.NegativeInfinity && utilities[row] >= least;
            keys[row] = eligible ? -random.DoubleAt((ulong)row) : double.NegativeInfinity;
        }

        return keys;
    }

    /// <summary>A random utility for each eligible row, with which the best ones are a draw without replacement in proportion to what they are worth (Efraimidis and Spirakis 2006, "Weighted random sampling with a reservoir").</summary>
    /// <param name="utilities">n utilities; −∞ and NaN are never drawn, 0 and below hardly ever.</param>
    /// <param name="random">Its n-th number belongs to row n.</param>
    public static double[] WeightedKeys(ReadOnlySpan<double> utilities, CounterRandom random)
    {
        const double least = 1e-6;
        var keys = new double[utilities.Length];
        for (var row = 0; row < keys.Length; row++)
        {
            keys[row] = utilities[row] > double.NegativeInfinity
                ? Math.Log(Math.Max(random.DoubleAt((ulong)row), double.Epsilon)) / Math.Max(utilities[row], least)
                : double.NegativeInfinity;
        }

        return keys;
    }

    /// <summary>Up to <paramref name="count"/> of all rows, each alike, ascending (Floyd's sampling: Bentley and Floyd 1987).</summary>
    public static int[] DrawAll(int rows, int count, CounterRandom random)
    {
        if (rows <= count)
            return [.. Enumerable.Range(0, rows)];
        var drawn = new HashSet<int>();
        for (var top = rows - count; top < rows; top++)
        {
            var row = random.NextInt(top + 1);
            if (!drawn.Add(row))
                drawn.Add(top);
        }

        return [.. drawn.Order()];
    }
}
