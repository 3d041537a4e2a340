namespace FusionScorer.Core.Querying;

/// <summary>Utility = Jensen–Shannon divergence (Lin 1991) between the label model's posterior and the fused one, 0 to ln 2 nats: what was learned contradicts what the rules say.</summary>
/// <remarks>
/// A committee of two, its members' mean divergence from their mean (McCallum and Nigam 1998, "Employing EM and pool-based active learning"). The order
/// of the levels does not enter. Without <see cref="QueryContext.LabelModelPosterior"/> no clip is eligible.
/// </remarks>
public sealed class DisagreementStrategy : IQueryStrategy
{
    /// <inheritdoc/>
    public string Name => "disagreement";

    /// <inheritdoc/>
    public void Score(QueryContext context, Span<double> utilities)
    {
        if (context.LabelModelPosterior.IsEmpty)
        {
            utilities.Fill(double.NegativeInfinity);
            return;
        }

        var available = context.Available.Span;
        var fused = context.Posterior.Span;
        var weak = context.LabelModelPosterior.Span;
        var levels = context.Levels;
        for (var row = 0; row < utilities.Length; row++)
        {
            utilities[row] = available[row]
                ? Divergence(fused.Slice(row * levels, levels), weak.Slice(row * levels, levels))
                : double.NegativeInfinity;
        }
    }

    private static double Divergence(ReadOnlySpan<float> p, ReadOnlySpan<float> q)
    {
        var sum = 0.0;
        for (var y = 0; y < p.Length; y++)
        {
            double mean = ((double)p[y] + q[y]) / 2;
            sum += (p[y] > 0 ? p[y] * Math.Log(p[y] / mean) : 0) + (q[y] > 0 ? q[y] * Math.Log(q[y] / mean) : 0);
        }

        return Math.Max(0, sum / 2);
    }
}
