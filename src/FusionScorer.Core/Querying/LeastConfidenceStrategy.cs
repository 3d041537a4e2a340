namespace FusionScorer.Core.Querying;

/// <summary>Utility 1 − p(most probable level) (Lewis and Gale 1994, "A sequential algorithm for training text classifiers").</summary>
public sealed class LeastConfidenceStrategy : IQueryStrategy
{
    /// <inheritdoc/>
    public string Name => "least-confidence";

    /// <inheritdoc/>
    public void Score(QueryContext context, Span<double> utilities)
    {
        var available = context.Available.Span;
        var posterior = context.Posterior.Span;
        for (var row = 0; row < utilities.Length; row++)
        {
            var p = posterior.Slice(row * context.Levels, context.Levels);
            var top = p[0];
            for (var y = 1; y < p.Length; y++)
                top = Math.Max(top, p[y]);
            utilities[row] = available[row] ? 1 - (double)top : double.NegativeInfinity;
        }
    }
}
