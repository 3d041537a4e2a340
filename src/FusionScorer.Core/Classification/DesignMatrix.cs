using System.Collections.Immutable;

namespace FusionScorer.Core.Classification;

/// <summary>The classifier's inputs: n clips × d columns, kept by signal so that each signal's share of the logits is a product of its own segment.</summary>
/// <remarks>Column 0 is the constant. A column with several parts is stored once for each signal, all under one weight.</remarks>
internal sealed class DesignMatrix
{
    private const int Lane = 8;
    private readonly float[] _values;
    private readonly int[] _weightOf;
    private readonly int[] _segment;

    /// <summary>Packs columns row by row.</summary>
    /// <param name="rows">n.</param>
    /// <param name="columns">The columns, the constant left out.</param>
    /// <param name="signals">Signals that have a segment even if they have no column.</param>
    public DesignMatrix(int rows, IReadOnlyList<DesignColumn> columns, IEnumerable<string> signals)
    {
        Rows = rows;
        Names = ["constant", .. columns.Select(column => column.Name)];
        Groups = ["constant", .. columns.Select(column => column.Group).Distinct(StringComparer.Ordinal)];
        GroupOf = [0, .. columns.Select(column => Groups.IndexOf(column.Group))];
        Signals = [.. columns.SelectMany(column => column.Parts).Select(part => part.Signal).Concat(signals).Distinct(StringComparer.Ordinal)];
        var cells = new List<(int Weight, float[] Values)>();
        _segment = new int[Signals.Length + 1];
        for (var s = 0; s < Signals.Length; s++)
        {
            for (var k = 0; k < columns.Count; k++)
                cells.AddRange(columns[k].Parts.Where(part => part.Signal == Signals[s]).Select(part => (k + 1, part.Values)));
            while (cells.Count % Lane != 0)
                cells.Add((-1, []));
            _segment[s + 1] = cells.Count;
        }

        Stride = cells.Count;
        _weightOf = [.. cells.Select(cell => cell.Weight)];
        _values = new float[(long)rows * Stride];
        for (var c = 0; c < Stride; c++)
        {
            var values = cells[c].Values;
            for (var row = 0; row < values.Length; row++)
                _values[((long)row * Stride) + c] = values[row];
        }
    }

    /// <summary>n.</summary>
    public int Rows { get; }

    /// <summary>d, the constant included.</summary>
    public int Columns => Names.Length;

    /// <summary>Numbers from one stored row to the next.</summary>
    public int Stride { get; }

    /// <summary>d names.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Names of the groups; the constant's is the first.</summary>
    public ImmutableArray<string> Groups { get; }

    /// <summary>The group of each of d columns.</summary>
    public ImmutableArray<int> GroupOf { get; }

    /// <summary>S signals, in the order of their segments.</summary>
    public ImmutableArray<string> Signals { get; }

    /// <summary>A stored row.</summary>
    public ReadOnlySpan<float> Row(int row) => _values.AsSpan(row * Stride, Stride);

    /// <summary>Where a signal's segment begins in a stored row; a multiple of eight.</summary>
    public int SegmentStart(int signal) => _segment[signal];

    /// <summary>A clip's d numbers: parts added up, the constant first.</summary>
    public void Gather(int row, Span<double> x)
    {
        x.Clear();
        x[0] = 1;
        var stored = Row(row);
        for (var c = 0; c < stored.Length; c++)
        {
            if (_weightOf[c] >= 0)
                x[_weightOf[c]] += stored[c];
        }
    }

    /// <summary>Lays out weights as rows are stored: contrasts × stride, zero at the padding.</summary>
    /// <param name="weights">C × d numbers.</param>
    public float[] Spread(ReadOnlySpan<double> weights)
    {
        var contrasts = weights.Length / Columns;
        var result = new float[contrasts * Stride];
        for (var a = 0; a < contrasts; a++)
        {
            for (var c = 0; c < Stride; c++)
                result[(a * Stride) + c] = _weightOf[c] < 0 ? 0 : (float)weights[(a * Columns) + _weightOf[c]];
        }

        return result;
    }
}
