namespace FusionScorer.Core.Querying;

/// <summary>Utility = conflict between the signals; clips without any are not eligible.</summary>
public sealed class ConflictStrategy : IQueryStrategy
{
    /// <inheritdoc/>
    public string Name => "conflict";

    /// <inheritdoc/>
    public void Score(QueryContext context, Span<double> utilities)
    {
        var available = context.Available.Span;
        var conflict = context.Conflict.Span;
        for (var row = 0; row < utilities.Length; row++)
            utilities[row] = available[row] && conflict[row] > 0 ? conflict[row] : double.NegativeInfinity;
    }
}
