using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>Adds the weights of distinct rows up to the slots of their cells: <see cref="RowSums"/> the other way.</summary>
/// <remarks>What a run of rows with the same first cells weighs is handed to those cells once, when the run ends.</remarks>
internal sealed class SlotCounts
{
    private readonly OutcomeLayout _layout;
    private readonly DistinctRows _rows;
    private readonly double[] _stack;
    private int _last = -1;

    public SlotCounts(OutcomeLayout layout, DistinctRows rows)
    {
        _layout = layout;
        _rows = rows;
        _stack = new double[(rows.Width + 1) * layout.Stride];
        BySlot = layout.NewTable();
        Total = new double[layout.Stride];
    }

    /// <summary>The weight of all rows with each outcome, slots × stride, missing included; whole after <see cref="End"/>.</summary>
    public double[] BySlot { get; }

    /// <summary>The weight of all rows: stride numbers.</summary>
    public double[] Total { get; }

    /// <summary>Starts a pass over the rows in order.</summary>
    public void Begin()
    {
        Array.Clear(BySlot);
        Array.Clear(_stack);
        _last = -1;
    }

    /// <summary>Where to add the weight of a row, stride numbers; rows come in order from 0, none left out, repeats allowed.</summary>
    public Span<double> At(int row)
    {
        if (row != _last)
        {
            if (_last >= 0)
                Flush(_rows.SharedPrefix(row));
            _last = row;
        }

        return _stack.AsSpan(_rows.Width * _layout.Stride, _layout.Stride);
    }

    /// <summary>Ends the pass.</summary>
    public void End()
    {
        if (_last >= 0)
            Flush(0);
        _stack.AsSpan(0, _layout.Stride).CopyTo(Total);
    }

    private void Flush(int keep)
    {
        var stride = _layout.Stride;
        var cells = _rows.Row(_last);
        for (var j = cells.Length - 1; j >= keep; j--)
        {
            var pending = _stack.AsSpan((j + 1) * stride, stride);
            var slot = BySlot.AsSpan((_layout.Start[j] + cells[j]) * stride, stride);
            var parent = _stack.AsSpan(j * stride, stride);
            Lanes.Add(slot, pending, slot);
            Lanes.Add(parent, pending, parent);
            pending.Clear();
        }
    }
}
