using System.Collections.Immutable;

namespace FusionScorer.Core.Classification;

/// <summary>How often clips turn out to have the level shown most probable, by how probable it was said to be.</summary>
/// <remarks>Bins of equal width of the top probability; the error is the expected calibration error, Σ_b w_b |confidence_b − accuracy_b| ÷ Σ_b w_b
/// (Naeini, Cooper and Hauskrecht 2015, "Obtaining well calibrated probabilities using Bayesian binning"). Confidences belong to models that did not
/// learn from the answers that they are compared with.</remarks>
/// <param name="Bins">From 0 to 1; bin b covers b ÷ B up to, but not including, (b + 1) ÷ B, the last one including 1.</param>
public sealed record ReliabilityDiagram(ImmutableArray<ReliabilityBin> Bins)
{
    /// <summary>How many bins there are unless more are asked for.</summary>
    public const int UsualBins = 10;

    /// <summary>Answers that were compared.</summary>
    public int Count => Bins.Sum(bin => bin.Count);

    /// <summary>The expected calibration error, 0 to 1; 0 without an answer.</summary>
    public double Error
    {
        get
        {
            var total = Bins.Sum(bin => bin.Weight);
            return total > 0 ? Bins.Sum(bin => bin.Weight * Math.Abs(bin.MeanConfidence - bin.Accuracy)) / total : 0;
        }
    }

    /// <summary>Draws the diagram of N answers.</summary>
    /// <param name="confidence">N top probabilities, 0 to 1; single precision may put them beyond 1 by a rounding.</param>
    /// <param name="right">N flags: whether the most probable level was the one found.</param>
    /// <param name="weights">N weights of 0 or more, such as <see cref="DecisionWeights"/>; empty = all alike.</param>
    /// <param name="bins">B, at least 1.</param>
    /// <exception cref="ArgumentException">Sizes differ, or a confidence or weight is out of its range.</exception>
    public static ReliabilityDiagram Of(ReadOnlySpan<double> confidence, ReadOnlySpan<bool> right, ReadOnlySpan<double> weights, int bins = UsualBins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (right.Length != confidence.Length || (!weights.IsEmpty && weights.Length != confidence.Length))
            throw new ArgumentException($"{confidence.Length} confidences, {right.Length} answers and {weights.Length} weights do not go together", nameof(right));
        var count = new int[bins];
        double[] weight = new double[bins], sure = new double[bins], hits = new double[bins];
        for (var i = 0; i < confidence.Length; i++)
        {
            var w = weights.IsEmpty ? 1 : weights[i];
            if (!(confidence[i] >= 0 && confidence[i] <= 1 + 1e-5 && w >= 0 && double.IsFinite(w)))
                throw new ArgumentException($"confidence {confidence[i]} and weight {w} of answer {i} are not between 0 and 1, and 0 or more", nameof(confidence));
            var bin = Math.Min((int)(confidence[i] * bins), bins - 1);
            count[bin]++;
            weight[bin] += w;
            sure[bin] += w * Math.Min(confidence[i], 1);
            hits[bin] += right[i] ? w : 0;
        }

        var drawn = ImmutableArray.CreateBuilder<ReliabilityBin>(bins);
        for (var bin = 0; bin < bins; bin++)
            drawn.Add(weight[bin] > 0 ? new ReliabilityBin(count[bin], weight[bin], sure[bin] / weight[bin], hits[bin] / weight[bin]) : new ReliabilityBin(count[bin], 0, 0, 0));
        return new ReliabilityDiagram(drawn.MoveToImmutable());
    }
}
