using System.Collections.Immutable;

namespace FusionScorer.Core.Fusion;

/// <summary>What each signal adds to each clip's logits: log p(y | i) ∝ (b(y) + Σ_s w_s g_s(i, y)) / T. The blocks g are as learned, at weight 1.</summary>
/// <remarks>Contributions are additive: the account of a clip is exact. Previewing other weights is one pass over the blocks, the fit held fixed.</remarks>
public sealed class SignalBlocks
{
    private readonly float[] _values;

    /// <summary>Blocks over given numbers, which are not copied.</summary>
    /// <param name="rows">n.</param>
    /// <param name="levels">K.</param>
    /// <param name="signals">S names.</param>
    /// <param name="bias">b, K numbers in nats.</param>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="values">n × S × K numbers in nats, row by row.</param>
    /// <exception cref="ArgumentException">The numbers do not fill n × S × K cells.</exception>
    public SignalBlocks(int rows, int levels, ImmutableArray<string> signals, ImmutableArray<double> bias, double temperature, float[] values)
    {
        if (values.Length != (long)rows * signals.Length * levels || bias.Length != levels)
            throw new ArgumentException($"{values.Length} numbers do not fill {rows} rows, {signals.Length} signals and {levels} levels", nameof(values));
        Rows = rows;
        Levels = levels;
        Signals = signals;
        Bias = bias;
        Temperature = temperature;
        _values = values;
    }

    /// <summary>n.</summary>
    public int Rows { get; }

    /// <summary>K.</summary>
    public int Levels { get; }

    /// <summary>The names of the S signals.</summary>
    public ImmutableArray<string> Signals { get; }

    /// <summary>b, K numbers in nats.</summary>
    public ImmutableArray<double> Bias { get; }

    /// <summary>T, above 0; above 1 makes the posterior less certain.</summary>
    public double Temperature { get; }

    /// <summary>All numbers, n × S × K, row by row.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>One signal's K logits for one clip, in nats, before weight and temperature.</summary>
    public ReadOnlySpan<float> Of(int row, int signal) => _values.AsSpan(((row * Signals.Length) + signal) * Levels, Levels);
}
