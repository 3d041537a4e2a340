using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Classification;

/// <summary>The contrasts of a clip as if its own answers had never been given: one Newton step away from the mode.</summary>
/// <remarks>
/// Taking out the clip's slope r ⊗ x and curvature S ⊗ x xᵀ moves its contrasts from z to z + (M⁻¹ − S)⁻¹ r, where M = (I ⊗ xᵀ) Σ (I ⊗ x) is their
/// posterior covariance (Woodbury's identity; Pregibon 1981, "Logistic regression diagnostics"). The step is exact for a quadratic rest, so nothing
/// is gained by repeating it on the clip alone. Prior variances stay as they are.
/// </remarks>
internal sealed class LeaveOneOut
{
    private readonly WeightPrior _prior;
    private readonly double[] _covariance;
    private readonly double[] _m;
    private readonly double[] _row;

    public LeaveOneOut(WeightPrior prior, double[] covariance)
    {
        _prior = prior;
        _covariance = covariance;
        _m = new double[prior.Contrasts.Count * prior.Contrasts.Count];
        _row = new double[prior.Columns];
    }

    /// <summary>Takes answers out of the contrasts of a clip.</summary>
    /// <param name="x">d numbers.</param>
    /// <param name="likelihoods">One K-vector after the other, one for each answer, each of weight 1.</param>
    /// <param name="z">C contrasts at the mode, changed in place.</param>
    public void Remove(ReadOnlySpan<double> x, ReadOnlySpan<double> likelihoods, Span<double> z)
    {
        var contrasts = _prior.Contrasts;
        int c = contrasts.Count, k = contrasts.Levels;
        Span<double> p = stackalloc double[k];
        Span<double> target = stackalloc double[k];
        Span<double> mean = stackalloc double[c];
        Span<double> slope = stackalloc double[c];
        contrasts.Logits(z, p);
        SoftmaxObjective.Normalise(p);
        Moments(p, mean);
        var answers = likelihoods.Length / k;
        slope.Clear();
        for (var i = 0; i < answers; i++)
        {
            SoftmaxObjective.Target(p, likelihoods.Slice(i * k, k), isTarget: false, target);
            for (var y = 0; y < k; y++)
            {
                for (var a = 0; a < c; a++)
                    slope[a] += (p[y] - target[y]) * contrasts.Of(y)[a];
            }
        }

        Project(x);
        var system = new SymmetricSystem(c);
        _m.CopyTo(system.Matrix);
        if (!system.Factor())
            return;
        var rest = new double[c * c];
        system.Invert(rest);
        for (var a = 0; a < c; a++)
        {
            for (var b = 0; b < c; b++)
            {
                var both = 0.0;
                for (var y = 0; y < k; y++)
                    both += p[y] * contrasts.Of(y)[a] * contrasts.Of(y)[b];
                rest[(a * c) + b] -= answers * (both - (mean[a] * mean[b]));
            }
        }

        rest.CopyTo(system.Matrix);

        // Without the clip there is still the prior, so this fails by rounding alone.
        if (!system.Factor())
            return;
        system.Solve(slope);
        for (var a = 0; a < c; a++)
            z[a] += slope[a];
    }

    private void Moments(ReadOnlySpan<double> p, Span<double> mean)
    {
        mean.Clear();
        for (var y = 0; y < p.Length; y++)
        {
            for (var a = 0; a < mean.Length; a++)
                mean[a] += p[y] * _prior.Contrasts.Of(y)[a];
        }
    }

    /// <summary>M.</summary>
    private void Project(ReadOnlySpan<double> x)
    {
        int c = _prior.Contrasts.Count, d = _prior.Columns, size = _prior.Size;
        for (var a = 0; a < c; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                _row.AsSpan().Clear();
                for (var i = 0; i < d; i++)
                {
                    if (x[i] != 0)
                        SymmetricSystem.AddScaled(_row, _covariance.AsSpan((((a * d) + i) * size) + (b * d), d), x[i]);
                }

                _m[(a * c) + b] = _m[(b * c) + a] = SymmetricSystem.Dot(_row, x);
            }
        }
    }
}
