using FusionScorer.Core;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Importing;

/// <summary>Reads <c>features.csv</c>: clip_id, then columns <c>signal.feature</c>; an empty cell is missing.</summary>
internal static class FeatureCsv
{
    private const string ClipId = "clip_id";

    /// <summary>Reads all rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="index">Clips by id.</param>
    /// <returns>By clip, then signal.</returns>
    public static IReadOnlyList<TabularReading> Read(string path, IReadOnlyDictionary<string, int> index)
    {
        using var table = CsvTable.Open(path);
        var clipId = table.Require(ClipId);
        var signals = SignalColumns(table, clipId);
        var firstLine = new long[index.Count];
        var readings = new List<TabularReading>();
        while (table.Read())
        {
            var id = table.Text(clipId);
            if (!index.TryGetValue(id, out var clip))
                throw table.At($"clip '{id}' is not in clips.csv; add it there or delete the row");
            if (firstLine[clip] > 0)
                throw table.At($"clip '{id}' has a row already on line {firstLine[clip]}; keep one row a clip");
            firstLine[clip] = table.Line;
            foreach (var (signal, columns) in signals)
            {
                if (ReadSignal(table, columns) is { } features)
                    readings.Add(new TabularReading(clip, signal, features));
            }
        }

        return [.. readings.OrderBy(reading => reading.Clip)];
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

    private static Dictionary<string, float>? ReadSignal(CsvTable table, List<int> columns)
    {
        Dictionary<string, float>? features = null;
        foreach (var column in columns)
        {
            var cell = table.Cell(column);
            if (cell.IsEmpty)
                continue;
            if (!CsvNumbers.TryReadFloat(cell, out var value))
                throw table.At($"'{table.Text(column)}' in column '{table.Columns[column]}' is not a number; write one or leave the cell empty");
            features ??= new Dictionary<string, float>(columns.Count, StringComparer.Ordinal);
            features.Add(table.Columns[column], value);
        }

        return features;
    }
}
