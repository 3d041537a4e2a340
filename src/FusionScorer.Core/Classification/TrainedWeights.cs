using System.Collections.Immutable;

namespace FusionScorer.Core.Classification;

/// <summary>What a trainer found.</summary>
/// <param name="Weights">W, C × d.</param>
/// <param name="Variance">Prior variances, groups × C, group by group: as learned, or those of the prior where a trainer learns none.</param>
public sealed record TrainedWeights(ImmutableArray<double> Weights, ImmutableArray<double> Variance);
