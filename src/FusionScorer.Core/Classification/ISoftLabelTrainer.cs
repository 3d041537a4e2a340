namespace FusionScorer.Core.Classification;

/// <summary>Trains a linear classifier over ordered levels from soft labels. The one place where another learner goes in.</summary>
/// <remarks>
/// The model is logits(y) = Σ_a B(y, a) (W_a · x) with the contrasts B of <see cref="WeightPrior.Contrasts"/>. A learner with one weight vector u_y for
/// each level gives W_a = Σ_y B(y, a) u_y: the columns of B are orthonormal, and what they leave out is common to all levels. How sure the weights
/// are is worked out from the weights by the caller, whatever trained them. Must be deterministic and safe to call from several threads.
/// </remarks>
public interface ISoftLabelTrainer
{
    /// <summary>Trains.</summary>
    /// <param name="rows">N training rows, at least 1.</param>
    /// <param name="prior">What is believed of the weights before.</param>
    /// <param name="start">An earlier result under the same prior, to start from; null = the prior.</param>
    TrainedWeights Train(SoftTargets rows, WeightPrior prior, TrainedWeights? start);
}
