namespace FusionScorer.Core.Fusion;

/// <summary>Log-weights to probabilities.</summary>
internal static class Softmax
{
    /// <summary>Turns each row of log-weights into probabilities that sum to one, in place.</summary>
    /// <param name="z">Rows of <paramref name="stride"/> numbers, the first <paramref name="levels"/> of which count; the rest become zero.</param>
    /// <param name="levels">K.</param>
    /// <param name="stride">Numbers a row.</param>
    /// <param name="logNormaliser">One number a row: the log of the sum of the weights. May be empty.</param>
    public static void Rows(Span<double> z, int levels, int stride, Span<double> logNormaliser)
    {
        for (var row = 0; row < z.Length / stride; row++)
        {
            var weights = z.Slice(row * stride, stride);
            var top = weights[0];
            for (var y = 1; y < levels; y++)
                top = Math.Max(top, weights[y]);
            for (var y = 0; y < levels; y++)
                weights[y] -= top;
            if (!logNormaliser.IsEmpty)
                logNormaliser[row] = top;
        }

        Lanes.Exp(z);
        for (var row = 0; row < z.Length / stride; row++)
        {
            var weights = z.Slice(row * stride, stride);
            var sum = weights[0];
            for (var y = 1; y < levels; y++)
                sum += weights[y];
            var scale = 1 / sum;
            for (var y = 0; y < levels; y++)
                weights[y] *= scale;
            weights[levels..].Clear();
            if (!logNormaliser.IsEmpty)
                logNormaliser[row] += Math.Log(sum);
        }
    }

    /// <summary>One row.</summary>
    public static void Row(Span<double> z) => Rows(z, z.Length, z.Length, []);
}
