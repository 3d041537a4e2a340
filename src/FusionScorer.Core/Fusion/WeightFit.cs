namespace FusionScorer.Core.Fusion;

/// <summary>The climb behind <see cref="WeightSuggestion"/>.</summary>
internal sealed class WeightFit(SignalBlocks blocks, IReadOnlyList<WeightObservation> observations)
{
    private const double Precision = 1 / (WeightSuggestion.PriorSd * WeightSuggestion.PriorSd);
    private const int MaxSteps = 200;
    private const double Tolerance = 1e-10;

    private readonly int _signals = blocks.Signals.Length;
    private readonly double[] _p = new double[blocks.Levels];
    private readonly double[] _q = new double[blocks.Levels];

    public (double[] Weights, double[] Sd) Solve()
    {
        var weights = new double[_signals];
        Array.Fill(weights, 1);
        var gradient = new double[_signals];
        var (exact, safe) = (new double[_signals * _signals], new double[_signals * _signals]);
        var objective = Evaluate(weights, gradient, exact, safe);
        for (var step = 0; step < MaxSteps; step++)
        {
            var direction = Direction(weights, gradient, exact, safe);
            if (!Climb(weights, gradient, direction, ref objective))
                break;
            Evaluate(weights, gradient, exact, safe);
        }

        return (weights, Deviations(exact, safe));
    }

    // Newton's step for the weights that are free to move; where allowed sets make the objective bend the wrong way, the curvature without them.
    private double[] Direction(double[] weights, double[] gradient, double[] exact, double[] safe)
    {
        int[] free = [.. Enumerable.Range(0, _signals).Where(s => gradient[s] < 0 ? weights[s] > 0 : weights[s] < SignalWeights.Max)];
        var right = Array.ConvertAll(free, s => gradient[s]);
        var solution = (Cholesky.Of(exact, _signals, free) ?? Cholesky.Of(safe, _signals, free)!).Solve(right);
        var direction = new double[_signals];
        for (var i = 0; i < free.Length; i++)
            direction[free[i]] = solution[i];
        return direction;
    }

    private bool Climb(double[] weights, double[] gradient, double[] direction, ref double objective)
    {
        const double Armijo = 1e-4;
        for (var length = 1.0; length > 1e-12; length /= 2)
        {
            var tried = new double[_signals];
            double rise = 0, moved = 0;
            for (var s = 0; s < _signals; s++)
            {
                tried[s] = Math.Clamp(weights[s] + (length * direction[s]), 0, SignalWeights.Max);
                rise += gradient[s] * (tried[s] - weights[s]);
                moved = Math.Max(moved, Math.Abs(tried[s] - weights[s]));
            }

            if (moved < Tolerance)
                return false;
            var value = Evaluate(tried, null, null, null);
            if (value < objective + (Armijo * rise))
                continue;
            tried.CopyTo(weights, 0);
            objective = value;
            return true;
        }

        return false;
    }

    // Gradient and negated curvature: cov under p less cov under p given the answer; "safe" leaves the latter out and is positive definite always.
    private double Evaluate(double[] weights, double[]? gradient, double[]? exact, double[]? safe)
    {
        var objective = 0.0;
        if (gradient is not null)
        {
            Array.Clear(exact!);
            Array.Clear(safe!);
        }

        for (var s = 0; s < _signals; s++)
        {
            objective -= Precision / 2 * (weights[s] - 1) * (weights[s] - 1);
            if (gradient is null)
                continue;
            gradient[s] = -Precision * (weights[s] - 1);
            exact![(s * _signals) + s] = safe![(s * _signals) + s] = Precision;
        }

        foreach (var observation in observations)
        {
            objective += observation.Weight * Posteriors(observation, weights);
            if (gradient is not null)
                Add(observation, gradient, exact!, safe!);
        }

        return objective;
    }

    /// <summary>Fills p and q = p given the answer; returns log P(answer).</summary>
    private double Posteriors(WeightObservation observation, double[] weights)
    {
        var top = double.NegativeInfinity;
        for (var y = 0; y < _p.Length; y++)
        {
            _p[y] = blocks.Bias[y];
            for (var s = 0; s < _signals; s++)
                _p[y] += weights[s] * blocks.Of(observation.Row, s)[y];
            _p[y] /= blocks.Temperature;
            top = Math.Max(top, _p[y]);
        }

        // The allowed levels have their own maximum, so that an answer far from the model keeps its digits.
        var topAllowed = double.NegativeInfinity;
        for (var y = 0; y < _p.Length; y++)
            topAllowed = observation.Levels.Contains(y) ? Math.Max(topAllowed, _p[y]) : topAllowed;
        double sum = 0, allowed = 0;
        for (var y = 0; y < _p.Length; y++)
        {
            _q[y] = observation.Levels.Contains(y) ? Math.Exp(_p[y] - topAllowed) : 0;
            _p[y] = Math.Exp(_p[y] - top);
            sum += _p[y];
            allowed += _q[y];
        }

        for (var y = 0; y < _p.Length; y++)
        {
            _p[y] /= sum;
            _q[y] /= allowed;
        }

        return topAllowed + Math.Log(allowed) - top - Math.Log(sum);
    }

    private void Add(WeightObservation observation, double[] gradient, double[] exact, double[] safe)
    {
        var scale = observation.Weight / blocks.Temperature;
        for (var s = 0; s < _signals; s++)
        {
            var g = blocks.Of(observation.Row, s);
            double meanP = Mean(_p, g), meanQ = Mean(_q, g);
            gradient[s] += scale * (meanQ - meanP);
            for (var t = 0; t <= s; t++)
            {
                var other = blocks.Of(observation.Row, t);
                var covP = Covariance(_p, g, meanP, other);
                var bend = scale / blocks.Temperature;
                Put(safe, s, t, bend * covP);
                Put(exact, s, t, bend * (covP - Covariance(_q, g, meanQ, other)));
            }
        }
    }

    private void Put(double[] matrix, int s, int t, double value)
    {
        matrix[(s * _signals) + t] += value;
        if (s != t)
            matrix[(t * _signals) + s] += value;
    }

    private double[] Deviations(double[] exact, double[] safe)
    {
        int[] all = [.. Enumerable.Range(0, _signals)];
        var factor = Cholesky.Of(exact, _signals, all) ?? Cholesky.Of(safe, _signals, all)!;
        var sd = new double[_signals];
        for (var s = 0; s < _signals; s++)
        {
            var unit = new double[_signals];
            unit[s] = 1;
            sd[s] = Math.Min(WeightSuggestion.PriorSd, Math.Sqrt(factor.Solve(unit)[s]));
        }

        return sd;
    }

    private static double Mean(double[] p, ReadOnlySpan<float> g)
    {
        var mean = 0.0;
        for (var y = 0; y < p.Length; y++)
            mean += p[y] * g[y];
        return mean;
    }

    private static double Covariance(double[] p, ReadOnlySpan<float> g, double mean, ReadOnlySpan<float> other)
    {
        var sum = 0.0;
        for (var y = 0; y < p.Length; y++)
            sum += p[y] * (g[y] - mean) * other[y];
        return sum;
    }

    /// <summary>The triangular factor of the part of a symmetric matrix that given rows and columns make up.</summary>
    private sealed class Cholesky
    {
        private readonly double[,] _factor;

        private Cholesky(double[,] factor) => _factor = factor;

        /// <summary>Factors; null when that part is not positive definite.</summary>
        public static Cholesky? Of(double[] matrix, int size, int[] part)
        {
            var factor = new double[part.Length, part.Length];
            for (var i = 0; i < part.Length; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var sum = matrix[(part[i] * size) + part[j]];
                    for (var l = 0; l < j; l++)
                        sum -= factor[i, l] * factor[j, l];
                    if (i == j && !(sum > 1e-12))
                        return null;
                    factor[i, j] = i == j ? Math.Sqrt(sum) : sum / factor[j, j];
                }
            }

            return new Cholesky(factor);
        }

        public double[] Solve(double[] right)
        {
            var x = (double[])right.Clone();
            for (var i = 0; i < x.Length; i++)
            {
                for (var l = 0; l < i; l++)
                    x[i] -= _factor[i, l] * x[l];
                x[i] /= _factor[i, i];
            }

            for (var i = x.Length - 1; i >= 0; i--)
            {
                for (var l = i + 1; l < x.Length; l++)
                    x[i] -= _factor[l, i] * x[l];
                x[i] /= _factor[i, i];
            }

            return x;
        }
    }
}
