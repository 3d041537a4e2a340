namespace FusionScorer.Core.Querying;

/// <summary>Student's t distribution (1908) with a whole number of degrees of freedom.</summary>
public static class StudentT
{
    /// <summary>P(T ≤ t). Source: Abramowitz and Stegun 1964, 26.7.3 and 26.7.4.</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degrees">At least 1.</param>
    public static double Cdf(double t, int degrees)
    {
        var angle = Math.Atan(t / Math.Sqrt(degrees));
        var (sine, cosine) = Math.SinCos(angle);
        var odd = degrees % 2 == 1;
        var term = odd ? cosine : 1;
        var sum = degrees == 1 ? 0 : term;
        for (var k = odd ? 3 : 2; k < degrees - 1; k += 2)
        {
            term *= (k - 1.0) / k * cosine * cosine;
            sum += term;
        }

        var within = odd ? 2 / Math.PI * (angle + (sine * sum)) : sine * sum;
        return (1 + within) / 2;
    }
}
