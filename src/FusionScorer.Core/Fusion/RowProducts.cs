using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>Products of likelihoods along distinct rows: exp of what <see cref="RowSums"/> adds, without an exp for each row.</summary>
/// <remarks>
/// Each slot is divided by its largest likelihood, so products lie between 0 and 1; <see cref="Shift"/> keeps what was divided out. With
/// very many functions that all contradict each other a row may come out too small to divide by: <see cref="Slow"/> takes that one in logs.
/// </remarks>
internal sealed class RowProducts
{
    /// <summary>A row whose sum is below this is worked out in logs.</summary>
    public const double Tiny = 1e-250;

    private readonly OutcomeLayout _layout;
    private readonly DistinctRows _rows;
    private readonly double[] _stack;
    private readonly double[] _scaled;
    private readonly double[] _log;
    private readonly double[] _firstLog;
    private int _last = -1;

    public RowProducts(OutcomeLayout layout, DistinctRows rows)
    {
        _layout = layout;
        _rows = rows;
        _stack = new double[(rows.Width + 1) * layout.Stride];
        _scaled = layout.NewTable();
        _firstLog = new double[layout.Levels];
        _log = layout.NewTable();
        Shift = new double[layout.Slots];
    }

    /// <summary>The log of what each slot was divided by.</summary>
    public double[] Shift { get; }

    /// <summary>Starts a pass over the rows in order.</summary>
    /// <param name="first">What every product starts from, in logs: K numbers.</param>
    /// <param name="table">Log-likelihoods, slots × stride.</param>
    public void Begin(ReadOnlySpan<double> first, double[] table)
    {
        _last = -1;
        for (var slot = 0; slot < Shift.Length; slot++)
        {
            var values = _layout.Of(table, slot);
            var most = double.NegativeInfinity;
            foreach (var value in values)
                most = Math.Max(most, value);
            Shift[slot] = most;
            for (var y = 0; y < values.Length; y++)
            {
                var cell = (slot * _layout.Stride) + y;
                _log[cell] = values[y] - most;
                _scaled[cell] = Math.Exp(_log[cell]);
            }
        }

        for (var y = 0; y < _layout.Levels; y++)
        {
            _firstLog[y] = first[y];
            _stack[y] = Math.Exp(first[y]);
        }
    }

    /// <summary>The product of a row's slots, stride numbers with zeros after the K-th; rows are asked for in order from 0, none left out, repeats allowed.</summary>
    public ReadOnlySpan<double> Next(int row)
    {
        var stride = _layout.Stride;
        if (row != _last)
        {
            var cells = _rows.Row(row);
            ref var stack = ref MemoryMarshal.GetArrayDataReference(_stack);
            ref var table = ref MemoryMarshal.GetArrayDataReference(_scaled);
            var start = _layout.Start;
            var shared = _rows.SharedPrefix(row);
            if (stride == (int)Lanes.Eight)
            {
                var product = Vector512.LoadUnsafe(ref stack, (nuint)shared * Lanes.Eight);
                for (var j = shared; j < cells.Length; j++)
                {
                    product *= Vector512.LoadUnsafe(ref table, (nuint)(start[j] + cells[j]) * Lanes.Eight);
                    product.StoreUnsafe(ref stack, (nuint)(j + 1) * Lanes.Eight);
                }

                shared = cells.Length;
            }

            for (var j = shared; j < cells.Length; j++)
            {
                var from = (nuint)(j * stride);
                var slot = (nuint)((start[j] + cells[j]) * stride);
                for (nuint i = 0; i < (nuint)stride; i += Lanes.Width)
                    (Vector256.LoadUnsafe(ref stack, from + i) * Vector256.LoadUnsafe(ref table, slot + i)).StoreUnsafe(ref stack, from + (nuint)stride + i);
            }

            _last = row;
        }

        return _stack.AsSpan(_rows.Width * stride, stride);
    }

    /// <summary>The same in logs, K numbers, for a row whose product is tiny.</summary>
    public void Slow(int row, Span<double> log)
    {
        _firstLog.CopyTo(log);
        var cells = _rows.Row(row);
        for (var j = 0; j < cells.Length; j++)
        {
            var add = _layout.Of(_log, _layout.Start[j] + cells[j]);
            for (var y = 0; y < add.Length; y++)
                log[y] += add[y];
        }
    }
}
