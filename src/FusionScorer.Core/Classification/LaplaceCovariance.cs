using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Classification;

/// <summary>How sure weights are: the inverse curvature at the weights, C d × C d (Laplace's approximation).</summary>
internal static class LaplaceCovariance
{
    /// <summary>Computes the covariance.</summary>
    /// <param name="rows">What the weights were trained on; null or none = the prior's covariance.</param>
    /// <param name="prior">The prior.</param>
    /// <param name="fit">The weights and the variances that they were found under.</param>
    /// <exception cref="InvalidOperationException">The curvature is not positive.</exception>
    public static double[] Of(SoftTargets? rows, WeightPrior prior, TrainedWeights fit)
    {
        var covariance = new double[prior.Size * prior.Size];
        double[] variance = [.. fit.Variance];
        if (rows is not { Rows: > 0 })
        {
            for (var i = 0; i < prior.Size; i++)
                covariance[(i * prior.Size) + i] = variance[prior.VarianceOf(i)];
            return covariance;
        }

        var objective = new SoftmaxObjective(rows, prior, variance);
        var system = new SymmetricSystem(prior.Size);
        objective.Evaluate(fit.Weights.AsSpan());
        objective.Hessian(system.Matrix);
        if (!system.Factor())
            throw new InvalidOperationException("the curvature of the classifier is not positive");
        system.Invert(covariance);
        return covariance;
    }
}
