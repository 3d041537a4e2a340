namespace FusionScorer.Core.Classification;

/// <summary>Training rows with soft targets: how likely what was observed is under each level.</summary>
/// <remarks>
/// A known level is one likelihood of 1, a level set is 1 inside; an unreliable answer leaves something outside. Where likelihoods are a
/// distribution already (<see cref="Fixed"/>), they are the target itself.
/// </remarks>
public sealed class SoftTargets
{
    /// <summary>N rows of x, padded with zeros: N × stride numbers.</summary>
    public required double[] X { get; init; }

    /// <summary>Numbers from one row of x to the next; a multiple of <see cref="Padding"/>.</summary>
    public required int Stride { get; init; }

    /// <summary>N × K likelihoods or targets, not negative, one in each row above 0.</summary>
    public required double[] Likelihood { get; init; }

    /// <summary>N weights, at least 0.</summary>
    public required double[] Weight { get; init; }

    /// <summary>Whether <see cref="Likelihood"/> holds targets.</summary>
    public bool Fixed { get; init; }

    /// <summary>N.</summary>
    public int Rows => Weight.Length;

    /// <summary>What <see cref="Stride"/> is a multiple of.</summary>
    public static int Padding => Numerics.WeightedGram.Padding;

    /// <summary>The stride for d columns.</summary>
    public static int StrideFor(int columns) => (columns + Padding - 1) / Padding * Padding;

    /// <summary>Every so many rows, each with the weight of those that it stands for.</summary>
    /// <param name="every">At least 1.</param>
    public SoftTargets Thin(int every)
    {
        var count = (Rows + every - 1) / every;
        var levels = Likelihood.Length / Math.Max(1, Rows);
        var thin = new SoftTargets
        {
            X = new double[count * Stride],
            Stride = Stride,
            Likelihood = new double[count * levels],
            Weight = new double[count],
            Fixed = Fixed,
        };
        for (var i = 0; i < count; i++)
        {
            X.AsSpan(i * every * Stride, Stride).CopyTo(thin.X.AsSpan(i * Stride));
            Likelihood.AsSpan(i * every * levels, levels).CopyTo(thin.Likelihood.AsSpan(i * levels));
            thin.Weight[i] = Weight[i * every] * Rows / count;
        }

        return thin;
    }
}
