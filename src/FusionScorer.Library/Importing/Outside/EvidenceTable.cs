using FusionScorer.Core;

namespace FusionScorer.Library.Importing.Outside;

/// <summary>Evidence as a CSV: a clip, a kind, and optionally score, text, start and end, a row a line.</summary>
public static class EvidenceTable
{
    /// <summary>Reads a table row by row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">How its columns are called.</param>
    /// <param name="bad">Takes a line on each bad row; it is left out.</param>
    /// <exception cref="BadInputException">The file or its header cannot be read.</exception>
    public static IEnumerable<OutsideRow> Read(string path, OutsideColumns columns, Action<string> bad)
    {
        using var table = CsvTable.Open(path, tolerant: true);
        var at = new At(table, columns);
        while (table.Read())
        {
            OutsideRow? row = null;
            if ((table.Fault ?? at.Read(out row)) is { } fault)
                bad(table.At(fault).Message);
            else
                yield return row!;
        }
    }

    private sealed class At
    {
        private readonly CsvTable _table;
        private readonly double _scale;
        private readonly int _clip;
        private readonly int _kind;
        private readonly int _score;
        private readonly int _text;
        private readonly int _start;
        private readonly int _end;

        public At(CsvTable table, OutsideColumns columns)
        {
            _table = table;
            _scale = columns.Scale;
            (_clip, _kind) = (Find(columns, "clip", needed: true), Find(columns, "kind", needed: true));
            (_score, _text, _start, _end) = (Find(columns, "score"), Find(columns, "text"), Find(columns, "start"), Find(columns, "end"));
        }

        public string? Read(out OutsideRow? row)
        {
            row = null;
            var score = 1.0;
            if (_score >= 0 && !_table.Cell(_score).IsEmpty)
            {
                if (!CsvNumbers.TryRead(_table.Cell(_score), out score))
                    return $"score '{_table.Text(_score)}' is not a number";
                score /= _scale;
            }

            return !Time(_start, out var start) ? $"start '{_table.Text(_start)}' is not a number"
                : !Time(_end, out var end) ? $"end '{_table.Text(_end)}' is not a number"
                : OutsideRow.Make(_table.Text(_clip), _table.Text(_kind), score, _table.Text(_text), start, end, out row);
        }

        private bool Time(int column, out double? ms)
        {
            ms = null;
            if (column < 0 || _table.Cell(column).IsEmpty)
                return true;
            var read = CsvNumbers.TryRead(_table.Cell(column), out var value);
            ms = value * OutsideColumns.MsOf(_table.Columns[column]);
            return read;
        }

        private int Find(OutsideColumns columns, string what, bool needed = false)
        {
            var names = columns.Of(what);
            foreach (var name in names)
            {
                if (_table.IndexOf(name) is >= 0 and var column)
                    return column;
            }

            return needed || columns.Names.ContainsKey(what)
                ? throw new BadInputException(_table.File, 1, $"has no column '{names[0]}' for the {what}; the columns are {string.Join(", ", _table.Columns.Take(20))}; name it by --columns {what}=NAME")
                : -1;
        }
    }
}
