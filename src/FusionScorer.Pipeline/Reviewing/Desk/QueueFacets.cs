using System.Numerics;
using FusionScorer.Core.Clips;
using FusionScorer.Pipeline.Reviewing.Desk.Tables;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>What queues could be narrowed to, with the number of clips each way leaves.</summary>
/// <param name="Pairs">Pairs of signals that contradict each other, of clips that wait for an answer.</param>
/// <param name="Signals">Signals that have spoken, of clips that wait.</param>
/// <param name="Levels">Levels of clips that wait, mildest first.</param>
/// <param name="Statuses">Statuses of all clips.</param>
public sealed record QueueFacets(
    IReadOnlyList<KeyValuePair<string, int>> Pairs, IReadOnlyList<KeyValuePair<string, int>> Signals, IReadOnlyList<KeyValuePair<string, int>> Levels,
    IReadOnlyList<KeyValuePair<string, int>> Statuses)
{
    internal static QueueFacets Of(ReviewDesk desk, DeskModel model)
    {
        var library = model.Library;
        var pairs = new int[library.Fused.Pairs.Count];
        var levels = new int[model.Policy.Taxonomy.Count];
        var signals = library.Signals.Signals;
        var spoken = new int[signals.Length];
        var statuses = QueueFilter.Statuses.ToDictionary(status => status, _ => 0, StringComparer.Ordinal);
        var answered = desk.Log.Rows(model);
        int known = 0, waiting = 0;
        for (var row = 0; row < library.Fused.Rows; row++)
        {
            var open = library.Askable[row];
            if (answered[row])
            {
                foreach (var status in desk.Queues.StatusesOf(model, row, model.LevelOf(row, desk.StandingOf(model.ClipAt(row))), reviewer: ""))
                    statuses[status]++;
                open = desk.Queues.IsOpenFor(model, row, reviewer: "");
            }
            else
            {
                known += library.Known[row] >= 0 ? 1 : 0;
            }

            if (!open)
                continue;
            waiting++;
            levels[library.Fused.Level[row]]++;
            if (library.Fused.Conflict[row] >= FusedTable.LeastNamedConflict)
                pairs[library.Fused.Pair[row]]++;
            for (var bits = library.Signals.Spoken[row]; bits != 0; bits &= bits - 1)
                spoken[BitOperations.TrailingZeroCount(bits)]++;
        }

        statuses["all"] = library.Fused.Rows;
        statuses["known"] += known;
        statuses[QueueFilter.Unreviewed] += waiting;
        return new QueueFacets(
            [
                .. pairs.Select((count, pair) => (Name: FusedTable.Unordered(library.Fused.Pairs[pair]), Count: count)).Where(pair => pair.Name.Length > 0 && pair.Count > 0)
                    .GroupBy(pair => pair.Name, (name, group) => KeyValuePair.Create(name, group.Sum(pair => pair.Count)), StringComparer.Ordinal)
                    .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal),
            ],
            [.. signals.Select((signal, s) => KeyValuePair.Create(signal, spoken[s])).Where(pair => pair.Value > 0 && pair.Key != SignalNames.Metadata)],
            [.. levels.Select((count, level) => KeyValuePair.Create(model.Policy.Taxonomy[level], count))],
            [.. statuses]);
    }
}
