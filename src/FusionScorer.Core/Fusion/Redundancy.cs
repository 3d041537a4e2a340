using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>How much of each function another one already says, given the level.</summary>
/// <remarks>
/// share(j, l) = min(1, I(v_j; v_l | y) / H(v_j | y)) over the rows where both are present, with I less K (|o_j| − 1)(|o_l| − 1) / 2n for the
/// bias of small counts (Miller 1955). Expected counts stand in for counts. Division is by the function's own entropy: dividing by the
/// smaller of the two would let every rare function tax a common one.
/// </remarks>
internal sealed class Redundancy
{
    private const double NoEntropy = 1e-9;
    private readonly OutcomeLayout _layout;
    private readonly DistinctRows _rows;
    private readonly int[] _compact;
    private readonly int[] _start;
    private readonly int[] _slotOf;
    private readonly int[] _base;
    private readonly int[] _entryStart;
    private readonly int[] _entries;

    /// <summary>Prepares to measure again and again on the same rows.</summary>
    /// <param name="layout">Where outcomes lie.</param>
    /// <param name="rows">The distinct rows.</param>
    /// <param name="seen">How often each slot occurs, missing included; slots never seen take no room.</param>
    public Redundancy(OutcomeLayout layout, DistinctRows rows, double[] seen)
    {
        _layout = layout;
        _rows = rows;
        _compact = new int[layout.Slots];
        _start = new int[layout.Columns.Length + 1];
        _base = new int[layout.Columns.Length];
        var slots = new List<int>();
        for (var j = 0; j < _base.Length; j++)
        {
            _start[j] = slots.Count;
            var most = -1.0;
            for (var slot = layout.Start[j]; slot < layout.Start[j + 1]; slot++)
            {
                if (seen[slot] <= 0)
                    continue;
                if (seen[slot] > most)
                    (_base[j], most) = (slots.Count, seen[slot]);
                _compact[slot] = slots.Count;
                slots.Add(slot);
            }
        }

        _start[^1] = slots.Count;
        _slotOf = [.. slots];
        (_entryStart, _entries) = Sparse();
    }

    /// <summary>share(j, l) for all pairs.</summary>
    /// <param name="posterior">Weighted posterior of each distinct row, R × stride.</param>
    /// <param name="counts">Its sum by slot, missing included: slots × stride.</param>
    /// <returns>m × m, zero on the diagonal.</returns>
    public double[] Shares(double[] posterior, double[] counts)
    {
        var m = _base.Length;
        var shares = new double[m * m];
        var widest = 0;
        for (var j = 0; j < m; j++)
            widest = Math.Max(widest, _start[j + 1] - _start[j]);
        var table = new double[widest * _slotOf.Length * _layout.Stride];
        for (var j = 0; j < m - 1; j++)
        {
            CountPairs(j, posterior, table);
            for (var l = j + 1; l < m; l++)
            {
                FillBase(j, l, counts, table);
                (shares[(j * m) + l], shares[(l * m) + j]) = Share(j, l, table);
            }
        }

        return shares;
    }

    /// <summary>ρ and from it the discounts w = 1 / (1 + γ ρ), ρ_j = √ Σ_l (min(1, a_l) share(j, l))².</summary>
    /// <param name="shares">m × m.</param>
    /// <param name="partner">a: how much each function counts as a partner, m numbers; empty = 1 for all.</param>
    /// <param name="redundancy">ρ, m numbers; overwritten.</param>
    public static void Combine(ReadOnlySpan<double> shares, ReadOnlySpan<double> partner, Span<double> redundancy)
    {
        var m = redundancy.Length;
        for (var j = 0; j < m; j++)
        {
            var sum = 0.0;
            for (var l = 0; l < m; l++)
            {
                var share = shares[(j * m) + l] * (partner.IsEmpty ? 1 : Math.Min(1, partner[l]));
                sum += share * share;
            }

            redundancy[j] = Math.Sqrt(sum);
        }
    }

    /// <summary>The cells of each distinct row that are not their function's most frequent outcome.</summary>
    private (int[] Start, int[] Entries) Sparse()
    {
        var start = new int[_rows.Count + 1];
        var entries = new List<int>();
        for (var row = 0; row < _rows.Count; row++)
        {
            var cells = _rows.Row(row);
            for (var j = 0; j < cells.Length; j++)
            {
                var entry = _compact[_layout.Start[j] + cells[j]];
                if (entry != _base[j])
                    entries.Add(entry);
            }

            start[row + 1] = entries.Count;
        }

        return (start, [.. entries]);
    }

    private Span<double> Cell(double[] table, int j, int outcome, int other) =>
        table.AsSpan((((outcome - _start[j]) * _slotOf.Length) + other) * _layout.Stride, _layout.Stride);

    private void CountPairs(int j, double[] posterior, double[] table)
    {
        var stride = _layout.Stride;
        Array.Clear(table, 0, (_start[j + 1] - _start[j]) * _slotOf.Length * stride);
        for (var row = 0; row < _rows.Count; row++)
        {
            var own = _compact[_layout.Start[j] + _rows.Row(row)[j]];
            if (own == _base[j])
                continue;
            var weight = posterior.AsSpan(row * stride, stride);
            for (var e = _entryStart[row + 1] - 1; e >= _entryStart[row] && _entries[e] >= _start[j + 1]; e--)
            {
                var cell = Cell(table, j, own, _entries[e]);
                Lanes.Add(cell, weight, cell);
            }
        }
    }

    /// <summary>Completes the table of a pair: what involves a most frequent outcome is what the margins leave over.</summary>
    private void FillBase(int j, int l, double[] counts, double[] table)
    {
        for (var a = _start[j]; a < _start[j + 1]; a++)
        {
            if (a == _base[j])
                continue;
            var left = Cell(table, j, a, _base[l]);
            counts.AsSpan(_slotOf[a] * _layout.Stride, _layout.Stride).CopyTo(left);
            for (var b = _start[l]; b < _start[l + 1]; b++)
            {
                if (b != _base[l])
                    TakeAway(left, Cell(table, j, a, b));
            }
        }

        for (var b = _start[l]; b < _start[l + 1]; b++)
        {
            var left = Cell(table, j, _base[j], b);
            counts.AsSpan(_slotOf[b] * _layout.Stride, _layout.Stride).CopyTo(left);
            for (var a = _start[j]; a < _start[j + 1]; a++)
            {
                if (a != _base[j])
                    TakeAway(left, Cell(table, j, a, b));
            }
        }
    }

    /// <summary>Rounding may leave a little less than nothing.</summary>
    private static void TakeAway(Span<double> from, ReadOnlySpan<double> what)
    {
        for (var y = 0; y < from.Length; y++)
            from[y] = Math.Max(from[y] - what[y], 0);
    }

    private (double Own, double Other) Share(int j, int l, double[] table)
    {
        int fromJ = FirstPresent(j), fromL = FirstPresent(l), k = _layout.Levels;
        var rows = new double[(_start[j + 1] - fromJ) * k];
        var columns = new double[(_start[l + 1] - fromL) * k];
        var mass = new double[k];
        for (var a = 0; a < rows.Length; a += k)
        {
            for (var b = 0; b < columns.Length; b += k)
            {
                var cell = Cell(table, j, fromJ + (a / k), fromL + (b / k));
                for (var y = 0; y < k; y++)
                {
                    rows[a + y] += cell[y];
                    columns[b + y] += cell[y];
                    mass[y] += cell[y];
                }
            }
        }

        double n = 0, information = 0;
        foreach (var part in mass)
            n += part;
        for (var a = 0; a < rows.Length; a += k)
        {
            for (var b = 0; b < columns.Length; b += k)
            {
                var cell = Cell(table, j, fromJ + (a / k), fromL + (b / k));
                for (var y = 0; y < k; y++)
                    information += cell[y] > 0 ? cell[y] * Math.Log(cell[y] * mass[y] / (rows[a + y] * columns[b + y])) : 0;
            }
        }

        // |o| counts silence, seen or not, and the votes seen.
        var freedom = (double)k * Votes(j) * Votes(l);
        information = Math.Max(information - (freedom / 2), 0);
        return (Ratio(Entropy(rows, mass)), Ratio(Entropy(columns, mass)));

        double Ratio(double entropy) => entropy > NoEntropy * Math.Max(n, 1) ? Math.Min(information / entropy, 1) : 0;
    }

    /// <summary>n times the entropy given the level, in nats; counts are outcomes × K.</summary>
    private static double Entropy(ReadOnlySpan<double> counts, ReadOnlySpan<double> mass)
    {
        var sum = 0.0;
        for (var i = 0; i < counts.Length; i++)
            sum -= counts[i] > 0 ? counts[i] * Math.Log(counts[i] / mass[i % mass.Length]) : 0;
        return sum;
    }

    private int FirstPresent(int j)
    {
        var first = _start[j];
        return first < _start[j + 1] && _slotOf[first] == _layout.Start[j] + Outcome.Missing ? first + 1 : first;
    }

    private int Votes(int j)
    {
        var votes = 0;
        for (var a = _start[j]; a < _start[j + 1]; a++)
            votes += _slotOf[a] >= _layout.Start[j] + Outcome.FirstRule ? 1 : 0;
        return votes;
    }
}
