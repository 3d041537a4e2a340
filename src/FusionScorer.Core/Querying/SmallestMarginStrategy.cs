namespace FusionScorer.Core.Querying;

/// <summary>Utility 1 − (p(most probable) − p(second)) (Scheffer, Decomain and Wrobel 2001, "Active hidden Markov models for information extraction").</summary>
public sealed class SmallestMarginStrategy : IQueryStrategy
{
    /// <inheritdoc/>
    public string Name => "smallest-margin";

    /// <inheritdoc/>
    public void Score(QueryContext context, Span<double> utilities)
    {
        var available = context.Available.Span;
        var posterior = context.Posterior.Span;
        var levels = context.Levels;
        for (var row = 0; row < utilities.Length; row++)
        {
            float first = 0, second = 0;
            foreach (var p in posterior.Slice(row * levels, levels))
            {
                // Without branches: which level leads is not foreseeable.
                var lower = p < first ? p : first;
                first = p < first ? first : p;
                second = lower < second ? second : lower;
            }

            utilities[row] = available[row] ? 1 - ((double)first - second) : double.NegativeInfinity;
        }
    }
}
