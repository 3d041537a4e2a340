using System.Globalization;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Draws batches of a fused project, and saves them with their reasons.</summary>
internal sealed class QueueDraw(Project project, IFusedRows rows)
{
    private const string NeedsNoAnswer = "; answered already, needs no new answer";
    private const string WaitsForAnother = "; waits for another reviewer";

    private readonly ReasonWriter _reasons = new(project, rows);

    /// <summary>Whether an audit pick needs no answer, or none from this reviewer.</summary>
    public static bool HasRemark(Pick pick) =>
        pick.Reason.EndsWith(NeedsNoAnswer, StringComparison.Ordinal) || pick.Reason.EndsWith(WaitsForAnother, StringComparison.Ordinal);

    /// <summary>The reason for a pick of a strategy.</summary>
    public string Why(int row, double score, string strategy) =>
        _reasons.Why(new QueryPick(row, strategy, score, InclusionProbability: null, Audit: false), strategy);

    /// <summary>Draws a batch and saves it.</summary>
    /// <param name="context">What is known, with the classifier.</param>
    /// <param name="strategy">What ranks the clips.</param>
    /// <param name="size">How many clips at most.</param>
    /// <param name="raffled">How many of these places are raffled for the audit: those that no open question holds.</param>
    /// <param name="run">The fusion run that it is drawn from.</param>
    /// <param name="standing">What people said of a clip.</param>
    /// <returns>The picks in order.</returns>
    public List<Pick> Draw(QueryContext context, IQueryStrategy strategy, int size, int raffled, long run, Func<long, Standing?> standing)
    {
        var drawn = project.Store.Fusion.AuditPicks();

        // An audit pick waits until somebody answers it, and stands first; only places that no open question holds are raffled.
        var waiting = drawn.Where(pick => rows.RowOf(pick.ClipNo) is var row and >= 0 && rows.AuditPool.Contains(row) && context.Available.Span[row])
            .Take(size).Select(pick => project.Store.Fusion.LatestPick(pick.ClipNo)!).ToList();
        var audits = BatchSelector.Select(
            context, new RandomStrategy(), raffled, project.Policy.AuditShare, drawn.Select(pick => rows.RowOf(pick.ClipNo)).Where(row => row >= 0).ToHashSet(), rows.AuditPool)
            .Where(pick => pick.Audit).Take(size - waiting.Count).ToList();
        var taken = waiting.Select(pick => rows.RowOf(pick.ClipNo)).Concat(audits.Select(pick => pick.Row)).ToHashSet();
        var left = context with { Available = Without(context.Available.Span, taken) };
        var useful = Useful(left, strategy, size - taken.Count, taken);
        var chosen = new List<Pick>(size);
        foreach (var pick in waiting)
        {
            var reason = pick.Reason.Replace(NeedsNoAnswer, "", StringComparison.Ordinal).Replace(WaitsForAnother, "", StringComparison.Ordinal);
            chosen.Add(pick with { BatchId = 0, Rank = chosen.Count + 1, Reason = reason });
        }

        foreach (var pick in audits.Concat(useful))
        {
            var clip = rows.ClipAt(pick.Row);
            var reason = pick.Audit
                ? $"audit: drawn at random with probability {pick.InclusionProbability!.Value.ToString("0.####", CultureInfo.InvariantCulture)}{Remark(context, pick.Row, standing(clip))}"
                : _reasons.Why(pick, strategy.Name);
            chosen.Add(new Pick(BatchId: 0, chosen.Count + 1, clip, pick.Strategy, pick.Audit ? 0 : pick.Score, reason, pick.InclusionProbability, pick.Audit));
        }

        var id = project.Store.Fusion.SaveBatch(new Batch(Id: 0, strategy.Name, size, run, project.Clock.GetUtcNow(), [.. chosen], raffled));
        return [.. chosen.Select(pick => pick with { BatchId = id })];
    }

    // What was drawn ahead comes first: there the model itself was asked what teaches most.
    private List<QueryPick> Useful(QueryContext context, IQueryStrategy strategy, int count, HashSet<int> taken)
    {
        var available = context.Available;
        var picks = rows.Ahead.Where(ahead => available.Span[ahead.Row]).Take(count)
            .Select(ahead => new QueryPick(ahead.Row, strategy.Name, ahead.Score, InclusionProbability: null, Audit: false)).ToList();
        if (picks.Count < count)
        {
            taken = [.. taken, .. picks.Select(pick => pick.Row)];
            picks.AddRange(BatchSelector.Select(
                context with { Available = Without(available.Span, taken) }, strategy, count - picks.Count, auditShare: 0, taken));
        }

        return picks;
    }

    private static string Remark(QueryContext context, int row, Standing? standing) =>
        context.Available.Span[row] ? "" : standing is { Levels.IsEmpty: false } ? NeedsNoAnswer : WaitsForAnother;

    private static bool[] Without(ReadOnlySpan<bool> available, HashSet<int> rows)
    {
        var left = available.ToArray();
        foreach (var row in rows)
            left[row] = false;
        return left;
    }
}
