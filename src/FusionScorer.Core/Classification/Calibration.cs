using System.Collections.Immutable;
using FusionScorer.Core.Fusion;

namespace FusionScorer.Core.Classification;

/// <summary>How a model's probabilities compare with what people found, and the one temperature that brings both together.</summary>
/// <remarks>
/// Temperature scaling (Guo et al. 2017, "On calibration of modern neural networks"): p ∝ exp(logits / T), ln T ~ N(0, 0.25²), so that few decisions
/// leave the label-free temperature of 1. Decisions weigh by their inverse chance of being selected; together they count what a simple random sample
/// of the same precision would, Kish's (1965) (Σ w)² ÷ Σ w².
/// </remarks>
/// <param name="Temperature">T, above 0; above 1 makes probabilities less certain.</param>
/// <param name="Uncertainty">The standard deviation of ln T: 0.25 without any decision, less with more.</param>
/// <param name="Decisions">How many equal decisions those that there were are worth.</param>
/// <param name="Reliability">15 bins of equal width of the top probability after the temperature, each decision scored without itself.</param>
public sealed record Calibration(double Temperature, double Uncertainty, double Decisions, ImmutableArray<ReliabilityBin> Reliability)
{
    /// <summary>The number of bins.</summary>
    public const int Bins = 15;

    /// <summary>The standard deviation of ln T before any decision.</summary>
    public const double PriorDeviation = 0.25;

    private const double Widest = 1.5;
    private const int Bisections = 50;

    /// <summary>The label-free calibration: temperature 1, no decision.</summary>
    public static readonly Calibration None = new(1, PriorDeviation, 0, [.. new ReliabilityBin[Bins]]);

    /// <summary>The weighted top-label calibration error of <see cref="Reliability"/>, 0 to 1; 0 without decisions.</summary>
    public double Error => Reliability.Sum(bin => bin.Weight * Math.Abs(bin.MeanConfidence - bin.Accuracy)) / Math.Max(double.Epsilon, Reliability.Sum(bin => bin.Weight));

    /// <summary>Fits the temperature.</summary>
    /// <param name="heldOutLogits">N × K logits at temperature 1, row i from a model that never saw observation i.</param>
    /// <param name="observations">N decisions; their row numbers are not used.</param>
    /// <param name="weights">N weights, at least 0; only ratios count.</param>
    /// <exception cref="ArgumentException">Sizes differ, or a number is not finite.</exception>
    public static Calibration Fit(ReadOnlySpan<double> heldOutLogits, IReadOnlyList<LevelObservation> observations, ReadOnlySpan<double> weights)
    {
        var n = observations.Count;
        if (weights.Length != n || (n == 0 ? !heldOutLogits.IsEmpty : heldOutLogits.IsEmpty || heldOutLogits.Length % n != 0))
            throw new ArgumentException($"{heldOutLogits.Length} logits and {weights.Length} weights do not fit {n} decisions", nameof(heldOutLogits));
        double sum = 0, squares = 0;
        foreach (var weight in weights)
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
                throw new ArgumentException($"a weight of {weight} is not a finite number of 0 or more", nameof(weights));
            sum += weight;
            squares += weight * weight;
        }

        foreach (var logit in heldOutLogits)
        {
            if (!double.IsFinite(logit))
                throw new ArgumentException("a logit is not finite", nameof(heldOutLogits));
        }

        if (!(sum > 0))
            return None;
        var fit = new TemperatureFit(heldOutLogits.ToArray(), observations, weights, scale: sum / squares);

        // The slope is negative far to the left and positive far to the right of a mode: T is held between e^−1.5 and e^1.5.
        double low = -Widest, high = Widest;
        for (var i = 0; i < Bisections; i++)
        {
            var middle = (low + high) / 2;
            if (fit.Derivatives(middle).Slope > 0)
                high = middle;
            else
                low = middle;
        }

        var log = (low + high) / 2;
        var curvature = Math.Max(fit.Derivatives(log).Curvature, 1 / (PriorDeviation * PriorDeviation));
        return new Calibration(Math.Exp(log), 1 / Math.Sqrt(curvature), sum * sum / squares, fit.Reliability(Math.Exp(log)));
    }
}

/// <summary>Decisions whose top probability lies in one bin.</summary>
/// <param name="Count">How many; those that allow one level only.</param>
/// <param name="Weight">Their weights added up.</param>
/// <param name="MeanConfidence">Weighted mean of the top probability; 0 without decisions.</param>
/// <param name="Accuracy">Weighted share whose most probable level is the decided one; 0 without decisions.</param>
public readonly record struct ReliabilityBin(int Count, double Weight, double MeanConfidence, double Accuracy);
