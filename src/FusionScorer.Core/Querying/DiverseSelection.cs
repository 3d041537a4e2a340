using FusionScorer.Core.Classification;
using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Querying;

/// <summary>Takes clips by utility, but leaves out those whose answer a clip taken before gives away: their margins are known to move together.</summary>
/// <remarks>
/// Two clips are alike where their margins' correlation under the Laplace covariance of the weights, |φ_i Σ φ_jᵀ| ÷ √(φ_i Σ φ_iᵀ · φ_j Σ φ_jᵀ), is above
/// .9: then an answer on one leaves less than a fifth of what the other could teach. At the prior that is how alike their features are, weighed by how
/// much each may matter; features whose weights are known already stop counting.
/// </remarks>
internal sealed class DiverseSelection
{
    private const double Alike = 0.9;
    private const int LeastLook = 400;
    private const int MostLook = 1 << 16;
    private const int Stretch = 400;

    private readonly MarginKernel _kernel;
    private readonly int _d;
    private readonly List<Chosen> _chosen = [];

    private DiverseSelection(FusedClassifier classifier)
    {
        _kernel = new MarginKernel(classifier);
        _d = classifier.Columns;
    }

    /// <summary>Selects rows.</summary>
    /// <param name="classifier">What has been learned.</param>
    /// <param name="posterior">n × K probabilities.</param>
    /// <param name="utilities">n utilities; −∞ and NaN are left out.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>Most useful first; those too much alike come after all others. Only where tens of thousands of the most useful clips are all alike, no others are looked for.</returns>
    public static List<int> Select(FusedClassifier classifier, ReadOnlySpan<float> posterior, ReadOnlySpan<double> utilities, int count)
    {
        var selection = new DiverseSelection(classifier);
        var rows = new List<int>(count);
        var repeats = new List<int>();
        var seen = 0;
        var most = (int)Math.Min(utilities.Length, Math.Max(MostLook, 4L * count));
        for (var look = (int)Math.Min(most, Math.Max(LeastLook, 4L * count)); ; look = (int)Math.Min(most, look * 8L))
        {
            var candidates = TopUtilities.Select(utilities, look);
            for (; seen < candidates.Length && rows.Count < count; seen += Stretch)
                selection.Take(candidates[seen..Math.Min(candidates.Length, seen + Stretch)], posterior, count, rows, repeats);
            seen = Math.Min(seen, candidates.Length);
            if (rows.Count < count && look < most && candidates.Length == look)
                continue;
            rows.AddRange(repeats.Take(count - rows.Count));
            return rows;
        }
    }

    /// <summary>Whether margins of this covariance and these variances are too much alike.</summary>
    public static bool IsAlike(double covariance, double one, double other) => covariance * covariance > Alike * Alike * one * other;

    private void Take(int[] candidates, ReadOnlySpan<float> posterior, int count, List<int> rows, List<int> repeats)
    {
        var margins = _kernel.Of(candidates, posterior);
        var variance = _kernel.Diagonal(margins);
        for (var i = 0; i < candidates.Length && rows.Count < count; i++)
        {
            if (IsRepeat(margins.X.AsSpan(i * _d, _d), margins.Pair[i], variance[i]))
            {
                repeats.Add(candidates[i]);
                continue;
            }

            rows.Add(candidates[i]);
            _chosen.Add(new Chosen(margins, i, variance[i], []));
        }
    }

    private bool IsRepeat(ReadOnlySpan<double> x, int pair, double variance)
    {
        foreach (var chosen in _chosen)
        {
            if (!chosen.Projected.TryGetValue(pair, out var projected))
            {
                projected = new double[_d];
                _kernel.Project(chosen.Margins, chosen.Index, pair, projected);
                chosen.Projected.Add(pair, projected);
            }

            if (IsAlike(SymmetricSystem.Dot(projected, x), variance, chosen.Variance))
                return true;
        }

        return false;
    }

    /// <summary>A clip taken, and what its margin's covariance with any clip of a pair of levels is a product with.</summary>
    private sealed record Chosen(MarginKernel.Margins Margins, int Index, double Variance, Dictionary<int, double[]> Projected);
}
