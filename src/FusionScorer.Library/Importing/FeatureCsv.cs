using FusionScorer.Core;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Importing;

/// <summary>Reads <c>features.csv</c>: clip_id, then columns <c>signal.feature</c>; an empty cell is missing.</summary>
public static class FeatureCsv
{
    private const string ClipId = "clip_id";

    /// <summary>Reads all rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="index">Clips by id.</param>
    /// <returns>By clip, then signal.</returns>
    /// <exception cref="BadInputException">The file breaks the form, or names a clip that is not there.</exception>
    public static IReadOnlyList<TabularReading> Read(string path, IReadOnlyDictionary<string, int> index)
    {
        using var table = CsvTable.Open(path);
        return [.. Rows(table, id => index.TryGetValue(id, out var clip) ? clip : throw table.At($"clip '{id}' is not in clips.csv; add it there or delete the row"), bad: null)
            .OrderBy(reading => reading.Clip)];
    }

    /// <summary>Reads row by row for clips that are there already.</summary>
    /// <param name="path">The file.</param>
    /// <param name="find">A clip by name; null leaves the row out.</param>
    /// <param name="bad">Takes a line on each bad row; it is left out.</param>
    /// <exception cref="BadInputException">The file or its header cannot be read.</exception>
    public static IEnumerable<TabularReading> Read(string path, Func<string, int?> find, Action<string> bad)
    {
        using var table = CsvTable.Open(path, tolerant: true);
        foreach (var reading in Rows(table, find, bad))
            yield return reading;
    }

    private static IEnumerable<TabularReading> Rows(CsvTable table, Func<string, int?> find, Action<string>? bad)
    {
        var clipId = table.Require(ClipId);
        var signals = SignalColumns(table, clipId);
        var firstLine = new Dictionary<int, long>();
        var readings = new List<TabularReading>();
        while (table.Read())
        {
            readings.Clear();
            if (Row() is { } fault)
            {
                if (bad is null)
                    throw table.At(fault);
                bad(table.At(fault).Message);
                continue;
            }

            foreach (var reading in readings)
                yield return reading;
        }

        string? Row()
        {
            if (table.Fault is { } broken)
                return broken;
            var id = table.Text(clipId);
            if (find(id) is not { } clip)
                return null;
            if (!firstLine.TryAdd(clip, table.Line))
                return $"clip '{id}' has a row already on line {firstLine[clip]}; keep one row a clip";
            foreach (var (signal, columns) in signals)
            {
                if (ReadSignal(table, columns, out var features) is { } fault)
                    return fault;
                if (features is not null)
                    readings.Add(new TabularReading(clip, signal, features));
            }

            return null;
        }
    }

    private static List<(string Signal, List<int> Columns)> SignalColumns(CsvTable table, int clipId)
    {
        var signals = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var column = 0; column < table.Columns.Count; column++)
        {
            if (column == clipId)
                continue;
            var name = table.Columns[column];
            if (!FeatureName.IsValid(name))
                throw new BadInputException(table.File, 1, $"column '{name}' is no feature; write signal.feature, for example {Example(name)}");
            var signal = FeatureName.SignalOf(name).ToString();
            if (!signals.TryGetValue(signal, out var columns))
                signals.Add(signal, columns = []);
            columns.Add(column);
        }

        return [.. signals.Select(pair => (pair.Key, pair.Value))];
    }

    private static string Example(string name)
    {
        var words = name.Trim('.');
        return words.Length == 0 ? "captions.strong" : $"outside.{words}";
    }

    private static string? ReadSignal(CsvTable table, List<int> columns, out Dictionary<string, float>? features)
    {
        features = null;
        foreach (var column in columns)
        {
            var cell = table.Cell(column);
            if (cell.IsEmpty)
                continue;
            if (!CsvNumbers.TryReadFloat(cell, out var value))
                return $"'{table.Text(column)}' in column '{table.Columns[column]}' is not a number; write one or leave the cell empty";
            features ??= new Dictionary<string, float>(columns.Count, StringComparer.Ordinal);
            features.Add(table.Columns[column], value);
        }

        return null;
    }
}
