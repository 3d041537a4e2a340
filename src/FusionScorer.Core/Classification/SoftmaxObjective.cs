using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Classification;

/// <summary>The penalised log-likelihood of weights, Σ_i w_i log Σ_y l_i(y) p(y | x_i) − Σ (W − M)² / 2v, with its slope and curvature.</summary>
/// <remarks>
/// The curvature is that of the complete data, as in EM: what a level set leaves open counts as known. It is never less than the true one, so
/// Newton steps are never too long on its account. <see cref="Evaluate"/> comes first; the others speak of the weights that it saw last.
/// </remarks>
internal sealed class SoftmaxObjective
{
    private readonly SoftTargets _rows;
    private readonly WeightPrior _prior;
    private readonly LevelContrasts _contrasts;
    private readonly double[] _p;
    private readonly double[] _mean;
    private readonly double[] _residual;
    private readonly double[] _factor;
    private double[] _scaled = [];
    private readonly double[] _gram;

    public SoftmaxObjective(SoftTargets rows, WeightPrior prior, double[] variance)
    {
        _rows = rows;
        _prior = prior;
        _contrasts = prior.Contrasts;
        Variance = variance;
        _p = new double[rows.Rows * _contrasts.Levels];
        _mean = new double[rows.Rows * _contrasts.Count];
        _residual = new double[rows.Rows * _contrasts.Count];
        _factor = new double[rows.Rows];
        _gram = new double[rows.Stride * rows.Stride];
    }

    /// <summary>v, groups × C; may change between calls.</summary>
    public double[] Variance { get; }

    /// <summary>The objective.</summary>
    public double Evaluate(ReadOnlySpan<double> weights)
    {
        int k = _contrasts.Levels, c = _contrasts.Count, d = _prior.Columns;
        var z = new double[c];
        var target = new double[k];
        var total = 0.0;
        for (var i = 0; i < _rows.Rows; i++)
        {
            var x = _rows.X.AsSpan(i * _rows.Stride, d);
            for (var a = 0; a < c; a++)
                z[a] = SymmetricSystem.Dot(weights.Slice(a * d, d), x);
            var p = _p.AsSpan(i * k, k);
            _contrasts.Logits(z, p);
            Normalise(p);
            total += _rows.Weight[i] * Target(p, _rows.Likelihood.AsSpan(i * k, k), _rows.Fixed, target);
            for (var a = 0; a < c; a++)
            {
                double mean = 0, aim = 0;
                for (var y = 0; y < k; y++)
                {
                    mean += p[y] * _contrasts.Of(y)[a];
                    aim += target[y] * _contrasts.Of(y)[a];
                }

                _mean[(i * c) + a] = mean;
                _residual[(i * c) + a] = _rows.Weight[i] * (mean - aim);
            }
        }

        for (var i = 0; i < weights.Length; i++)
        {
            var deviation = weights[i] - _prior.Mean[i];
            total -= deviation * deviation / (2 * Variance[_prior.VarianceOf(i)]);
        }

        return total;
    }

    /// <summary>Minus the slope: Σ_i w_i (E_p[B] − E_t[B]) x_i + (W − M) / v, C × d.</summary>
    public void Gradient(ReadOnlySpan<double> weights, Span<double> gradient)
    {
        int c = _contrasts.Count, d = _prior.Columns;
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] = (weights[i] - _prior.Mean[i]) / Variance[_prior.VarianceOf(i)];
        for (var i = 0; i < _rows.Rows; i++)
        {
            var x = _rows.X.AsSpan(i * _rows.Stride, d);
            for (var a = 0; a < c; a++)
                SymmetricSystem.AddScaled(gradient.Slice(a * d, d), x, _residual[(i * c) + a]);
        }
    }

    /// <summary>Minus the curvature, the lower triangle of C d × C d numbers.</summary>
    public void Hessian(Span<double> h)
    {
        int size = _prior.Size, d = _prior.Columns;
        for (var a = 0; a < _contrasts.Count; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var gram = Curvature(a, b);
                for (var i = 0; i < d; i++)
                    gram.Slice(i * _rows.Stride, d).CopyTo(h.Slice((((a * d) + i) * size) + (b * d), d));
            }
        }

        for (var i = 0; i < size; i++)
            h[(i * size) + i] += 1 / Variance[_prior.VarianceOf(i)];
    }

    /// <summary>Σ_i w_i Cov_p(B_a, B_b) x_i x_iᵀ, stride × stride.</summary>
    private ReadOnlySpan<double> Curvature(int a, int b)
    {
        int k = _contrasts.Levels, c = _contrasts.Count;
        for (var i = 0; i < _rows.Rows; i++)
        {
            var both = 0.0;
            for (var y = 0; y < k; y++)
                both += _p[(i * k) + y] * _contrasts.Of(y)[a] * _contrasts.Of(y)[b];
            _factor[i] = _rows.Weight[i] * (both - (_mean[(i * c) + a] * _mean[(i * c) + b]));
        }

        if (_scaled.Length == 0)
            _scaled = new double[_rows.X.Length];
        WeightedGram.Compute(_rows.X, _factor, _rows.Stride, _scaled, _gram);
        return _gram;
    }

    /// <summary>What the levels are taken for once the observation is known, and the log-likelihood.</summary>
    /// <param name="p">K probabilities.</param>
    /// <param name="likelihood">K numbers.</param>
    /// <param name="isTarget">Whether they are the target itself.</param>
    /// <param name="target">K probabilities, overwritten.</param>
    public static double Target(ReadOnlySpan<double> p, ReadOnlySpan<double> likelihood, bool isTarget, Span<double> target)
    {
        if (isTarget)
        {
            likelihood.CopyTo(target);
            var fit = 0.0;
            for (var y = 0; y < p.Length; y++)
                fit += target[y] > 0 ? target[y] * Math.Log(Math.Max(p[y], double.Epsilon)) : 0;
            return fit;
        }

        var sum = 0.0;
        for (var y = 0; y < p.Length; y++)
            sum += target[y] = Math.Max(p[y], 1e-300) * likelihood[y];
        for (var y = 0; y < p.Length; y++)
            target[y] /= sum;
        return Math.Log(sum);
    }

    /// <summary>Logits to probabilities, in place.</summary>
    public static void Normalise(Span<double> z)
    {
        var top = z[0];
        for (var y = 1; y < z.Length; y++)
            top = Math.Max(top, z[y]);
        var sum = 0.0;
        for (var y = 0; y < z.Length; y++)
            sum += z[y] = Math.Exp(z[y] - top);
        for (var y = 0; y < z.Length; y++)
            z[y] /= sum;
    }
}
