namespace FusionScorer.Core.Fusion;

/// <summary>How good probabilities are on rows whose level is known.</summary>
/// <param name="Rows">The number of rows with a known level.</param>
/// <param name="Accuracy">Share of rows whose most probable level is the true one; a tie goes to the stricter level (<see cref="Argmax"/>).</param>
/// <param name="LogLoss">Mean −ln p(true level), p held at 10⁻⁶ or above, in nats.</param>
/// <param name="CalibrationError">Top-label expected calibration error over 15 bins of equal width.</param>
/// <param name="MeanClassError">Mean distance between the most probable and the true level, in levels.</param>
/// <param name="MacroF1">Mean F1 over the levels present in the truth.</param>
public sealed record PosteriorMetrics(int Rows, double Accuracy, double LogLoss, double CalibrationError, double MeanClassError, double MacroF1)
{
    private const double LeastProbability = 1e-6;
    private const int Bins = 15;

    /// <summary>The most probable level; ties go to the stricter one.</summary>
    /// <param name="p">K probabilities.</param>
    public static int Argmax(ReadOnlySpan<double> p)
    {
        var best = p.Length - 1;
        for (var y = p.Length - 2; y >= 0; y--)
        {
            if (p[y] > p[best])
                best = y;
        }

        return best;
    }

    /// <summary>Scores probabilities.</summary>
    /// <param name="posterior">n × K probabilities, row by row.</param>
    /// <param name="labels">n true levels; −1 = unknown, left out.</param>
    /// <returns>Null when no label is known.</returns>
    /// <exception cref="ArgumentException">The probabilities do not fill n whole rows.</exception>
    public static PosteriorMetrics? Of(ReadOnlySpan<double> posterior, ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty)
            return null;
        if (posterior.Length % labels.Length != 0 || posterior.IsEmpty)
            throw new ArgumentException($"{posterior.Length} probabilities do not fill {labels.Length} rows", nameof(posterior));
        var k = posterior.Length / labels.Length;
        var tally = new Tally(k);
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] >= 0)
                tally.Add(posterior.Slice(row * k, k), labels[row]);
        }

        return tally.Result();
    }

    private sealed class Tally(int levels)
    {
        private readonly double[] _confidence = new double[Bins];
        private readonly double[] _hits = new double[Bins];
        private readonly int[] _true = new int[levels];
        private readonly int[] _shown = new int[levels];
        private readonly int[] _right = new int[levels];
        private int _rows;
        private double _loss;
        private double _distance;

        public void Add(ReadOnlySpan<double> p, int truth)
        {
            var shown = Argmax(p);
            _rows++;
            _loss -= Math.Log(Math.Max(p[truth], LeastProbability));
            _true[truth]++;
            _shown[shown]++;
            var bin = Math.Min((int)(p[shown] * Bins), Bins - 1);
            _confidence[bin] += p[shown];
            _distance += Math.Abs(shown - truth);
            if (shown != truth)
                return;
            _right[truth]++;
            _hits[bin]++;
        }

        public PosteriorMetrics? Result()
        {
            if (_rows == 0)
                return null;
            var gap = 0.0;
            for (var bin = 0; bin < Bins; bin++)
                gap += Math.Abs(_confidence[bin] - _hits[bin]);
            var f1 = 0.0;
            int present = 0, right = 0;
            for (var y = 0; y < levels; y++)
            {
                right += _right[y];
                if (_true[y] == 0)
                    continue;
                present++;
                f1 += 2.0 * _right[y] / (_true[y] + _shown[y]);
            }

            return new PosteriorMetrics(_rows, (double)right / _rows, _loss / _rows, gap / _rows, _distance / _rows, f1 / present);
        }
    }
}
