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

    /// <summary>Numbers of pair tables at a time: 2 MiB, which fits a core's cache; more only if two functions alone need more.</summary>
    private const int BlockCells = 1 << 18;

    private readonly OutcomeLayout _layout;
    private readonly DistinctRows _rows;
    private readonly int[] _compact;
    private readonly int[] _start;
    private readonly int[] _slotOf;
    private readonly int[] _base;
    private readonly int[] _entryStart;
    private readonly int[] _entries;
    private readonly double[] _columns;
    private readonly double[] _own;
    private readonly double[] _mass;
    private readonly int[] _blocks;
    private double[] _cells = [];

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
        _blocks = Blocks();
        _columns = new double[_slotOf.Length * layout.Stride];
        _own = new double[layout.Stride];
        _mass = new double[layout.Stride];
    }

    /// <summary>share(j, l) for all pairs.</summary>
    /// <param name="posterior">Weighted posterior of each distinct row, R × stride.</param>
    /// <param name="counts">Its sum by slot, missing included: slots × stride.</param>
    /// <returns>m × m, zero on the diagonal.</returns>
    public double[] Shares(double[] posterior, double[] counts)
    {
        var m = _base.Length;
        var shares = new double[m * m];
        for (var a = 0; a < _blocks.Length - 1; a++)
        {
            for (var b = a; b < _blocks.Length - 1; b++)
            {
                var table = CountPairs(a, b, posterior);
                for (var j = _blocks[a]; j < _blocks[a + 1]; j++)
                {
                    for (var l = Math.Max(j + 1, _blocks[b]); l < _blocks[b + 1]; l++)
                    {
                        FillBase(j, l, counts, table);
                        (shares[(j * m) + l], shares[(l * m) + j]) = Share(j, l, table);
                    }
                }
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
        var width = _base.Length;
        var start = new int[_rows.Count + 1];
        var entries = new int[Math.Max(_rows.Count, 1) * Math.Max(1, width / 4)];
        var count = 0;
        for (var row = 0; row < _rows.Count; row++)
        {
            if (entries.Length - count < width)
                Array.Resize(ref entries, (entries.Length * 2) + width);
            var cells = _rows.Row(row);
            for (var j = 0; j < cells.Length; j++)
            {
                var entry = _compact[_layout.Start[j] + cells[j]];
                entries[count] = entry;
                count += entry != _base[j] ? 1 : 0;
            }

            start[row + 1] = count;
        }

        return (start, entries);
    }

    /// <summary>Runs of functions whose outcomes, squared, fill no more than <see cref="BlockCells"/>: m and fewer bounds.</summary>
    private int[] Blocks()
    {
        var most = Math.Sqrt((double)BlockCells / _layout.Stride);
        var bounds = new List<int> { 0 };
        for (var j = 1; j < _base.Length; j++)
        {
            if (_start[j + 1] - _start[bounds[^1]] > most)
                bounds.Add(j);
        }

        bounds.Add(_base.Length);
        return [.. bounds];
    }

    /// <summary>Weights of the rows where two outcomes meet, one of a function of block a and one of a later function of block b.</summary>
    private PairTable CountPairs(int a, int b, double[] posterior)
    {
        var stride = _layout.Stride;
        int firstA = _start[_blocks[a]], endA = _start[_blocks[a + 1]], firstB = _start[_blocks[b]], endB = _start[_blocks[b + 1]];
        var size = (endA - firstA) * (endB - firstB) * stride;
        if (_cells.Length < size)
            _cells = new double[size];
        var table = new PairTable(_cells, firstA, firstB, endB - firstB, stride);
        Array.Clear(_cells, 0, size);
        for (var row = 0; row < _rows.Count; row++)
        {
            var entries = _entries.AsSpan(_entryStart[row].._entryStart[row + 1]);
            var from = Before(entries, firstA);
            var to = from + Before(entries[from..], endA);
            if (from == to)
                continue;
            var others = a == b ? from : to + Before(entries[to..], firstB);
            var end = a == b ? to : others + Before(entries[others..], endB);
            var weight = posterior.AsSpan(row * stride, stride);
            for (var e = from; e < to; e++)
            {
                for (var f = Math.Max(e + 1, others); f < end; f++)
                {
                    var cell = table.Cell(entries[e], entries[f]);
                    Lanes.Add(cell, weight, cell);
                }
            }
        }

        return table;
    }

    /// <summary>How many of ascending numbers lie below a bound.</summary>
    private static int Before(ReadOnlySpan<int> ascending, int bound)
    {
        if (ascending.IsEmpty || ascending[0] >= bound)
            return 0;
        if (ascending[^1] < bound)
            return ascending.Length;
        var at = ascending.BinarySearch(bound);
        return at < 0 ? ~at : at;
    }

    /// <summary>Completes the table of a pair: what involves a most frequent outcome is what the margins leave over.</summary>
    private void FillBase(int j, int l, double[] counts, PairTable table)
    {
        var stride = _layout.Stride;
        for (var a = _start[j]; a < _start[j + 1]; a++)
        {
            if (a == _base[j])
                continue;
            var left = table.Cell(a, _base[l]);
            counts.AsSpan(_slotOf[a] * stride, stride).CopyTo(left);
            for (var b = _start[l]; b < _start[l + 1]; b++)
            {
                if (b != _base[l])
                    Lanes.TakeAway(left, table.Cell(a, b));
            }
        }

        for (var b = _start[l]; b < _start[l + 1]; b++)
        {
            var left = table.Cell(_base[j], b);
            counts.AsSpan(_slotOf[b] * stride, stride).CopyTo(left);
            for (var a = _start[j]; a < _start[j + 1]; a++)
            {
                if (a != _base[j])
                    Lanes.TakeAway(left, table.Cell(a, b));
            }
        }
    }

    /// <summary>Information and entropies as sums of x ln x over cells and margins.</summary>
    private (double Own, double Other) Share(int j, int l, PairTable table)
    {
        var stride = _layout.Stride;
        int fromJ = FirstPresent(j), fromL = FirstPresent(l);
        var columns = _columns.AsSpan(0, (_start[l + 1] - fromL) * stride);
        var row = _own.AsSpan(0, stride);
        var mass = _mass.AsSpan(0, stride);
        columns.Clear();
        mass.Clear();
        double cells = 0, own = 0;
        for (var a = fromJ; a < _start[j + 1]; a++)
        {
            var line = table.Line(a, fromL, columns.Length);
            cells += Lanes.SumXLogX(line);
            Lanes.Add(columns, line, columns);
            row.Clear();
            for (var b = 0; b < line.Length; b += stride)
                Lanes.Add(row, line.Slice(b, stride), row);
            own += Lanes.SumXLogX(row);
            Lanes.Add(mass, row, mass);
        }

        double n = Lanes.Sum(mass), all = Lanes.SumXLogX(mass), other = Lanes.SumXLogX(columns);

        // |o| counts silence, seen or not, and the votes seen.
        var freedom = (double)_layout.Levels * Votes(j) * Votes(l);
        var information = Math.Max(cells + all - own - other - (freedom / 2), 0);
        return (Ratio(all - own), Ratio(all - other));

        double Ratio(double entropy) => entropy > NoEntropy * Math.Max(n, 1) ? Math.Min(information / entropy, 1) : 0;
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

    /// <summary>Weights of pairs of outcomes: rows of block a × outcomes of block b × stride.</summary>
    private readonly struct PairTable(double[] cells, int firstA, int firstB, int width, int stride)
    {
        public Span<double> Cell(int a, int b) => Line(a, b, stride);

        /// <summary>The cells of one outcome beside several that follow each other.</summary>
        public Span<double> Line(int a, int b, int length) => cells.AsSpan((((a - firstA) * width) + b - firstB) * stride, length);
    }
}
