using System.Collections.Immutable;
using FusionScorer.Core.Fusion;

namespace FusionScorer.Core.Classification;

/// <summary>The penalised log-loss of decisions as a function of ln T.</summary>
internal sealed class TemperatureFit
{
    private readonly double[] _logits;
    private readonly double[] _likelihood;
    private readonly double[] _weight;
    private readonly double[] _raw;
    private readonly IReadOnlyList<LevelObservation> _observations;
    private readonly int _levels;

    public TemperatureFit(double[] logits, IReadOnlyList<LevelObservation> observations, ReadOnlySpan<double> weights, double scale)
    {
        _logits = logits;
        _observations = observations;
        _levels = logits.Length / observations.Count;
        _likelihood = new double[logits.Length];
        _raw = weights.ToArray();
        _weight = Array.ConvertAll(_raw, weight => weight * scale);
        for (var i = 0; i < observations.Count; i++)
            observations[i].Likelihood(_likelihood.AsSpan(i * _levels, _levels));
    }

    /// <summary>First and second derivative of the penalised loss with respect to u = ln T.</summary>
    /// <remarks>With β = 1 / T and logits z: dL/dβ = E_p z − E_t z and d²L/dβ² = Var_p z − Var_t z, t being p once the decision is known; dβ/du = −β.</remarks>
    public (double Slope, double Curvature) Derivatives(double log)
    {
        var beta = Math.Exp(-log);
        Span<double> p = stackalloc double[_levels];
        Span<double> target = stackalloc double[_levels];
        double first = 0, second = 0;
        for (var i = 0; i < _weight.Length; i++)
        {
            var z = _logits.AsSpan(i * _levels, _levels);
            Probabilities(z, beta, p);
            SoftmaxObjective.Target(p, _likelihood.AsSpan(i * _levels, _levels), isTarget: false, target);
            var (meanP, varianceP) = Moments(p, z);
            var (meanT, varianceT) = Moments(target, z);
            first += _weight[i] * (meanP - meanT);
            second += _weight[i] * (varianceP - varianceT);
        }

        const double Precision = 1 / (Calibration.PriorDeviation * Calibration.PriorDeviation);
        return ((-beta * first) + (log * Precision), (beta * beta * second) + (beta * first) + Precision);
    }

    /// <summary>Confidence against accuracy at a temperature; decisions that leave several levels open are left out.</summary>
    public ImmutableArray<ReliabilityBin> Reliability(double temperature)
    {
        var count = new int[Calibration.Bins];
        var weight = new double[Calibration.Bins];
        var confidence = new double[Calibration.Bins];
        var hits = new double[Calibration.Bins];
        Span<double> p = stackalloc double[_levels];
        for (var i = 0; i < _weight.Length; i++)
        {
            if (_observations[i].Levels.Count != 1)
                continue;
            Probabilities(_logits.AsSpan(i * _levels, _levels), 1 / temperature, p);
            var shown = PosteriorMetrics.Argmax(p);
            var bin = Math.Min((int)(p[shown] * Calibration.Bins), Calibration.Bins - 1);
            count[bin]++;
            weight[bin] += _raw[i];
            confidence[bin] += _raw[i] * p[shown];
            hits[bin] += _observations[i].Levels.Contains(shown) ? _raw[i] : 0;
        }

        return
        [
            .. Enumerable.Range(0, Calibration.Bins).Select(bin => weight[bin] > 0
                ? new ReliabilityBin(count[bin], weight[bin], confidence[bin] / weight[bin], hits[bin] / weight[bin])
                : default),
        ];
    }

    private static void Probabilities(ReadOnlySpan<double> logits, double beta, Span<double> p)
    {
        for (var y = 0; y < p.Length; y++)
            p[y] = beta * logits[y];
        SoftmaxObjective.Normalise(p);
    }

    private static (double Mean, double Variance) Moments(ReadOnlySpan<double> p, ReadOnlySpan<double> z)
    {
        double mean = 0, square = 0;
        for (var y = 0; y < p.Length; y++)
            mean += p[y] * z[y];
        for (var y = 0; y < p.Length; y++)
            square += p[y] * (z[y] - mean) * (z[y] - mean);
        return (mean, square);
    }
}
