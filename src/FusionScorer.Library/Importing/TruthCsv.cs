using FusionScorer.Core;
using FusionScorer.Core.Levels;

namespace FusionScorer.Library.Importing;

/// <summary>Reads <c>truth.csv</c>: clip_id and level.</summary>
public static class TruthCsv
{
    /// <summary>Reads all rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="index">Clips by reference: indices 0 … n − 1; several references may name one clip.</param>
    /// <param name="taxonomy">Where level names come from.</param>
    /// <returns>One level for each clip; −1 where the file says nothing.</returns>
    /// <exception cref="BadInputException">An unknown clip or level, or a clip that appears twice.</exception>
    public static int[] Read(string path, IReadOnlyDictionary<string, int> index, Taxonomy taxonomy)
    {
        using var table = CsvTable.Open(path);
        int clipId = table.Require("clip_id"), level = table.Require("level");
        var truth = new int[index.Count == 0 ? 0 : index.Values.Max() + 1];
        Array.Fill(truth, -1);
        while (table.Read())
        {
            var id = table.Text(clipId);
            if (!index.TryGetValue(id, out var clip))
                throw table.At($"clip '{id}' is not known; delete the row or add the clip");
            if (truth[clip] >= 0)
                throw table.At($"clip '{id}' appears twice; keep one row a clip");
            if (!taxonomy.TryParse(table.Text(level), out truth[clip]))
                throw table.At($"unknown level '{table.Text(level)}'; the levels are {string.Join(", ", taxonomy.Levels)}");
        }

        return truth;
    }
}
