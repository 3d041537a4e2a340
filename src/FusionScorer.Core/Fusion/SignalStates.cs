using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>All that one signal says over a set of rows: few distinct states, each worked out once.</summary>
internal sealed class SignalStates
{
    private readonly int _levels;
    private readonly double[] _cumulative;
    private readonly double[] _vagueness;
    private readonly double[] _reliability;
    private readonly bool[] _votes;

    /// <summary>Describes every state that occurs.</summary>
    /// <param name="name">The signal.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="fit">The fit that they belong to.</param>
    /// <param name="evidence">What it says alone, on a uniform prior.</param>
    /// <param name="rows">Rows of all columns.</param>
    private SignalStates(string name, int[] columns, LabelModelFit fit, EvidenceTable evidence, DistinctRows rows)
    {
        Name = name;
        var levels = _levels = fit.Levels;
        var projected = new byte[rows.Count * columns.Length];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var c = 0; c < columns.Length; c++)
                projected[(row * columns.Length) + c] = rows.Row(row)[columns[c]];
        }

        var states = DistinctRows.Of(projected, rows.Count, columns.Length);
        Count = states.Count;
        StateOf = states.IndexOf.ToArray();
        _cumulative = new double[states.Count * levels];
        _vagueness = new double[states.Count];
        _reliability = new double[states.Count];
        _votes = new bool[states.Count];
        var votes = new byte[rows.Width];
        for (var state = 0; state < states.Count; state++)
        {
            for (var c = 0; c < columns.Length; c++)
            {
                votes[columns[c]] = states.Row(state)[c];
                _votes[state] |= fit.Columns[columns[c]].IsVote(votes[columns[c]]);
            }

            Describe(state, evidence, votes);
        }
    }

    public string Name { get; }

    /// <summary>The number of states.</summary>
    public int Count { get; }

    /// <summary>The state of each row.</summary>
    public int[] StateOf { get; }

    /// <summary>The states of every signal of a fit, in the order of its columns.</summary>
    public static SignalStates[] Of(LabelModelFit fit, DistinctRows rows) =>
    [
        .. fit.Columns.Select((column, j) => (column.Signal, j)).GroupBy(pair => pair.Signal, pair => pair.j)
            .Select(signal => new SignalStates(signal.Key, [.. signal], fit, EvidenceTable.Of(fit, signal.Key), rows)),
    ];

    /// <summary>Whether a rule of the signal fired.</summary>
    public bool Votes(int state) => _votes[state];

    /// <summary>Cumulative probabilities, K numbers.</summary>
    public ReadOnlySpan<double> Cumulative(int state) => _cumulative.AsSpan(state * _levels, _levels);

    public double Vagueness(int state) => _vagueness[state];

    public double Reliability(int state) => _reliability[state];

    private void Describe(int state, EvidenceTable evidence, ReadOnlySpan<byte> votes)
    {
        var p = _cumulative.AsSpan(state * _levels, _levels);
        evidence.Posterior(votes, 1, p);
        double entropy = 0, sum = 0;
        for (var y = 0; y < _levels; y++)
        {
            entropy -= p[y] > 0 ? p[y] * Math.Log(p[y]) : 0;
            p[y] = sum += p[y];
        }

        _vagueness[state] = OrdinalDistance.Vagueness(p);
        _reliability[state] = _levels < 2 ? 0 : Math.Clamp(1 - (entropy / Math.Log(_levels)), 0, 1);
    }
}
