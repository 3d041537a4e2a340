using FusionScorer.Core.Querying;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Reporting;

/// <summary>What is still expected to be shown too mild, by how much is reviewed.</summary>
internal static class ReviewShareFigures
{
    private const int Steps = 20;

    public static ReportReviewShare? Of(ReportState state)
    {
        if (state.Progress is not { } inputs)
            return null;
        Span<double> p = stackalloc double[state.Taxonomy.Count];
        var (rows, risk, cost) = (new List<int>(), new List<double>(), new List<double>());
        var clips = 0;
        for (var row = 0; row < state.Clips.Count; row++)
        {
            if (!inputs.AuditedFor[row])
                continue;
            clips++;
            if (state.Standings.TryGetValue(state.Clips[row].No, out var standing) && !standing.Levels.IsEmpty)
                continue;
            var shown = ShownLevel.Of(ShownMeans.Row(inputs.Context.Posterior.Span, row, p), state.Policy, state.Cost);
            rows.Add(row);
            risk.Add(shown.UnderRated);
            cost.Add(shown.Cost);
        }

        if (clips == 0)
            return null;
        var decided = clips - rows.Count;
        var strategy = Left(risk, ByStrategy(state, inputs, rows, cost), clips);
        var risky = Left(risk, Order(risk), clips);
        return new ReportReviewShare(clips, decided, state.Policy.Strategy, [.. Reviewed(decided, clips).Select(reviewed =>
        {
            var next = reviewed - decided;
            return new ReportReviewPoint((double)reviewed / clips, strategy[next], risky[next], rows.Count == 0 ? 0 : risky[0] * (clips - reviewed) / rows.Count);
        })]);
    }

    /// <summary>How many clips are reviewed at each point: those of now, then even steps up to all.</summary>
    private static IEnumerable<int> Reviewed(int decided, int clips) =>
        Enumerable.Range(0, Steps + 1).Select(step => (int)Math.Round((double)step * clips / Steps)).Where(reviewed => reviewed > decided).Prepend(decided).Distinct();

    /// <summary>What is left of the sum, over all clips, once so many are reviewed in this order.</summary>
    private static double[] Left(List<double> risk, int[] order, int clips)
    {
        var left = new double[order.Length + 1];
        for (var i = order.Length - 1; i >= 0; i--)
            left[i] = left[i + 1] + (risk[order[i]] / clips);
        return left;
    }

    private static int[] ByStrategy(ReportState state, ProgressInputs inputs, List<int> rows, List<double> cost)
    {
        var utilities = new double[state.Clips.Count];
        QueryStrategies.ByName(state.Policy.Strategy).Score(inputs.Context, utilities);

        // What the strategy would not ask about comes last, the dearest first.
        return [.. Enumerable.Range(0, rows.Count).OrderByDescending(i => utilities[rows[i]]).ThenByDescending(i => cost[i]).ThenBy(i => i)];
    }

    private static int[] Order(List<double> values) => [.. Enumerable.Range(0, values.Count).OrderByDescending(i => values[i]).ThenBy(i => i)];
}
