namespace FusionScorer.Core.Graph;

/// <summary>What is known of some clips, in any number of channels: contrasts of levels, or of what was answered against what was expected.</summary>
/// <param name="Rows">N distinct clips, ascending.</param>
/// <param name="Values">N × C numbers, row by row, −10⁶ to 10⁶; 0 = nothing unusual.</param>
/// <param name="Weights">N weights above 0, at most 10⁶: 1 = as sure as a person's answer.</param>
/// <param name="Channels">C, at least 1.</param>
public sealed record LevelSeeds(ReadOnlyMemory<int> Rows, ReadOnlyMemory<float> Values, ReadOnlyMemory<float> Weights, int Channels)
{
    // Sums of squares of weights times values stay far inside single precision.
    private const float Most = 1e6f;

    /// <summary>N.</summary>
    public int Count => Rows.Length;

    /// <summary>Checks sizes and order.</summary>
    /// <exception cref="ArgumentException">Sizes do not go together, rows do not ascend within n clips, or a weight or value is out of range.</exception>
    internal void Validate(int clips)
    {
        if (Channels < 1 || Values.Length != (long)Rows.Length * Channels || Weights.Length != Rows.Length)
            throw new ArgumentException($"{Rows.Length} seeds of {Channels} channels with {Values.Length} values and {Weights.Length} weights do not go together", nameof(clips));
        var last = -1;
        foreach (var row in Rows.Span)
        {
            if (row <= last || row >= clips)
                throw new ArgumentException($"seed rows ascend from 0 to {clips - 1}; {row} follows {last}", nameof(clips));
            last = row;
        }

        foreach (var weight in Weights.Span)
        {
            if (weight is not (> 0 and <= Most))
                throw new ArgumentException($"weight {weight} of a seed does not lie above 0 and at most at {Most}", nameof(clips));
        }

        foreach (var value in Values.Span)
        {
            if (value is not (>= -Most and <= Most))
                throw new ArgumentException($"value {value} of a seed does not lie between {-Most} and {Most}", nameof(clips));
        }
    }
}
