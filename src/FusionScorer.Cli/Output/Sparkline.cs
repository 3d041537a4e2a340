namespace FusionScorer.Cli.Output;

/// <summary>A curve as a row of blocks, one a value.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>Draws values on a scale; values outside it are held at its ends.</summary>
    /// <param name="values">At least none.</param>
    /// <param name="low">What the lowest block means.</param>
    /// <param name="high">What the highest block means; where it is not above <paramref name="low"/> all blocks are half high.</param>
    public static string Of(IEnumerable<double> values, double low, double high) => string.Concat(values.Select(value => high > low
        ? Blocks[(int)Math.Round(Math.Clamp((value - low) / (high - low), 0, 1) * (Blocks.Length - 1))]
        : Blocks[Blocks.Length / 2]));
}
