using FusionScorer.Core;

namespace FusionScorer.Library.Importing;

/// <summary>One label matrix with the codes that its columns gave while reading.</summary>
internal sealed record RawVotes(byte[] Cells, int[] Labels, string[]? ClipIds)
{
    /// <summary>Reads all rows.</summary>
    /// <param name="table">Positioned before its first row.</param>
    /// <param name="columns">Places of the functions, in the order of <paramref name="builders"/>.</param>
    /// <param name="builders">One for each function; shared by the files of a run.</param>
    /// <param name="syntax">Shared by the files of a run.</param>
    /// <param name="label">Place of the label; −1 when there is none.</param>
    /// <param name="clipId">Place of the clip id; −1 when there is none or it is not wanted.</param>
    public static RawVotes Read(CsvTable table, List<int> columns, List<VoteColumnBuilder> builders, VoteSyntax syntax, int label, int clipId)
    {
        var cells = new byte[Math.Max(1024, columns.Count)];
        var labels = new List<int>();
        var ids = clipId < 0 ? null : new List<string>();
        var used = 0;
        var known = new Dictionary<byte, int>();
        while (table.Read())
        {
            if (used + columns.Count > cells.Length)
                Array.Resize(ref cells, Math.Max(cells.Length * 2, used + columns.Count));
            for (var j = 0; j < columns.Count; j++)
            {
                if (builders[j].Encode(table.Cell(columns[j]), syntax, out cells[used + j]) is { } fault)
                    throw table.At(fault);
            }

            used += columns.Count;
            labels.Add(label < 0 ? -1 : LabelOf(table, label, syntax, known));
            ids?.Add(table.Text(clipId));
        }

        return labels.Count > 0
            ? new RawVotes(cells[..used], [.. labels], ids?.ToArray())
            : throw new BadInputException(table.File, 0, "has a header but no rows");
    }

    private static int LabelOf(CsvTable table, int column, VoteSyntax syntax, Dictionary<byte, int> known)
    {
        var cell = table.Cell(column);
        if (cell.IsEmpty || cell.SequenceEqual("-1"u8))
            return -1;
        if (cell.Length == 1 && known.TryGetValue(cell[0], out var label))
            return label;
        if (syntax.Read(cell, out var set) is { } fault)
            throw table.At($"column 'label': {fault}");
        if (set.Count > 1)
            throw table.At($"label '{table.Text(column)}' is not one class; a label is a class name, a class index or -1");
        label = set.IsEmpty ? -1 : set.Lowest;
        if (cell.Length == 1)
            known[cell[0]] = label;
        return label;
    }
}
