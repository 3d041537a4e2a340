using System.Collections.Concurrent;
using FusionScorer.Pipeline.Reviewing.Desk.Tables;

namespace FusionScorer.Pipeline.Reviewing.Desk.Browsing;

/// <summary>Rows in the orders that people ask for. What no decision changes is sorted once a model.</summary>
internal sealed class RowOrders(FusedLibrary library)
{
    private readonly ConcurrentDictionary<string, Lazy<int[]>> _orders = new(StringComparer.Ordinal);

    /// <summary>All rows, the smallest first; equal ones in the order of rows.</summary>
    public int[] Of(string sort, RowStates states) => sort switch
    {
        "level" => ByLevel(states),
        "decided" => ByDecision(states),
        "title" => library.Clips.ByName,
        "id" => library.Clips.ById,
        _ => _orders.GetOrAdd(sort, name => new Lazy<int[]>(() => Sorted(name))).Value,
    };

    private static int[] ByLevel(RowStates states)
    {
        Span<int> next = stackalloc int[byte.MaxValue + 2];
        next.Clear();
        foreach (var level in states.Level)
            next[level + 1]++;
        for (var level = 1; level < next.Length; level++)
            next[level] += next[level - 1];
        var rows = new int[states.Level.Length];
        for (var row = 0; row < rows.Length; row++)
            rows[next[states.Level[row]]++] = row;
        return rows;
    }

    private static int[] ByDecision(RowStates states)
    {
        var rows = new int[states.Level.Length];
        var at = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            if (!states.DecidedAt.ContainsKey(row))
                rows[at++] = row;
        }

        foreach (var (row, _) in states.DecidedAt.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key))
            rows[at++] = row;
        return rows;
    }

    private int[] Sorted(string sort)
    {
        var rows = new int[library.Fused.Rows];
        var keys = new ulong[rows.Length];
        var levels = library.Fused.Levels;
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
            var key = sort switch
            {
                "year" => library.Clips.Years[row],
                "conflict" => library.Fused.Conflict[row],
                "cost" => library.Fused.Cost[row],
                _ => Most(library.Fused.Posterior.AsSpan(row * levels, levels)),
            };

            // None of these is negative, so their bits are in their order; the row below keeps equal ones in order.
            keys[row] = ((ulong)BitConverter.SingleToUInt32Bits(float.IsNaN(key) ? 0 : Math.Max(0, key)) << 32) | (uint)row;
        }

        Array.Sort(keys, rows);
        return rows;
    }

    private static float Most(ReadOnlySpan<float> p)
    {
        var most = 0f;
        foreach (var value in p)
            most = Math.Max(most, value);
        return most;
    }
}
