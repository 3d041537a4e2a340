using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>What the label model sums over: each distinct row with its count, and each row with a person's decision by itself.</summary>
internal sealed class FitRows
{
    private FitRows(OutcomeLayout layout, DistinctRows distinct, int[] row, double[] weight, int[] evidenceAt, double[] evidence, (int At, LevelObservation Observation)[] observations)
    {
        Distinct = distinct;
        Row = row;
        Weight = weight;
        EvidenceAt = evidenceAt;
        Evidence = evidence;
        Observations = observations;
        foreach (var w in weight)
            TotalWeight += w;
        Seen = CountOutcomes(layout);
    }

    public DistinctRows Distinct { get; }

    /// <summary>The distinct row of each unit, ascending.</summary>
    public int[] Row { get; }

    /// <summary>How many rows each unit counts for.</summary>
    public double[] Weight { get; }

    /// <summary>Where a unit's evidence starts in <see cref="Evidence"/>; −1 = no decision.</summary>
    public int[] EvidenceAt { get; }

    /// <summary>log P(decisions | level): stride numbers a decided row, zeros until <see cref="Reviewers"/> writes them.</summary>
    public double[] Evidence { get; }

    /// <summary>Every decision, with the place of its row's evidence.</summary>
    public (int At, LevelObservation Observation)[] Observations { get; }

    /// <summary>How many rows have each outcome, by slot, missing included; decided rows count by their weight.</summary>
    public double[] Seen { get; }

    /// <summary>n, decided rows counted by their weight.</summary>
    public double TotalWeight { get; }

    public int Count => Row.Length;

    /// <summary>Units in the order of the distinct rows; decided rows of one distinct row in their own order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A decision on a row that the matrix lacks.</exception>
    public static FitRows Of(DistinctRows distinct, IReadOnlyList<LevelObservation> decisions, double decisionWeight, OutcomeLayout layout)
    {
        var indexOf = distinct.IndexOf;
        var decisionsOfRow = new SortedDictionary<int, List<LevelObservation>>();
        foreach (var decision in decisions)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(decision.Row, nameof(decisions));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decision.Row, indexOf.Length, nameof(decisions));
            if (!decisionsOfRow.TryGetValue(decision.Row, out var given))
                decisionsOfRow.Add(decision.Row, given = []);
            given.Add(decision);
        }

        var plain = distinct.Counts.ToArray();
        var decidedIn = new SortedDictionary<int, List<int>>();
        foreach (var row in decisionsOfRow.Keys)
        {
            plain[indexOf[row]]--;
            if (!decidedIn.TryGetValue(indexOf[row], out var rows))
                decidedIn.Add(indexOf[row], rows = []);
            rows.Add(row);
        }

        var units = new Builder(distinct.Count + decisionsOfRow.Count, layout.Stride);
        for (var index = 0; index < plain.Length; index++)
        {
            if (plain[index] > 0)
                units.Add(index, plain[index], []);
            if (decidedIn.Count == 0 || !decidedIn.TryGetValue(index, out var rows))
                continue;
            foreach (var row in rows)
                units.Add(index, decisionWeight, decisionsOfRow[row]);
        }

        return units.Build(layout, distinct);
    }

    private double[] CountOutcomes(OutcomeLayout layout)
    {
        var seen = new double[layout.Slots];
        for (var unit = 0; unit < Count; unit++)
        {
            var cells = Distinct.Row(Row[unit]);
            for (var j = 0; j < cells.Length; j++)
                seen[layout.Start[j] + cells[j]] += Weight[unit];
        }

        return seen;
    }

    private sealed class Builder(int units, int stride)
    {
        private readonly List<int> _row = new(units);
        private readonly List<double> _weight = new(units);
        private readonly List<int> _evidenceAt = new(units);
        private readonly List<(int At, LevelObservation Observation)> _observations = [];
        private int _decided;

        public void Add(int row, double weight, IReadOnlyList<LevelObservation> decisions)
        {
            var at = _decided * stride;
            _row.Add(row);
            _weight.Add(weight);
            _evidenceAt.Add(decisions.Count == 0 ? -1 : at);
            _decided += decisions.Count == 0 ? 0 : 1;
            foreach (var decision in decisions)
                _observations.Add((at, decision));
        }

        public FitRows Build(OutcomeLayout layout, DistinctRows distinct) =>
            new(layout, distinct, [.. _row], [.. _weight], [.. _evidenceAt], new double[_decided * stride], [.. _observations]);
    }
}
