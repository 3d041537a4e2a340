using System.Runtime.InteropServices;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Querying;

/// <summary>Draws a batch: most places go to the most useful clips, each with a small chance to a clip drawn at random for the audit.</summary>
/// <remarks>
/// <para>A batch of any size is kept diverse: by the strategy where it chooses batches as a whole (<see cref="IBatchStrategy"/>), else by taking clips in the
/// order of their utility and putting last those that are too much like one taken before: by their margins where there is a classifier, else by equal votes
/// and equal posteriors.</para>
/// <para>
/// An audit place is drawn uniformly from all clips that were not audited yet, whatever a strategy thinks of them, decided ones included: leaving these
/// out would tilt the sample towards easy clips. A decided clip that is drawn takes its place in the batch and needs no new answer: its decision is
/// the audit answer (its row is not <see cref="QueryContext.Available"/>). Such a batch asks fewer questions, rather than redraw and stop only at
/// undecided clips, which would tilt the sample again.
/// </para>
/// </remarks>
public static class BatchSelector
{
    private const ulong PlaceStream = 2;
    private const ulong DrawStream = 3;

    /// <summary>Selects a batch; the same context gives the same batch.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="strategy">What ranks the clips.</param>
    /// <param name="size">How many picks at most, at least 0; fewer where nothing more is eligible.</param>
    /// <param name="auditShare">The chance that a place is an audit place, 0 to 1.</param>
    /// <param name="audited">Rows that were audited before.</param>
    /// <param name="auditPool">Rows that the audit speaks for; null = all n rows.</param>
    /// <returns>The picks in the order in which to ask; audit picks stand at their places among the others.</returns>
    public static IReadOnlyList<QueryPick> Select(
        QueryContext context, IQueryStrategy strategy, int size, double auditShare, IReadOnlySet<int> audited, IReadOnlySet<int>? auditPool = null)
    {
        context.Validate();
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (!(auditShare is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(auditShare), auditShare, "a share lies between 0 and 1");
        var utilities = new double[context.Rows];
        strategy.Score(context, utilities);
        var places = AuditPlaces(context.Seed, size, auditShare);
        var drawn = new Queue<QueryPick>(DrawAudits(context, places.Count, size * auditShare, audited, auditPool, utilities));
        foreach (var audit in drawn)
            utilities[audit.Row] = double.NegativeInfinity;
        var useful = new Queue<(int Row, double Score)>(Useful(context, strategy, utilities, size - drawn.Count));
        var picks = new List<QueryPick>(size);
        for (var place = 0; place < size; place++)
        {
            if (places.Contains(place) && drawn.TryDequeue(out var drawnPick))
                picks.Add(drawnPick);
            else if (useful.TryDequeue(out var pick))
                picks.Add(new QueryPick(pick.Row, strategy.Name, pick.Score, InclusionProbability: null, Audit: false));
        }

        return picks;
    }

    private static HashSet<int> AuditPlaces(ulong seed, int size, double auditShare)
    {
        var random = new CounterRandom(seed, PlaceStream);
        var places = new HashSet<int>();
        for (var place = 0; place < size; place++)
        {
            if (random.NextDouble() < auditShare)
                places.Add(place);
        }

        return places;
    }

    private static List<QueryPick> DrawAudits(
        QueryContext context, int count, double expected, IReadOnlySet<int> audited, IReadOnlySet<int>? auditPool, ReadOnlySpan<double> utilities)
    {
        var picks = new List<QueryPick>(count);
        if (count == 0)
            return picks;
        var pool = new AuditPool(context.Rows, audited, auditPool);
        foreach (var row in pool.Draw(count, new CounterRandom(context.Seed, DrawStream)))
        {
            var score = utilities[row];
            picks.Add(new QueryPick(row, QueryPick.AuditStrategy, double.IsFinite(score) ? score : 0, Math.Min(1, expected / pool.Count), Audit: true));
        }

        return picks;
    }

    /// <summary>The most useful rows; those that repeat one before them only after all others.</summary>
    private static List<(int Row, double Score)> Useful(QueryContext context, IQueryStrategy strategy, double[] utilities, int count)
    {
        if (strategy is IBatchStrategy whole && context.Classifier is not null && count > 0)
            return [.. whole.Choose(context, utilities, count)];
        return [.. Rows(context, strategy, utilities, count).Select(row => (row, utilities[row]))];
    }

    private static IReadOnlyList<int> Rows(QueryContext context, IQueryStrategy strategy, ReadOnlySpan<double> utilities, int count)
    {
        if (!strategy.AvoidsDuplicates || count <= 0)
            return TopUtilities.Select(utilities, count);
        if (context.Classifier is { } classifier)
            return DiverseSelection.Select(classifier, context.Posterior.Span, utilities, count);
        for (var look = Math.Min(count * 4L, utilities.Length); ; look = Math.Min(look * 8, utilities.Length))
        {
            var candidates = TopUtilities.Select(utilities, (int)look);
            var rows = new List<int>();
            var repeats = new List<int>();
            var seen = new HashSet<ulong>();
            foreach (var row in candidates)
                (seen.Add(Likeness(context, row)) ? rows : repeats).Add(row);
            if (rows.Count < count && look < utilities.Length && candidates.Length == look)
                continue;
            return [.. rows.Concat(repeats).Take(count)];
        }
    }

    /// <summary>Equal for clips with equal votes and equal posteriors: FNV-1a over both.</summary>
    private static ulong Likeness(QueryContext context, int row)
    {
        var hash = 0xCBF29CE484222325ul;
        var posterior = context.Posterior.Span.Slice(row * context.Levels, context.Levels);
        foreach (var cell in MemoryMarshal.AsBytes(posterior))
            hash = (hash ^ cell) * 0x100000001B3;
        if (context.Votes is { Columns.Length: > 0 } votes)
        {
            foreach (var cell in votes.Row(row))
                hash = (hash ^ cell) * 0x100000001B3;
        }

        return hash;
    }
}
