using FusionScorer.Core.Classification;
using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Querying;

/// <summary>Covariances of the margins between clips' two likeliest levels: φ_i Σ φ_jᵀ with φ_i = (b(first) − b(second)) ⊗ x_i.</summary>
/// <remarks>Few pairs of levels occur, so Σ is contracted once for two pairs of levels, and what is left is a product of d columns.</remarks>
internal sealed class MarginKernel
{
    private readonly FusedClassifier _classifier;
    private readonly double[] _covariance;
    private readonly int _d;
    private readonly int _c;
    private readonly Dictionary<(int, int), double[]> _contracted = [];

    public MarginKernel(FusedClassifier classifier)
    {
        _classifier = classifier;
        _covariance = classifier.Covariance();
        _d = classifier.Columns;
        _c = classifier.Model.Contrasts.Count;
    }

    /// <summary>Margins of some clips.</summary>
    /// <param name="X">Clips × d numbers.</param>
    /// <param name="Pair">The two likeliest levels of each, as first × K + second.</param>
    /// <param name="Value">ln p(first) − ln p(second) before the temperature: a difference of logits.</param>
    /// <param name="Noise">1 / information of an answer: (p₁ + p₂) / (p₁ p₂).</param>
    public sealed record Margins(double[] X, int[] Pair, double[] Value, double[] Noise);

    /// <summary>The margins of rows.</summary>
    public Margins Of(int[] rows, ReadOnlySpan<float> posterior)
    {
        var k = _c + 1;
        var margins = new Margins(new double[rows.Length * _d], new int[rows.Length], new double[rows.Length], new double[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            _classifier.Gather(rows[i], margins.X.AsSpan(i * _d, _d));
            var p = posterior.Slice(rows[i] * k, k);
            int first = 0, second = -1;
            for (var y = 1; y < k; y++)
            {
                if (p[y] > p[first])
                    (first, second) = (y, first);
                else if (second < 0 || p[y] > p[second])
                    second = y;
            }

            double one = p[first], two = Math.Max(p[second], 1e-9f);
            margins.Pair[i] = (first * k) + second;
            margins.Value[i] = _classifier.Temperature * Math.Log(one / two);
            margins.Noise[i] = Math.Min(1e6, (one + two) / (one * two));
        }

        return margins;
    }

    /// <summary>Covariances of one set with another: rows × columns.</summary>
    public double[] Cross(Margins rows, Margins columns)
    {
        int n = rows.Value.Length, m = columns.Value.Length;
        var result = new double[n * m];
        var pairs = columns.Pair.Distinct().Order().ToArray();
        var projected = new double[_d];
        for (var i = 0; i < n; i++)
        {
            foreach (var pair in pairs)
            {
                Project(rows, i, pair, projected);
                for (var j = 0; j < m; j++)
                {
                    if (columns.Pair[j] == pair)
                        result[(i * m) + j] = SymmetricSystem.Dot(projected, columns.X.AsSpan(j * _d, _d));
                }
            }
        }

        return result;
    }

    /// <summary>The variance of each margin.</summary>
    public double[] Diagonal(Margins margins)
    {
        var result = new double[margins.Value.Length];
        var projected = new double[_d];
        for (var i = 0; i < result.Length; i++)
        {
            Project(margins, i, margins.Pair[i], projected);
            result[i] = SymmetricSystem.Dot(projected, margins.X.AsSpan(i * _d, _d));
        }

        return result;
    }

    /// <summary>Covariances of all margins with one of them.</summary>
    public double[] Column(Margins margins, int of)
    {
        var result = new double[margins.Value.Length];
        var projected = new double[_d];
        var last = -1;
        foreach (var i in Enumerable.Range(0, result.Length).OrderBy(i => margins.Pair[i]))
        {
            if (margins.Pair[i] != last)
                Project(margins, of, last = margins.Pair[i], projected);
            result[i] = SymmetricSystem.Dot(projected, margins.X.AsSpan(i * _d, _d));
        }

        return result;
    }

    /// <summary>x_iᵀ Σ(pair of i, pair).</summary>
    public void Project(Margins margins, int i, int pair, Span<double> projected)
    {
        var sigma = Contracted(margins.Pair[i], pair);
        var x = margins.X.AsSpan(i * _d, _d);
        projected.Clear();
        for (var a = 0; a < _d; a++)
        {
            if (x[a] != 0)
                SymmetricSystem.AddScaled(projected, sigma.AsSpan(a * _d, _d), x[a]);
        }
    }

    /// <summary>Σ_ab u_a v_b Σ(a, b), d × d, u and v being the contrasts between the levels of two pairs.</summary>
    private double[] Contracted(int left, int right)
    {
        if (_contracted.TryGetValue((left, right), out var known))
            return known;
        var result = new double[_d * _d];
        var contrasts = _classifier.Model.Contrasts;
        var k = _c + 1;
        var size = _c * _d;
        for (var a = 0; a < _c; a++)
        {
            var u = contrasts.Of(left / k)[a] - contrasts.Of(left % k)[a];
            for (var b = 0; b < _c; b++)
            {
                var v = contrasts.Of(right / k)[b] - contrasts.Of(right % k)[b];
                for (var i = 0; i < _d; i++)
                    SymmetricSystem.AddScaled(result.AsSpan(i * _d, _d), _covariance.AsSpan((((a * _d) + i) * size) + (b * _d), _d), u * v);
            }
        }

        _contracted.Add((left, right), result);
        return result;
    }
}
