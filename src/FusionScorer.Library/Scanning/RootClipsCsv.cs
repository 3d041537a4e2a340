using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Policies;

namespace FusionScorer.Library.Scanning;

/// <summary>The optional <c>clips.csv</c> at the top of a library: metadata by relative path or <c>root:path</c>. Bad rows give warnings.</summary>
internal static class RootClipsCsv
{
    public const string FileName = "clips.csv";

    private const int MaxWarnings = 20;

    /// <summary>Metadata by path under the root; empty when there is no such file.</summary>
    public static Dictionary<string, ClipMetadata> Read(LibraryRoot root, IReadOnlySet<string> mediaPaths, List<string> warnings)
    {
        var rows = new Dictionary<string, ClipMetadata>(StringComparer.Ordinal);
        if (RootTable.PathOf(root, FileName) is not { } path)
            return rows;
        var faults = new List<string>();
        try
        {
            using var table = CsvTable.Open(path, tolerant: true);
            var columns = new MetadataColumns(table);
            while (table.Read())
            {
                if (ReadRow(root, table, columns, mediaPaths, rows) is { } fault)
                    faults.Add(table.At(fault).Message);
            }
        }
        catch (BadInputException exception)
        {
            faults.Add(exception.Message);
        }

        warnings.AddRange(faults.Take(MaxWarnings));
        if (faults.Count > MaxWarnings)
            warnings.Add($"{path}: {faults.Count - MaxWarnings} more rows were left out");
        return rows;
    }

    private static string? ReadRow(
        LibraryRoot root, CsvTable table, MetadataColumns columns, IReadOnlySet<string> mediaPaths, Dictionary<string, ClipMetadata> rows)
    {
        if (table.Fault is { } fault)
            return fault;
        var clip = columns.ClipId;
        if (!mediaPaths.Contains(clip) && clip.StartsWith(root.Name + ":", StringComparison.Ordinal))
            clip = clip[(root.Name.Length + 1)..];
        if (!mediaPaths.Contains(clip))
            return $"'{columns.ClipId}' is no clip of library {root.Name}; write its path under the library's folder";
        if (columns.Read(out var metadata) is { } wrong)
            return wrong;
        return rows.TryAdd(clip, metadata) ? null : $"clip '{clip}' has a row already; the first one counts";
    }
}
