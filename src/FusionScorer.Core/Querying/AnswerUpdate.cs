using FusionScorer.Core.Classification;
using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Querying;

/// <summary>How posteriors of target clips would move if a clip's answer were learned, without fitting the classifier again.</summary>
/// <remarks>
/// All answers so far are taken as w ~ N(ŵ, Σ), the Laplace approximation. A further answer depends on w through the C contrasts z = Φ w of its clip alone,
/// so the new mode is w = ŵ + Σ Φᵀ u with u = b(answer) − E[b] under the level probabilities at z + S u, S = Φ Σ Φᵀ. These C equations are
/// solved by Newton's method from u = 0. The contrasts of target j move by Φ_j Σ Φᵀ u. That a fit sets the prior variances anew is left out.
/// </remarks>
internal sealed class AnswerUpdate
{
    private const int Steps = 8;
    private const double Tolerance = 1e-6;
    private const float LeastProbability = 1e-9f;

    private readonly FusedClassifier _classifier;
    private readonly double[] _covariance;
    private readonly int _k;
    private readonly int _c;
    private readonly int _d;

    /// <summary>K × C.</summary>
    private readonly double[] _basis;
    private readonly double[] _targets;
    private readonly double[] _targetLogits;
    private readonly double[] _x;
    private readonly double[] _projected;
    private readonly double[] _own;
    private readonly double[] _cross;
    private readonly double[] _logits;
    private readonly double[] _mean;
    private readonly double[] _system;

    /// <summary>Updates of a classifier.</summary>
    /// <param name="classifier">What has been learned.</param>
    /// <param name="posterior">n × K probabilities.</param>
    /// <param name="targets">Rows whose posteriors are followed.</param>
    public AnswerUpdate(FusedClassifier classifier, ReadOnlySpan<float> posterior, int[] targets)
    {
        _classifier = classifier;
        _covariance = classifier.Covariance();
        var contrasts = classifier.Model.Contrasts;
        (_k, _c, _d) = (contrasts.Levels, contrasts.Count, classifier.Columns);
        _basis = new double[_k * _c];
        for (var y = 0; y < _k; y++)
            contrasts.Of(y).CopyTo(_basis.AsSpan(y * _c, _c));
        _targets = new double[targets.Length * _d];
        _targetLogits = new double[targets.Length * _k];
        for (var j = 0; j < targets.Length; j++)
        {
            classifier.Gather(targets[j], _targets.AsSpan(j * _d, _d));
            Logs(posterior.Slice(targets[j] * _k, _k), _targetLogits.AsSpan(j * _k, _k));
        }

        _x = new double[_d];
        _projected = new double[_c * _c * _d];
        _own = new double[_c * _c];
        _cross = new double[targets.Length * _c * _c];
        _logits = new double[_k];
        _mean = new double[_c];
        _system = new double[_c * (_c + 1)];
    }

    /// <summary>Turns to a clip.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="posterior">Its K probabilities now.</param>
    public void About(int row, ReadOnlySpan<float> posterior)
    {
        _classifier.Gather(row, _x);
        Logs(posterior, _logits);
        var size = _c * _d;
        Array.Clear(_projected);
        for (var b = 0; b < _c; b++)
        {
            var projected = _projected.AsSpan(b * size, size);
            for (var i = 0; i < _d; i++)
            {
                if (_x[i] != 0)
                    SymmetricSystem.AddScaled(projected, _covariance.AsSpan(((b * _d) + i) * size, size), _x[i]);
            }
        }

        Product(_x, _own);
        for (var j = 0; j < _cross.Length / (_c * _c); j++)
            Product(_targets.AsSpan(j * _d, _d), _cross.AsSpan(j * _c * _c, _c * _c));
    }

    /// <summary>The targets' total entropy as it is, in nats.</summary>
    public double Entropy() => Entropy(new double[_c]);

    /// <summary>The targets' total entropy after an answer on the clip turned to, in nats.</summary>
    /// <param name="answer">The level.</param>
    public double EntropyAfter(int answer)
    {
        var u = new double[_c];
        var trial = new double[_c];
        var p = new double[_k];
        var objective = Evaluate(u, answer, p);
        for (var step = 0; step < Steps; step++)
        {
            Direction(u, answer, p);
            var scale = 1.0;
            double after;
            for (var half = 0; ; half++, scale /= 2)
            {
                for (var a = 0; a < _c; a++)
                    trial[a] = u[a] - (scale * _mean[a]);
                after = Evaluate(trial, answer, p);
                if (after >= objective || half == Steps)
                    break;
            }

            trial.CopyTo(u.AsSpan());
            if (after - objective < Tolerance)
                break;
            objective = after;
        }

        return Entropy(u);
    }

    /// <summary>ln p(answer) at z + S u less ½ uᵀ S u; leaves the probabilities there.</summary>
    private double Evaluate(double[] u, int answer, double[] p)
    {
        var penalty = 0.0;
        _logits.CopyTo(p.AsSpan());
        for (var a = 0; a < _c; a++)
        {
            var moved = SymmetricSystem.Dot(_own.AsSpan(a * _c, _c), u);
            penalty += u[a] * moved / 2;
            for (var y = 0; y < _k; y++)
                p[y] += _basis[(y * _c) + a] * moved;
        }

        var logit = p[answer];
        return logit - Normalise(p) - penalty;
    }

    /// <summary>Newton's direction (I + F S)⁻¹ (u − b(answer) + E[b]), F = Cov(b): left in the room for means.</summary>
    private void Direction(double[] u, int answer, double[] p)
    {
        Array.Clear(_mean);
        for (var y = 0; y < _k; y++)
            SymmetricSystem.AddScaled(_mean, _basis.AsSpan(y * _c, _c), p[y]);
        Array.Clear(_system);
        var width = _c + 1;
        for (var a = 0; a < _c; a++)
        {
            var row = _system.AsSpan(a * width, _c);
            for (var b = 0; b < _c; b++)
            {
                var covariance = -_mean[a] * _mean[b];
                for (var y = 0; y < _k; y++)
                    covariance += p[y] * _basis[(y * _c) + a] * _basis[(y * _c) + b];
                SymmetricSystem.AddScaled(row, _own.AsSpan(b * _c, _c), covariance);
            }

            row[a]++;
            _system[(a * width) + _c] = u[a] - _basis[(answer * _c) + a] + _mean[a];
        }

        Eliminate(width);
        for (var a = 0; a < _c; a++)
            _mean[a] = _system[(a * width) + _c];
    }

    /// <summary>Solves the augmented system in place, with partial pivoting. I + F S has eigenvalues of 1 and more: it is never singular.</summary>
    private void Eliminate(int width)
    {
        for (var i = 0; i < _c; i++)
        {
            var best = i;
            for (var row = i + 1; row < _c; row++)
                best = Math.Abs(_system[(row * width) + i]) > Math.Abs(_system[(best * width) + i]) ? row : best;
            for (var column = 0; column < width; column++)
                (_system[(i * width) + column], _system[(best * width) + column]) = (_system[(best * width) + column], _system[(i * width) + column]);
            var pivot = _system.AsSpan(i * width, width);
            for (var row = 0; row < _c; row++)
            {
                if (row != i)
                    SymmetricSystem.AddScaled(_system.AsSpan(row * width, width), pivot, -_system[(row * width) + i] / pivot[i]);
            }
        }

        for (var i = 0; i < _c; i++)
            _system[(i * width) + _c] /= _system[(i * width) + i];
    }

    private double Entropy(double[] u)
    {
        var total = 0.0;
        Span<double> moved = stackalloc double[_c];
        Span<double> p = stackalloc double[_k];
        for (var j = 0; j < _targetLogits.Length / _k; j++)
        {
            for (var a = 0; a < _c; a++)
            {
                var sum = 0.0;
                for (var b = 0; b < _c; b++)
                    sum += _cross[(((j * _c) + a) * _c) + b] * u[b];
                moved[a] = sum;
            }

            var mean = 0.0;
            for (var y = 0; y < _k; y++)
            {
                p[y] = _targetLogits[(j * _k) + y];
                for (var a = 0; a < _c; a++)
                    p[y] += _basis[(y * _c) + a] * moved[a];
            }

            // −Σ p ln p = ln Σ e^l − Σ p l.
            var top = p[0];
            for (var y = 1; y < _k; y++)
                top = Math.Max(top, p[y]);
            var norm = 0.0;
            for (var y = 0; y < _k; y++)
            {
                var logit = p[y] - top;
                var e = Math.Exp(logit);
                norm += e;
                mean += e * logit;
            }

            total += Math.Log(norm) - (mean / norm);
        }

        return total;
    }

    /// <summary>Φ Σ Φ_iᵀ of a clip's columns with the clip turned to: C × C.</summary>
    private void Product(ReadOnlySpan<double> x, Span<double> result)
    {
        for (var a = 0; a < _c; a++)
        {
            for (var b = 0; b < _c; b++)
                result[(a * _c) + b] = SymmetricSystem.Dot(_projected.AsSpan(((b * _c) + a) * _d, _d), x);
        }
    }

    private static void Logs(ReadOnlySpan<float> p, Span<double> logs)
    {
        for (var y = 0; y < p.Length; y++)
            logs[y] = Math.Log(Math.Max(p[y], LeastProbability));
    }

    /// <summary>Turns logits into probabilities and returns ln Σ e^logit.</summary>
    private static double Normalise(double[] p)
    {
        var top = p.Max();
        var sum = 0.0;
        for (var y = 0; y < p.Length; y++)
            sum += p[y] = Math.Exp(p[y] - top);
        for (var y = 0; y < p.Length; y++)
            p[y] /= sum;
        return top + Math.Log(sum);
    }
}
