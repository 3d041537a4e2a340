using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Querying;

/// <summary>Every available clip alike: a fresh uniform number each, by seed and row.</summary>
public sealed class RandomStrategy : IQueryStrategy
{
    private const ulong Stream = 1;

    /// <inheritdoc/>
    public string Name => "random";

    /// <summary>False: leaving duplicates out would make the draw uneven.</summary>
    public bool AvoidsDuplicates => false;

    /// <inheritdoc/>
    public void Score(QueryContext context, Span<double> utilities)
    {
        var random = new CounterRandom(context.Seed, Stream);
        var available = context.Available.Span;
        for (var row = 0; row < utilities.Length; row++)
            utilities[row] = available[row] ? random.DoubleAt((ulong)row) : double.NegativeInfinity;
    }
}
