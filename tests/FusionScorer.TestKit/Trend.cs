namespace FusionScorer.TestKit;

/// <summary>How fast a measured series rises, and how sure that is.</summary>
/// <param name="Slope">Change for each unit of time, by least squares.</param>
/// <param name="Error">Its standard error; neighbours in time that err alike are allowed for.</param>
public readonly record struct Trend(double Slope, double Error)
{
    /// <summary>Fits a line.</summary>
    /// <param name="times">Times, ascending.</param>
    /// <param name="values">One value for each.</param>
    /// <remarks>The error is that of Newey and West (1987) with Bartlett weights over n^(1/3) neighbours: memory wanders, and the usual error would call each wandering a trend.</remarks>
    public static Trend Of(IReadOnlyList<double> times, IReadOnlyList<double> values)
    {
        var n = times.Count;
        if (n < 3)
            return new Trend(0, double.PositiveInfinity);
        double time = times.Average(), value = values.Average();
        var square = times.Sum(t => (t - time) * (t - time));
        var slope = times.Zip(values, (t, v) => (t - time) * (v - value)).Sum() / square;
        var scores = times.Zip(values, (t, v) => (t - time) * (v - value - (slope * (t - time)))).ToArray();
        var neighbours = (int)Math.Ceiling(Math.Pow(n, 1 / 3.0));
        var variance = scores.Sum(score => score * score);
        for (var lag = 1; lag <= neighbours && lag < n; lag++)
        {
            var together = 0.0;
            for (var i = lag; i < n; i++)
                together += scores[i] * scores[i - lag];
            variance += 2 * (1 - (lag / (neighbours + 1.0))) * together;
        }

        return new Trend(slope, Math.Sqrt(Math.Max(0, variance)) / square);
    }
}
