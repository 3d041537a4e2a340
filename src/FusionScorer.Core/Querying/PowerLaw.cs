using System.Collections.Immutable;

namespace FusionScorer.Core.Querying;

/// <summary>One curve a − b·n^(−c) of the grid over c, with the covariance of a and b.</summary>
/// <param name="Rate">c.</param>
/// <param name="Ceiling">a.</param>
/// <param name="Drop">b, at least 0.</param>
/// <param name="Weight">Its share of the likelihood; all sum to 1.</param>
/// <param name="CeilingVariance">Variance of a.</param>
/// <param name="DropVariance">Variance of b.</param>
/// <param name="Covariance">Of a and b.</param>
internal readonly record struct PowerLaw(
    double Rate, double Ceiling, double Drop, double Weight, double CeilingVariance, double DropVariance, double Covariance)
{
    private const double SlowestRate = 0.05;
    private const double FastestRate = 2;
    private const int Rates = 40;

    /// <summary>The curve at n decisions.</summary>
    public double Accuracy(int decisions) => Ceiling - (Drop * Math.Pow(decisions, -Rate));

    /// <summary>The variance of the curve at n decisions.</summary>
    public double Variance(int decisions)
    {
        var x = Math.Pow(decisions, -Rate);
        return Math.Max(1e-18, CeilingVariance + (x * x * DropVariance) - (2 * x * Covariance));
    }

    /// <summary>Fits a and b for every c, by weighted least squares.</summary>
    /// <param name="points">Ascending, at least 4.</param>
    /// <param name="degrees">Points less three parameters.</param>
    /// <param name="noise">The least standard deviation of a point about its curve.</param>
    public static ImmutableArray<PowerLaw> Grid(ReadOnlySpan<LearningCurvePoint> points, int degrees, double noise)
    {
        var laws = new PowerLaw[Rates];
        var log = new double[Rates];
        for (var i = 0; i < Rates; i++)
        {
            var rate = SlowestRate * Math.Pow(FastestRate / SlowestRate, i / (Rates - 1.0));
            (laws[i], var residual, var spread) = Fit(points, rate, degrees, noise);
            // b and the noise are integrated out; before the points, every gain between the first and the last of them is as likely as another.
            log[i] = -((degrees / 2.0) * Math.Log(residual + (degrees * noise * noise))) - (Math.Log(spread) / 2);
        }

        var highest = log.Max();
        var sum = log.Sum(value => Math.Exp(value - highest));
        for (var i = 0; i < Rates; i++)
            laws[i] = laws[i] with { Weight = Math.Exp(log[i] - highest) / sum };
        return [.. laws];
    }

    private static (PowerLaw Law, double Residual, double Spread) Fit(ReadOnlySpan<LearningCurvePoint> points, double rate, int degrees, double noise)
    {
        // Weights j/m, made to sum to m, so that residuals keep their unit. x is −n^(−c), so that the slope is b.
        double weights = 0, meanX = 0, meanY = 0, xx = 0, xy = 0, residual = 0;
        for (var j = 0; j < points.Length; j++)
        {
            var weight = Importance(j, points.Length);
            weights += weight;
            meanX += weight * X(points[j], rate);
            meanY += weight * points[j].Accuracy;
        }

        (meanX, meanY) = (meanX / weights, meanY / weights);
        for (var j = 0; j < points.Length; j++)
        {
            var x = X(points[j], rate) - meanX;
            xx += Importance(j, points.Length) * x * x;
            xy += Importance(j, points.Length) * x * (points[j].Accuracy - meanY);
        }

        var drop = Math.Max(0, xy / xx);
        for (var j = 0; j < points.Length; j++)
        {
            var miss = points[j].Accuracy - meanY - (drop * (X(points[j], rate) - meanX));
            residual += Importance(j, points.Length) * miss * miss;
        }

        var variance = Math.Max(residual / degrees, noise * noise);
        var ceiling = meanY - (drop * meanX);
        var dropVariance = variance / xx;
        var range = X(points[^1], rate) - X(points[0], rate);
        return (
            new PowerLaw(rate, ceiling, drop, 0, (variance / weights) + (meanX * meanX * dropVariance), dropVariance, -meanX * dropVariance),
            residual,
            xx / (range * range));
    }

    private static double X(LearningCurvePoint point, double rate) => -Math.Pow(point.Decisions, -rate);

    private static double Importance(int j, int points) => 2 * (j + 1.0) / (points + 1);
}
