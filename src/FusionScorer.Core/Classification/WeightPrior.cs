using System.Collections.Immutable;

namespace FusionScorer.Core.Classification;

/// <summary>The belief that weights are independent and normal, with one variance for each group of columns and contrast.</summary>
public sealed class WeightPrior
{
    /// <summary>States a prior.</summary>
    /// <param name="contrasts">Of K levels, C of them.</param>
    /// <param name="group">The group of each of d columns, 0 … groups − 1.</param>
    /// <param name="variance">Groups × C variances above 0, group by group.</param>
    /// <param name="mean">C × d means; empty = 0.</param>
    /// <param name="varianceUpdates">How often a trainer may set the variances anew; 0 = they stand.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public WeightPrior(LevelContrasts contrasts, ImmutableArray<int> group, ImmutableArray<double> variance, ImmutableArray<double> mean = default, int varianceUpdates = 0)
    {
        Contrasts = contrasts;
        Group = group;
        Variance = variance;
        Mean = mean.IsDefaultOrEmpty ? [.. new double[contrasts.Count * group.Length]] : mean;
        VarianceUpdates = varianceUpdates;
        if (Mean.Length != Size || group.Any(g => g < 0 || (g + 1) * contrasts.Count > variance.Length))
            throw new ArgumentException($"{Mean.Length} means and {variance.Length} variances do not fit {group.Length} columns and {contrasts.Count} contrasts", nameof(variance));
    }

    /// <summary>The contrasts B of K levels, C = K − 1 of them.</summary>
    public LevelContrasts Contrasts { get; }

    /// <summary>The group of each of d columns.</summary>
    public ImmutableArray<int> Group { get; }

    /// <summary>Groups × C variances, group by group.</summary>
    public ImmutableArray<double> Variance { get; }

    /// <summary>C × d means.</summary>
    public ImmutableArray<double> Mean { get; }

    /// <summary>How often a trainer may set the variances anew; one that cannot leaves them.</summary>
    public int VarianceUpdates { get; }

    /// <summary>d.</summary>
    public int Columns => Group.Length;

    /// <summary>The number of weights, C × d.</summary>
    public int Size => Contrasts.Count * Group.Length;

    /// <summary>Which variance a weight of C × d has.</summary>
    public int VarianceOf(int weight) => (Group[weight % Columns] * Contrasts.Count) + (weight / Columns);
}
