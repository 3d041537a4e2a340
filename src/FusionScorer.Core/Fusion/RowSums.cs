using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>Sums of table slots along distinct rows, taken in order.</summary>
/// <remarks>
/// Distinct rows are sorted, so neighbours share their first cells. A stack with one entry a cell keeps the sums so far, and only the cells after the
/// shared ones are added: about a quarter of all on a typical matrix, and always in the same order.
/// </remarks>
internal sealed class RowSums
{
    private readonly OutcomeLayout _layout;
    private readonly DistinctRows _rows;
    private readonly double[] _stack;
    private int _last = -1;

    public RowSums(OutcomeLayout layout, DistinctRows rows)
    {
        _layout = layout;
        _rows = rows;
        _stack = new double[(rows.Width + 1) * layout.Stride];
    }

    /// <summary>Starts a pass over the rows in order.</summary>
    /// <param name="first">What every sum starts from: K or stride numbers.</param>
    public void Begin(ReadOnlySpan<double> first)
    {
        first.CopyTo(_stack);
        _last = -1;
    }

    /// <summary>The sum of a row's slots; rows are asked for in order from 0, none left out, repeats allowed.</summary>
    public ReadOnlySpan<double> Next(int row, ReadOnlySpan<double> table)
    {
        var stride = _layout.Stride;
        if (row != _last)
        {
            var cells = _rows.Row(row);
            for (var j = _rows.SharedPrefix(row); j < cells.Length; j++)
            {
                var slot = _layout.Start[j] + cells[j];
                Lanes.Add(_stack.AsSpan(j * stride, stride), table.Slice(slot * stride, stride), _stack.AsSpan((j + 1) * stride, stride));
            }

            _last = row;
        }

        return _stack.AsSpan(_rows.Width * stride, stride);
    }
}
