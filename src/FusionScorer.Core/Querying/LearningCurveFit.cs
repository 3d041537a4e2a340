using System.Collections.Immutable;

namespace FusionScorer.Core.Querying;

/// <summary>A learning curve fitted by an inverse power law, accuracy = a − b·n^(−c), with its uncertainty.</summary>
/// <remarks>
/// Figueroa, Zeng-Treitler, Kandula and Ngo 2012, "Predicting sample size required for classification performance": weighted least squares, point j of m counting
/// j ÷ m, so that late points weigh more. For each c of a grid a and b follow in closed form; b is held at 0 or above, since the law only rises. The grid's
/// curves are averaged by their likelihood (b and the noise integrated out), and each curve's own error counts as Student's t: what is said of the
/// curve is a mixture over the grid.
/// </remarks>
public sealed class LearningCurveFit
{
    /// <summary>Fewer points cannot tell a curve from noise.</summary>
    public const int LeastPoints = 5;

    /// <summary>The last point must have so many times the decisions of the first.</summary>
    public const int LeastSpan = 3;

    // Accuracy over a library moves by less than this for no reason; a perfect fit of few points is luck.
    private const double NoiseFloor = 0.001;
    private const double Confidence = 0.95;

    private readonly ImmutableArray<PowerLaw> _laws;
    private readonly int _degrees;
    private readonly double _level;

    private LearningCurveFit(ImmutableArray<PowerLaw> laws, int degrees, double level, int decisions)
    {
        _laws = laws;
        _degrees = degrees;
        _level = level;
        Decisions = decisions;
    }

    /// <summary>Decisions at the last point, n.</summary>
    public int Decisions { get; }

    /// <summary>The accuracy at which the likeliest curve levels off, a.</summary>
    public double Ceiling => Likeliest.Ceiling;

    /// <summary>How far the likeliest curve is below its ceiling at one decision, b.</summary>
    public double Drop => Likeliest.Drop;

    /// <summary>How fast the likeliest curve rises, c.</summary>
    public double Rate => Likeliest.Rate;

    private PowerLaw Likeliest => _laws.MaxBy(law => law.Weight);

    /// <summary>Fits a curve.</summary>
    /// <param name="points">In any order; those without a decision do not count (the law has no value there), of equal numbers the last counts.</param>
    /// <param name="levelError">The standard error of the level of all points together, such as that of the audit estimate; at least 0.</param>
    /// <returns>Null when it is too early: fewer than <see cref="LeastPoints"/> points, or less than <see cref="LeastSpan"/> between first and last.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An accuracy outside 0 … 1, or a negative number.</exception>
    public static LearningCurveFit? Of(IReadOnlyList<LearningCurvePoint> points, double levelError = 0)
    {
        if (!(levelError >= 0 && double.IsFinite(levelError)))
            throw new ArgumentOutOfRangeException(nameof(levelError), levelError, "an error is at least 0");
        foreach (var point in points)
        {
            if (point.Decisions < 0 || !(point.Accuracy is >= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(points), point, "decisions are at least 0, an accuracy lies between 0 and 1");
        }

        LearningCurvePoint[] counted = [.. points.Where(point => point.Decisions > 0).GroupBy(point => point.Decisions).Select(same => same.Last()).OrderBy(point => point.Decisions)];
        if (counted.Length < LeastPoints || counted[^1].Decisions < LeastSpan * counted[0].Decisions)
            return null;
        var degrees = counted.Length - 3;
        return new LearningCurveFit(PowerLaw.Grid(counted, degrees, NoiseFloor), degrees, levelError, counted[^1].Decisions);
    }

    /// <summary>The accuracy to expect after so many decisions: mean over the curves, held to 0 … 1.</summary>
    /// <param name="decisions">n, at least 1.</param>
    public double Accuracy(int decisions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(decisions, 1);
        return Math.Clamp(_laws.Sum(law => law.Weight * law.Accuracy(decisions)), 0, 1);
    }

    /// <summary>The probability that the curve has reached a target after so many decisions, in all.</summary>
    /// <param name="target">0 to 1.</param>
    /// <param name="decisions">n, at least 1.</param>
    public double ProbabilityReached(double target, int decisions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(decisions, 1);
        var sum = 0.0;
        foreach (var law in _laws)
        {
            var error = Math.Sqrt(law.Variance(decisions) + (_level * _level));
            sum += law.Weight * StudentT.Cdf((law.Accuracy(decisions) - target) / error, _degrees);
        }

        return Math.Clamp(sum, 0, 1);
    }

    /// <summary>The gain in accuracy that the next decisions bring: expected, and at most with probability 95 %.</summary>
    /// <param name="more">How many more decisions, at least 1.</param>
    public (double Expected, double AtMost) Gain(int more)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(more, 1);
        var now = Math.Max(1, Decisions);
        double expected = 0, least = 0, most = 1;
        foreach (var law in _laws)
            expected += law.Weight * Step(law).Gain;
        while (most - least > 1e-6)
        {
            var middle = (least + most) / 2;
            var below = _laws.Sum(law => law.Weight * StudentT.Cdf((middle - Step(law).Gain) / Step(law).Error, _degrees));
            if (below < Confidence)
                least = middle;
            else
                most = middle;
        }

        return (Math.Max(0, expected), Math.Max(least, Math.Max(0, expected)));

        (double Gain, double Error) Step(PowerLaw law)
        {
            var share = Math.Pow(now, -law.Rate) - Math.Pow(now + (double)more, -law.Rate);
            return (law.Drop * share, Math.Max(1e-9, Math.Sqrt(law.DropVariance) * share));
        }
    }

    /// <summary>How many decisions a target still needs.</summary>
    /// <param name="target">0 to 1.</param>
    /// <param name="most">How many more there can be: clips that are left. At least 0.</param>
    public DecisionsNeeded Needed(double target, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        if (First(0.5) is not { } median)
            return new DecisionsNeeded(DecisionsNeededKind.NotReachable);
        return Reached(0, Confidence)
            ? new DecisionsNeeded(DecisionsNeededKind.Reached)
            : new DecisionsNeeded(DecisionsNeededKind.More, median, First(1 - Confidence), First(Confidence));

        // The first number at which the target is reached with this probability. Where the curve's error grows faster than the curve, there may be none.
        int? First(double probability)
        {
            if (Reached(0, probability))
                return 0;
            int low = 0, high = 1;
            while (!Reached(high, probability))
            {
                if (high >= most)
                    return null;
                (low, high) = (high, (int)Math.Min(most, high * 2L));
            }

            while (high - low > 1)
            {
                var middle = low + ((high - low) / 2);
                if (Reached(middle, probability))
                    high = middle;
                else
                    low = middle;
            }

            return high;
        }

        bool Reached(int more, double probability) => ProbabilityReached(target, (int)Math.Min(int.MaxValue, (long)Decisions + more)) >= probability;
    }
}
