namespace FusionScorer.Core.Classification;

/// <summary>Orthonormal polynomial contrasts over K ordered levels: linear, quadratic and so on; column c of a K × (K − 1) matrix, its last entry positive.</summary>
/// <remarks>Logits that are a sum of contrasts keep the order of levels in view: a signal that moves the linear contrast alone moves along the scale.</remarks>
public sealed class LevelContrasts
{
    private readonly double[] _values;

    /// <summary>Contrasts of K levels.</summary>
    /// <param name="levels">K, at least 1.</param>
    public LevelContrasts(int levels)
    {
        Levels = levels;
        Count = levels - 1;
        _values = new double[levels * Count];
        var basis = new List<double[]> { Normal([.. Enumerable.Repeat(1.0, levels)]) };
        for (var c = 1; c < levels; c++)
        {
            // The next power of the level is that of the one before times the level; what the lower ones hold is taken out, twice for rounding.
            var next = basis[^1].Select((value, y) => value * (y - ((levels - 1) / 2.0))).ToArray();
            for (var pass = 0; pass < 2; pass++)
            {
                foreach (var lower in basis)
                {
                    var share = lower.Zip(next, (a, b) => a * b).Sum();
                    for (var y = 0; y < levels; y++)
                        next[y] -= share * lower[y];
                }
            }

            basis.Add(Normal(next));
            var sign = Math.Sign(basis[^1][^1]);
            for (var y = 0; y < levels; y++)
                _values[(y * Count) + c - 1] = sign * basis[^1][y];
        }
    }

    /// <summary>K.</summary>
    public int Levels { get; }

    /// <summary>C = K − 1.</summary>
    public int Count { get; }

    /// <summary>The C contrasts of a level, 0 … K − 1.</summary>
    public ReadOnlySpan<double> Of(int level) => _values.AsSpan(level * Count, Count);

    /// <summary>Turns C contrast values into K logits: logits(y) = Σ_c B(y, c) contrasts(c).</summary>
    /// <param name="contrasts">C numbers.</param>
    /// <param name="logits">K numbers, overwritten.</param>
    public void Logits(ReadOnlySpan<double> contrasts, Span<double> logits)
    {
        for (var y = 0; y < Levels; y++)
        {
            var sum = 0.0;
            var row = Of(y);
            for (var c = 0; c < Count; c++)
                sum += row[c] * contrasts[c];
            logits[y] = sum;
        }
    }

    private static double[] Normal(double[] values)
    {
        var length = Math.Sqrt(values.Sum(value => value * value));
        return [.. values.Select(value => value / length)];
    }
}
