using FusionScorer.Core.Clips;

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
    // A conflict too small to name is none.
    private const double LeastConflict = 0.01;

    internal static QueueFacets Of(ReviewDesk desk, DeskModel model)
    {
        var pairs = new Dictionary<string, int>(StringComparer.Ordinal);
        var levels = new int[model.Policy.Taxonomy.Count];
        var signals = model.Policy.Functions.Select(function => function.Signal).Distinct(StringComparer.Ordinal).ToList();
        var spoken = new int[signals.Count];
        var statuses = QueueFilter.Statuses.ToDictionary(status => status, _ => 0, StringComparer.Ordinal);
        for (var row = 0; row < model.Clips.Count; row++)
        {
            var result = model.Result(row);
            foreach (var status in desk.Queues.StatusesOf(model, row, model.LevelOf(row, desk.StandingOf(model.Clips[row].No)), reviewer: ""))
                statuses[status]++;
            if (!desk.Queues.IsOpenFor(model, row, reviewer: ""))
                continue;
            statuses[QueueFilter.Unreviewed]++;
            levels[result.Level]++;
            if (result.ConflictPair.Length > 0 && result.Conflict >= LeastConflict)
                pairs[result.ConflictPair] = pairs.GetValueOrDefault(result.ConflictPair) + 1;
            for (var s = 0; s < spoken.Length; s++)
                spoken[s] += QueueFilter.Speaks(model, result, signals[s]) ? 1 : 0;
        }

        return new QueueFacets(
            [.. pairs.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)],
            [.. signals.Select((signal, s) => KeyValuePair.Create(signal, spoken[s])).Where(pair => pair.Value > 0 && pair.Key != SignalNames.Metadata)],
            [.. levels.Select((count, level) => KeyValuePair.Create(model.Policy.Taxonomy[level], count))],
            [.. statuses]);
    }
}
