using System.Collections.Immutable;
using FusionScorer.Core.Fusion;

namespace FusionScorer.Core.Voting;

/// <summary>The counts behind a <see cref="LabelMatrixSummary"/>.</summary>
internal sealed class LabelMatrixTally
{
    private readonly LabelMatrix _matrix;
    private readonly DistinctRows _rows;
    private readonly int[] _start;
    private readonly long[] _overlap;
    private readonly long[] _conflict;
    private readonly long[] _known;
    private readonly long[] _right;
    private readonly long[] _outcomes;
    private readonly double[] _learnedRight;

    public LabelMatrixTally(LabelMatrix matrix, DistinctRows rows)
    {
        _matrix = matrix;
        _rows = rows;
        var m = matrix.Columns.Length;
        _start = new int[m + 1];
        for (var j = 0; j < m; j++)
            _start[j + 1] = _start[j] + Outcome.FirstRule + matrix.Columns[j].Votes.Length;
        _overlap = new long[m];
        _conflict = new long[m];
        _known = new long[m];
        _right = new long[m];
        _outcomes = new long[_start[^1]];
        _learnedRight = new double[_start[^1]];
    }

    public void Count(ReadOnlySpan<int> labels, LabelModelFit? fit)
    {
        var known = KnownLevels(labels);
        var posterior = fit?.PredictDistinct(_rows) ?? [];
        var fired = new int[_matrix.Columns.Length];
        for (var row = 0; row < _rows.Count; row++)
        {
            var cells = _rows.Row(row);
            var count = 0;
            for (var j = 0; j < cells.Length; j++)
            {
                _outcomes[_start[j] + cells[j]] += _rows.Counts[row];
                if (_matrix.Columns[j].IsVote(cells[j]))
                    fired[count++] = j;
            }

            var p = fit is null ? [] : posterior.AsSpan(row * _matrix.Levels, _matrix.Levels);
            for (var i = 0; i < count; i++)
                CountVote(row, fired.AsSpan(0, count), fired[i], known, p);
        }
    }

    public ImmutableArray<FunctionSummary> Functions(LabelModelFit? fit)
    {
        var functions = ImmutableArray.CreateBuilder<FunctionSummary>();
        var n = Math.Max(_matrix.Rows, 1.0);
        for (var j = 0; j < _matrix.Columns.Length; j++)
        {
            var rules = ImmutableArray.CreateBuilder<RuleSummary>();
            long fired = 0;
            var right = 0.0;
            var missing = _outcomes[_start[j] + Outcome.Missing];
            for (var slot = _start[j] + Outcome.FirstRule; slot < _start[j + 1]; slot++)
            {
                if (!_matrix.Columns[j].IsVote((byte)(slot - _start[j])))
                {
                    missing += _outcomes[slot];
                    continue;
                }

                rules.Add(new RuleSummary((int)_outcomes[slot], Ratio(fit, _learnedRight[slot], _outcomes[slot])));
                fired += _outcomes[slot];
                right += _learnedRight[slot];
            }

            functions.Add(new FunctionSummary(
                _matrix.Columns[j].Name,
                _matrix.Columns[j].Signal,
                fired / n,
                _overlap[j] / n,
                _conflict[j] / n,
                missing / n,
                _known[j] > 0 ? (double)_right[j] / _known[j] : null,
                Ratio(fit, right, fired),
                fit?.Weight[j],
                rules.ToImmutable()) { Judged = _known[j] });
        }

        return functions.ToImmutable();
    }

    private static double? Ratio(LabelModelFit? fit, double right, long fired) => fit is not null && fired > 0 ? right / fired : null;

    /// <summary>How many rows of each distinct row have each known level: R × K; empty when none is known.</summary>
    private int[] KnownLevels(ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty)
            return [];
        var known = new int[_rows.Count * _matrix.Levels];
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] >= 0)
                known[(_rows.IndexOf[row] * _matrix.Levels) + labels[row]]++;
        }

        return known;
    }

    private void CountVote(int row, ReadOnlySpan<int> fired, int j, ReadOnlySpan<int> known, ReadOnlySpan<double> posterior)
    {
        var cells = _rows.Row(row);
        var set = _matrix.Columns[j].Votes[Outcome.RuleOf(cells[j])];
        _overlap[j] += fired.Length > 1 ? _rows.Counts[row] : 0;
        foreach (var l in fired)
        {
            if (l == j || (_matrix.Columns[l].Votes[Outcome.RuleOf(cells[l])].Bits & set.Bits) != 0)
                continue;
            _conflict[j] += _rows.Counts[row];
            break;
        }

        var inside = 0.0;
        for (var y = 0; y < _matrix.Levels; y++)
        {
            var count = known.IsEmpty ? 0 : known[(row * _matrix.Levels) + y];
            _known[j] += count;
            _right[j] += set.Contains(y) ? count : 0;
            inside += !posterior.IsEmpty && set.Contains(y) ? posterior[y] : 0;
        }

        _learnedRight[_start[j] + cells[j]] += inside * _rows.Counts[row];
    }
}
