using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
        var stride = (nuint)_layout.Stride;
        var cells = _rows.Row(_last);
        var start = _layout.Start;
        ref var stack = ref MemoryMarshal.GetArrayDataReference(_stack);
        ref var counts = ref MemoryMarshal.GetArrayDataReference(BySlot);
        if (stride == Lanes.Eight)
        {
            var zero = Vector512<double>.Zero;
            var run = Vector512.LoadUnsafe(ref stack, (nuint)cells.Length * Lanes.Eight);
            for (var j = cells.Length - 1; j >= keep; j--)
            {
                var slot = (nuint)(start[j] + cells[j]) * Lanes.Eight;
                (Vector512.LoadUnsafe(ref counts, slot) + run).StoreUnsafe(ref counts, slot);
                run += Vector512.LoadUnsafe(ref stack, (nuint)j * Lanes.Eight);
                zero.StoreUnsafe(ref stack, (nuint)(j + 1) * Lanes.Eight);
            }

            run.StoreUnsafe(ref stack, (nuint)keep * Lanes.Eight);
            return;
        }

        for (var j = cells.Length - 1; j >= keep; j--)
        {
            var parent = (nuint)j * stride;
            var slot = (nuint)(start[j] + cells[j]) * stride;
            for (nuint i = 0; i < stride; i += Lanes.Width)
            {
                var pending = Vector256.LoadUnsafe(ref stack, parent + stride + i);
                (Vector256.LoadUnsafe(ref counts, slot + i) + pending).StoreUnsafe(ref counts, slot + i);
                (Vector256.LoadUnsafe(ref stack, parent + i) + pending).StoreUnsafe(ref stack, parent + i);
                Vector256<double>.Zero.StoreUnsafe(ref stack, parent + stride + i);
            }
        }
    }
}
