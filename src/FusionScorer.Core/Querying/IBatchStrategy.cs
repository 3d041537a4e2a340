namespace FusionScorer.Core.Querying;

/// <summary>A strategy that chooses a batch as a whole, so that its clips complement each other.</summary>
public interface IBatchStrategy : IQueryStrategy
{
    /// <summary>Chooses clips.</summary>
    /// <param name="context">What is known; <see cref="QueryContext.Classifier"/> is there.</param>
    /// <param name="utilities">n utilities, from <see cref="IQueryStrategy.Score"/>: −∞ or NaN = not eligible, also for clips drawn for the audit.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>Rows with what each scored, the most useful first.</returns>
    IReadOnlyList<(int Row, double Score)> Choose(QueryContext context, ReadOnlySpan<double> utilities, int count);
}
