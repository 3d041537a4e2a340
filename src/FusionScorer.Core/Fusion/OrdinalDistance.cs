namespace FusionScorer.Core.Fusion;

/// <summary>Distances between distributions over ordered levels, as a share of the whole scale: 0 to 1.</summary>
internal static class OrdinalDistance
{
    /// <summary>The area between two cumulative distributions, divided by K − 1 (the first Wasserstein distance); 0 for one level.</summary>
    /// <param name="a">K cumulative probabilities.</param>
    /// <param name="b">K cumulative probabilities.</param>
    public static double Between(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var area = 0.0;
        for (var y = 0; y < a.Length - 1; y++)
            area += Math.Abs(a[y] - b[y]);
        return a.Length < 2 ? 0 : area / (a.Length - 1);
    }

    /// <summary>The mean distance of a distribution from its own median: how far it is from naming one level; 0 for one level.</summary>
    /// <param name="cumulative">K cumulative probabilities.</param>
    public static double Vagueness(ReadOnlySpan<double> cumulative)
    {
        // The distance to a point mass at the median is the sum over levels of the smaller of F and 1 − F.
        var area = 0.0;
        for (var y = 0; y < cumulative.Length - 1; y++)
            area += Math.Min(cumulative[y], 1 - cumulative[y]);
        return cumulative.Length < 2 ? 0 : Math.Max(area, 0) / (cumulative.Length - 1);
    }
}
