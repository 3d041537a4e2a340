using System.Text;
using FusionScorer.Core;

namespace FusionScorer.Library.Importing;

/// <summary>Reads a CSV file row by row: UTF-8, a header, commas, quoted cells with doubled quotes and line breaks. Blank lines do not count.</summary>
/// <remarks>Streams: memory follows the longest row. Cells are spans of UTF-8, valid until the next <see cref="Read"/>; blanks around unquoted cells do not count.</remarks>
public sealed class CsvTable : IDisposable
{
    private readonly CsvRecords _records;
    private readonly bool _tolerant;

    private CsvTable(string file, CsvRecords records, bool tolerant)
    {
        File = file;
        _records = records;
        _tolerant = tolerant;
    }

    /// <summary>How the file is named in errors.</summary>
    public string File { get; }

    /// <summary>Column names of the header, in order; unique unless blank.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>The line, from 1, on which the current row starts.</summary>
    public long Line => _records.Line;

    /// <summary>What is wrong with the current row; always null unless the table is read tolerantly.</summary>
    public string? Fault { get; private set; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tolerant">Whether a bad row sets <see cref="Fault"/> instead of ending the reading.</param>
    /// <param name="lines">Whether no cell holds a line break: a quote left open then spoils its own line alone.</param>
    /// <exception cref="BadInputException">The file is absent or unreadable, or has no header, or names a column twice.</exception>
    public static CsvTable Open(string path, bool tolerant = false, bool lines = false) => Open(StrictUtf8.OpenRead(path), path, tolerant, lines);

    /// <summary>Takes over a stream and reads its header.</summary>
    /// <param name="stream">Disposed together with the table.</param>
    /// <param name="file">How to name it in errors.</param>
    /// <param name="tolerant">Whether a bad row sets <see cref="Fault"/> instead of ending the reading.</param>
    /// <param name="lines">Whether no cell holds a line break: a quote left open then spoils its own line alone.</param>
    /// <exception cref="BadInputException">There is no header, or it names a column twice.</exception>
    public static CsvTable Open(Stream stream, string file, bool tolerant = false, bool lines = false)
    {
        var records = new CsvRecords(stream, file, lines);
        var table = new CsvTable(file, records, tolerant);
        try
        {
            table.ReadHeader();
            return table;
        }
        catch
        {
            records.Dispose();
            throw;
        }
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="BadInputException">The row is bad (not UTF-8, an open quote, too few or too many cells) and the table is not tolerant.</exception>
    public bool Read()
    {
        if (!_records.Next())
            return false;
        var fault = _records.Fault;
        if (fault is null && _records.Count != Columns.Count)
            fault = $"the row has {_records.Count} cells, the header has {Columns.Count}; give every row as many, quoting cells that hold commas";
        if (fault is not null && !_tolerant)
            throw At(fault);
        Fault = fault;
        return true;
    }

    /// <summary>A cell of the current row as UTF-8.</summary>
    public ReadOnlySpan<byte> Cell(int column) => _records.Field(column);

    /// <summary>A cell of the current row as text; empty when <paramref name="column"/> is −1.</summary>
    public string Text(int column) => column < 0 ? "" : Encoding.UTF8.GetString(Cell(column));

    /// <summary>The place of a column.</summary>
    /// <returns>−1 when there is none of that name.</returns>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column)
                return i;
        }

        return -1;
    }

    /// <summary>The place of a column that must be there.</summary>
    /// <exception cref="BadInputException">There is none of that name.</exception>
    public int Require(string column)
    {
        var index = IndexOf(column);
        if (index >= 0)
            return index;
        var hint = Columns.Count == 1 && Columns[0].AsSpan().IndexOfAny(";\t") >= 0
            ? "separate columns by commas"
            : $"the header names {string.Join(", ", Columns.Take(12))}";
        throw new BadInputException(File, 1, OneLine.Of($"there is no column '{column}'; {hint}"));
    }

    /// <summary>A fault on the current row.</summary>
    public BadInputException At(string message) => new(File, Line, OneLine.Of(message));

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();

    private void ReadHeader()
    {
        if (!_records.Next())
            throw new BadInputException(File, 0, "is empty; the first line must name the columns");
        if (_records.Fault is { } fault)
            throw At(fault);
        var names = new string[_records.Count];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = Text(i);
            if (names[i].Length > 0 && !seen.Add(names[i]))
                throw At($"column '{names[i]}' appears twice; give each column its own name");
        }

        Columns = names;
    }
}
