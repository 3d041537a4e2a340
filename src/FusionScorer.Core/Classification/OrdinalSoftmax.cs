using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Classification;

/// <summary>The trainer of this house: the posterior mode by Newton's method, prior variances by empirical Bayes.</summary>
/// <remarks>
/// The variances follow by EM on the Laplace approximation of the evidence (MacKay 1992, "Bayesian interpolation"; Tipping 2001), held by an
/// inverse-gamma anchor at their start, so that no validation set is needed.
/// </remarks>
public sealed class OrdinalSoftmax : ISoftLabelTrainer
{
    private const double Anchor = 4;
    private const double LargestStep = 2;
    private const double StepTolerance = 1e-3;
    private const double VarianceTolerance = 0.03;
    private const int FirstSteps = 12;
    private const int LaterSteps = 4;
    private const int Halvings = 8;
    private const int ManyRows = 8192;
    private const int SampleRows = 4096;
    private const int RowsPerWeight = 8;
    private const int CheapSteps = 30;

    /// <inheritdoc/>
    /// <remarks>
    /// Of many rows an even sample gives variances and curvature; the weights then follow from the slope over all rows, each step
    /// preconditioned by the sample's curvature, to the same tolerance.
    /// </remarks>
    public TrainedWeights Train(SoftTargets rows, WeightPrior prior, TrainedWeights? start)
    {
        var sample = Math.Max(SampleRows, RowsPerWeight * prior.Size);
        if (rows.Rows <= Math.Max(ManyRows, sample))
            return TrainOnAll(rows, prior, start);
        var thinned = rows.Thin((rows.Rows + sample - 1) / sample);
        var rough = TrainOnAll(thinned, prior, start);
        double[] weights = [.. rough.Weights];
        double[] variance = [.. rough.Variance];
        var system = new SymmetricSystem(prior.Size);
        var curvature = new SoftmaxObjective(thinned, prior, variance);
        curvature.Evaluate(weights);
        curvature.Hessian(system.Matrix);
        Factor(system);
        Descend(new SoftmaxObjective(rows, prior, variance), system, weights, CheapSteps, hessian: false);
        return new TrainedWeights([.. weights], [.. variance]);
    }

    private static TrainedWeights TrainOnAll(SoftTargets rows, WeightPrior prior, TrainedWeights? start)
    {
        double[] weights = [.. start?.Weights ?? prior.Mean];
        double[] variance = [.. start?.Variance ?? prior.Variance];
        var system = new SymmetricSystem(prior.Size);
        var objective = new SoftmaxObjective(rows, prior, variance);
        var diagonal = new double[prior.Size];
        for (var update = 0; ; update++)
        {
            Descend(objective, system, weights, update == 0 ? FirstSteps : LaterSteps, hessian: true);
            if (update >= prior.VarianceUpdates)
                break;
            system.InverseDiagonal(diagonal);
            if (UpdateVariance(prior, weights, diagonal, variance) < VarianceTolerance)
                break;
        }

        return new TrainedWeights([.. weights], [.. variance]);
    }

    private static void Factor(SymmetricSystem system)
    {
        if (!system.Factor())
            throw new InvalidOperationException("the curvature of the classifier is not positive");
    }

    /// <summary>Steps down the slope: Newton's where the curvature is worked out anew, else with the factored curvature that the system holds.</summary>
    private static void Descend(SoftmaxObjective objective, SymmetricSystem system, double[] weights, int steps, bool hessian)
    {
        var step = new double[weights.Length];
        var trial = new double[weights.Length];
        var value = objective.Evaluate(weights);
        for (var round = 0; round < steps; round++)
        {
            objective.Gradient(weights, step);
            if (hessian)
            {
                objective.Hessian(system.Matrix);
                Factor(system);
            }

            system.Solve(step);
            var top = 0.0;
            foreach (var change in step)
                top = Math.Max(top, Math.Abs(change));
            var scale = Math.Min(1, LargestStep / top);
            for (var half = 0; ; half++)
            {
                for (var i = 0; i < weights.Length; i++)
                    trial[i] = weights[i] - (scale * step[i]);
                var after = objective.Evaluate(trial);
                if (after >= value - (1e-9 * Math.Abs(value)) || half == Halvings)
                {
                    value = after;
                    trial.CopyTo(weights.AsSpan());
                    break;
                }

                scale /= 2;
            }

            if (top < StepTolerance)
                return;
        }
    }

    /// <summary>v ← (anchor v⁰ + Σ (W − M)² + posterior variances) / (anchor + weights of the group).</summary>
    /// <returns>The largest change, as a difference of logarithms.</returns>
    private static double UpdateVariance(WeightPrior prior, double[] weights, ReadOnlySpan<double> diagonal, double[] variance)
    {
        var sums = new double[variance.Length];
        var sizes = new int[variance.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var deviation = weights[i] - prior.Mean[i];
            var at = prior.VarianceOf(i);
            sums[at] += (deviation * deviation) + diagonal[i];
            sizes[at]++;
        }

        var change = 0.0;
        for (var at = 0; at < sums.Length; at++)
        {
            var next = ((Anchor * prior.Variance[at]) + sums[at]) / (Anchor + sizes[at]);
            change = Math.Max(change, Math.Abs(Math.Log(next / variance[at])));
            variance[at] = next;
        }

        return change;
    }
}
