using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>Sums of table slots along distinct rows, and the way back: weights of rows added up to slots.</summary>
/// <remarks>
/// Distinct rows are sorted, so neighbours share their first cells. Both directions keep a stack with one entry a cell and touch only the
/// cells after the shared ones: about a quarter of all cells on a typical matrix, and always in the same order.
/// </remarks>
internal sealed class RowSums
{
    private readonly OutcomeLayout _layout;
    private readonly DistinctRows _rows;
    private readonly int[] _shared;
    private readonly double[] _stack;
    private int _top = -1;

    public RowSums(OutcomeLayout layout, DistinctRows rows)
    {
        _layout = layout;
        _rows = rows;
        _shared = rows.SharedPrefixes();
        _stack = new double[(rows.Width + 1) * layout.Stride];
    }

    /// <summary>Starts a pass over the rows in order.</summary>
    /// <param name="first">What every sum starts from: stride numbers.</param>
    public void Begin(ReadOnlySpan<double> first)
    {
        first.CopyTo(_stack);
        _top = -1;
    }

    /// <summary>The sum of a row's slots; rows are asked for in order, each at least once, repeats allowed.</summary>
    public ReadOnlySpan<double> Next(int row, ReadOnlySpan<double> table)
    {
        var stride = _layout.Stride;
        if (row != _top)
        {
            var cells = _rows.Row(row);
            for (var j = _top < 0 ? 0 : _shared[row]; j < cells.Length; j++)
            {
                var slot = _layout.Start[j] + cells[j];
                Lanes.Add(_stack.AsSpan(j * stride, stride), table.Slice(slot * stride, stride), _stack.AsSpan((j + 1) * stride, stride));
            }

            _top = row;
        }

        return _stack.AsSpan(_rows.Width * stride, stride);
    }

    /// <summary>Adds every row's weights up: to the slot of each of its cells, and to the total.</summary>
    /// <param name="weights">Distinct rows × stride.</param>
    /// <param name="table">Slots × stride; overwritten.</param>
    /// <param name="total">Stride numbers; overwritten.</param>
    public void Fold(ReadOnlySpan<double> weights, Span<double> table, Span<double> total)
    {
        var stride = _layout.Stride;
        table.Clear();
        _stack.AsSpan().Clear();
        _top = -1;
        for (var row = 0; row < _rows.Count; row++)
        {
            if (row > 0)
                Flush(_rows.Row(row - 1), _shared[row], table);
            var leaf = _stack.AsSpan(_rows.Width * stride, stride);
            Lanes.Add(leaf, weights.Slice(row * stride, stride), leaf);
        }

        if (_rows.Count > 0)
            Flush(_rows.Row(_rows.Count - 1), 0, table);
        _stack.AsSpan(0, stride).CopyTo(total);
    }

    private void Flush(ReadOnlySpan<byte> cells, int keep, Span<double> table)
    {
        var stride = _layout.Stride;
        for (var j = cells.Length - 1; j >= keep; j--)
        {
            var pending = _stack.AsSpan((j + 1) * stride, stride);
            var slot = table.Slice((_layout.Start[j] + cells[j]) * stride, stride);
            var parent = _stack.AsSpan(j * stride, stride);
            Lanes.Add(slot, pending, slot);
            Lanes.Add(parent, pending, parent);
            pending.Clear();
        }
    }
}
