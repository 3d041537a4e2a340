using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;

namespace FusionScorer.TestKit;

/// <summary>Label matrices of the evaluation data: several files read with one set of columns, so that a fit on one can score another.</summary>
public static class VotesCsv
{
    public sealed record Votes(LabelMatrix Matrix, int[] Labels);

    /// <summary>Reads files of the form <c>label,lf0,…</c>; every function is its own signal.</summary>
    public static IReadOnlyList<Votes> Read(int levels, params string[] files)
    {
        var tables = files.Select(file => File.ReadLines(file).Select(line => line.Split(',')).ToArray()).ToArray();
        var names = tables[0][0].AsSpan(1).ToArray();
        var sets = names.Select(_ => new SortedSet<uint>()).ToArray();
        foreach (var row in tables.SelectMany(table => table.Skip(1)))
        {
            for (var j = 0; j < names.Length; j++)
            {
                if (SetOf(row[j + 1], levels) is { } bits)
                    sets[j].Add(bits);
            }
        }

        ImmutableArray<VoteColumn> columns = [.. names.Select((name, j) => new VoteColumn(name, name, [.. sets[j].Select(LevelSet.FromBits)]))];
        return [.. tables.Select(table => Encode(table, levels, columns, sets))];
    }

    private static Votes Encode(string[][] table, int levels, ImmutableArray<VoteColumn> columns, SortedSet<uint>[] sets)
    {
        var index = sets.Select(set => set.Select((bits, at) => (bits, at)).ToDictionary(pair => pair.bits, pair => pair.at)).ToArray();
        var cells = new byte[(table.Length - 1) * columns.Length];
        var labels = new int[table.Length - 1];
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = int.Parse(table[row + 1][0], CultureInfo.InvariantCulture);
            for (var j = 0; j < columns.Length; j++)
                cells[(row * columns.Length) + j] = SetOf(table[row + 1][j + 1], levels) is { } bits ? Outcome.OfRule(index[j][bits]) : Outcome.Silent;
        }

        return new Votes(new LabelMatrix(levels, columns, cells), labels);
    }

    private static uint? SetOf(string cell, int levels)
    {
        if (cell is "" or "-1")
            return null;
        var low = int.Parse(cell.TrimStart('>', '=', 'c'), CultureInfo.InvariantCulture);
        var set = cell.StartsWith(">=", StringComparison.Ordinal) ? LevelSet.Range(low, levels - 1) : LevelSet.Single(low);
        return set.Count == levels ? null : set.Bits;
    }
}
