using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Classification;

/// <summary>A linear classifier over ordered levels: logits = x W Bᵀ, W ~ N(M, v) with one variance v for each group of columns and contrast.</summary>
/// <remarks>
/// B holds the level contrasts. W is the posterior mode by Newton's method; the variances follow by EM on the Laplace approximation of the
/// evidence (MacKay 1992, "Bayesian interpolation"; Tipping 2001), held by an inverse-gamma anchor at their start, so that no validation set is needed.
/// </remarks>
internal sealed class OrdinalSoftmax
{
    private const double Anchor = 4;
    private const double LargestStep = 2;
    private const double StepTolerance = 1e-3;
    private const double VarianceTolerance = 0.03;

    private readonly LevelContrasts _contrasts;
    private readonly int[] _group;
    private readonly int[] _groupSize;
    private readonly double[] _startVariance;
    private readonly double[] _variance;
    private readonly double[] _mean;
    private readonly int _d;
    private readonly int _c;
    private readonly SymmetricSystem _system;
    private double[]? _covariance;

    /// <summary>A classifier at its prior.</summary>
    /// <param name="contrasts">Of K levels, C of them.</param>
    /// <param name="group">The group of each of d columns.</param>
    /// <param name="variance">Groups × C prior variances.</param>
    /// <param name="mean">C × d prior means; null = 0.</param>
    public OrdinalSoftmax(LevelContrasts contrasts, int[] group, double[] variance, double[]? mean = null)
    {
        _contrasts = contrasts;
        _c = contrasts.Count;
        _d = group.Length;
        _group = group;
        _startVariance = variance;
        _variance = [.. variance];
        _groupSize = new int[variance.Length / _c];
        foreach (var g in group)
            _groupSize[g]++;
        _mean = mean ?? new double[_c * _d];
        Weights = [.. _mean];
        _system = new SymmetricSystem(_c * _d);
    }

    /// <summary>W, C × d.</summary>
    public double[] Weights { get; }

    /// <summary>v, groups × C.</summary>
    public ReadOnlySpan<double> Variance => _variance;

    /// <summary>The number of parameters, C × d.</summary>
    public int Size => _c * _d;

    /// <summary>The covariance of W under the Laplace approximation, C d × C d.</summary>
    public double[] Covariance()
    {
        if (_covariance is null)
        {
            _covariance = new double[Size * Size];
            if (Fitted)
                _system.Invert(_covariance);
            else
                for (var i = 0; i < Size; i++)
                    _covariance[(i * Size) + i] = _variance[VarianceOf(i)];
        }

        return _covariance;
    }

    private bool Fitted { get; set; }

    /// <summary>Fits from where it stands.</summary>
    /// <param name="rows">Training rows; may be none: then nothing changes.</param>
    /// <param name="evidenceSteps">How often the variances are set anew, at least 0.</param>
    public void Fit(SoftTargets rows, int evidenceSteps)
    {
        _covariance = null;
        if (rows.Rows == 0)
            return;
        var work = new Workspace(rows, _contrasts);
        var diagonal = new double[Size];
        for (var step = 0; step < Math.Max(1, evidenceSteps); step++)
        {
            Newton(work, step == 0 ? 12 : 4);
            Fitted = true;
            if (evidenceSteps == 0)
                return;
            _system.InverseDiagonal(diagonal);
            if (UpdateVariance(diagonal) < VarianceTolerance)
                return;
        }
    }

    private void Newton(Workspace work, int steps)
    {
        var gradient = new double[Size];
        var objective = Evaluate(work, Weights);
        var trial = new double[Size];
        for (var step = 0; step < steps; step++)
        {
            work.Gradient(gradient, _d);
            Hessian(work);
            for (var i = 0; i < Size; i++)
                gradient[i] += (Weights[i] - _mean[i]) / _variance[VarianceOf(i)];
            if (!_system.Factor())
                throw new InvalidOperationException("the curvature of the classifier is not positive");
            _system.Solve(gradient);
            var top = gradient.Max(Math.Abs);
            var scale = Math.Min(1, LargestStep / top);
            for (var half = 0; ; half++)
            {
                for (var i = 0; i < Size; i++)
                    trial[i] = Weights[i] - (scale * gradient[i]);
                var after = Evaluate(work, trial);
                if (after >= objective - 1e-9 * Math.Abs(objective) || half == 8)
                {
                    objective = after;
                    trial.CopyTo(Weights.AsSpan());
                    break;
                }

                scale /= 2;
            }

            if (top < StepTolerance)
                return;
        }
    }

    /// <summary>The penalised log-likelihood at given weights; leaves probabilities and targets in the workspace.</summary>
    private double Evaluate(Workspace work, double[] weights)
    {
        var objective = work.Predict(weights, _d);
        for (var i = 0; i < Size; i++)
        {
            var deviation = weights[i] - _mean[i];
            objective -= deviation * deviation / (2 * _variance[VarianceOf(i)]);
        }

        return objective;
    }

    private void Hessian(Workspace work)
    {
        var h = _system.Matrix;
        for (var a = 0; a < _c; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var gram = work.Curvature(a, b);
                for (var i = 0; i < _d; i++)
                    gram.Slice(i * work.Stride, _d).CopyTo(h.Slice((((a * _d) + i) * Size) + (b * _d), _d));
            }
        }

        for (var i = 0; i < Size; i++)
            h[(i * Size) + i] += 1 / _variance[VarianceOf(i)];
    }

    private double UpdateVariance(ReadOnlySpan<double> diagonal)
    {
        var sums = new double[_variance.Length];
        for (var i = 0; i < Size; i++)
        {
            var deviation = Weights[i] - _mean[i];
            sums[VarianceOf(i)] += (deviation * deviation) + diagonal[i];
        }

        var change = 0.0;
        for (var k = 0; k < sums.Length; k++)
        {
            var next = ((Anchor * _startVariance[k]) + sums[k]) / (Anchor + _groupSize[k / _c]);
            change = Math.Max(change, Math.Abs(Math.Log(next / _variance[k])));
            _variance[k] = next;
        }

        return change;
    }

    private int VarianceOf(int parameter) => (_group[parameter % _d] * _c) + (parameter / _d);

    /// <summary>Room for one fit, and the parts of the objective that depend on rows.</summary>
    private sealed class Workspace
    {
        private readonly SoftTargets _rows;
        private readonly LevelContrasts _contrasts;
        private readonly double[] _p;
        private readonly double[] _mean;
        private readonly double[] _residual;
        private readonly double[] _factor;
        private readonly double[] _scaled;
        private readonly double[] _gram;

        public Workspace(SoftTargets rows, LevelContrasts contrasts)
        {
            _rows = rows;
            _contrasts = contrasts;
            _p = new double[rows.Rows * contrasts.Levels];
            _mean = new double[rows.Rows * contrasts.Count];
            _residual = new double[rows.Rows * contrasts.Count];
            _factor = new double[rows.Rows];
            _scaled = new double[rows.Rows * rows.Stride];
            _gram = new double[rows.Stride * rows.Stride];
        }

        public int Stride => _rows.Stride;

        public double Predict(double[] weights, int d)
        {
            int k = _contrasts.Levels, c = _contrasts.Count;
            var z = new double[c];
            var target = new double[k];
            var total = 0.0;
            for (var i = 0; i < _rows.Rows; i++)
            {
                var x = _rows.X.AsSpan(i * Stride, d);
                for (var a = 0; a < c; a++)
                    z[a] = SymmetricSystem.Dot(weights.AsSpan(a * d, d), x);
                var p = _p.AsSpan(i * k, k);
                _contrasts.Logits(z, p);
                total += _rows.Weight[i] * Target(p, _rows.Likelihood.AsSpan(i * k, k), target);
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

            return total;
        }

        /// <summary>Σ_i w_i (E_p[B] − E_t[B]) x_i, C × d.</summary>
        public void Gradient(double[] gradient, int d)
        {
            Array.Clear(gradient);
            var c = _contrasts.Count;
            for (var i = 0; i < _rows.Rows; i++)
            {
                var x = _rows.X.AsSpan(i * Stride, d);
                for (var a = 0; a < c; a++)
                    SymmetricSystem.AddScaled(gradient.AsSpan(a * d, d), x, _residual[(i * c) + a]);
            }
        }

        /// <summary>Σ_i w_i Cov_p(B_a, B_b) x_i x_iᵀ, stride × stride.</summary>
        public ReadOnlySpan<double> Curvature(int a, int b)
        {
            int k = _contrasts.Levels, c = _contrasts.Count;
            for (var i = 0; i < _rows.Rows; i++)
            {
                var both = 0.0;
                for (var y = 0; y < k; y++)
                    both += _p[(i * k) + y] * _contrasts.Of(y)[a] * _contrasts.Of(y)[b];
                _factor[i] = _rows.Weight[i] * (both - (_mean[(i * c) + a] * _mean[(i * c) + b]));
            }

            WeightedGram.Compute(_rows.X, _factor, Stride, _scaled, _gram);
            return _gram;
        }

        /// <summary>Turns logits into probabilities, gives the target and returns the log-likelihood.</summary>
        private double Target(Span<double> p, ReadOnlySpan<double> likelihood, Span<double> target)
        {
            Normalise(p);
            if (_rows.Fixed)
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

        private static void Normalise(Span<double> z)
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
}
