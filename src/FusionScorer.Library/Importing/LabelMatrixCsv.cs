using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Core.Voting;

namespace FusionScorer.Library.Importing;

/// <summary>Label matrices as read from one file, or from one to fit on and one to score.</summary>
/// <param name="Fit">Votes to fit on.</param>
/// <param name="Score">Votes to score; the same object as <paramref name="Fit"/> when there is one file.</param>
/// <param name="Labels">One class index for each row of <paramref name="Score"/>; −1 = unknown.</param>
/// <param name="ClipIds">One id for each row of <paramref name="Score"/>; null when the file has no such column.</param>
/// <param name="Classes">Class names by index; the index itself where <c>classes.json</c> has no name.</param>
/// <param name="Warnings">What a person should look at, a line each.</param>
public sealed record VoteFiles(
    LabelMatrix Fit, LabelMatrix Score, int[] Labels, string[]? ClipIds, ImmutableArray<string> Classes, ImmutableArray<string> Warnings);

/// <summary>Reads label matrices: CSV with the header <c>label,lf0,lf1,…</c>, optionally with <c>clip_id</c> first; <c>label</c> is optional.</summary>
/// <remarks>
/// A cell is a class name if <c>classes.json</c> beside the votes has that name, else a class index, else a level set; <c>-1</c> or empty is no
/// vote, an outcome of its own (<see cref="Outcome.Silent"/>). Labels only score.
/// </remarks>
public static class LabelMatrixCsv
{
    private const string Label = "label";
    private const string ClipId = "clip_id";

    /// <summary>Reads the votes to score and, when named, other votes to fit on.</summary>
    /// <param name="votesPath">The file to score; <c>classes.json</c> is looked for beside it.</param>
    /// <param name="fitPath">The file to fit on; null to fit on the file to score.</param>
    /// <exception cref="BadInputException">A file breaks the contract; file and line are named.</exception>
    public static VoteFiles Read(string votesPath, string? fitPath = null)
    {
        var names = ClassNames.Beside(votesPath);
        var syntax = new VoteSyntax(names);
        using var votes = CsvTable.Open(votesPath);
        var columns = FunctionColumns(votes);
        var builders = columns.ConvertAll(column => new VoteColumnBuilder(votes.Columns[column]));
        var score = RawVotes.Read(votes, columns, builders, syntax, votes.IndexOf(Label), votes.IndexOf(ClipId));
        RawVotes? fit = null;
        if (fitPath is not null)
        {
            using var table = CsvTable.Open(fitPath);
            fit = RawVotes.Read(table, SameColumns(table, votes, columns), builders, syntax, table.IndexOf(Label), clipId: -1);
        }

        var classes = syntax.Classes;
        if (classes == 0)
            throw new BadInputException(votesPath, 0, "names no class in any vote or label; there is nothing to fit");
        var finished = builders.ConvertAll(builder => builder.Finish(classes));
        var scored = Matrix(score, finished, classes);
        return new VoteFiles(
            fit is null ? scored : Matrix(fit, finished, classes), scored, score.Labels, score.ClipIds,
            [.. Enumerable.Range(0, classes).Select(index => names is { } list && index < list.Length ? list[index] : index.ToString(CultureInfo.InvariantCulture))],
            names is { } known && known.Length < classes ? [$"{ClassNames.FileName} names {known.Length} classes, but {votesPath} holds class {classes - 1}; {classes} classes are taken"] : []);
    }

    private static List<int> FunctionColumns(CsvTable table)
    {
        var columns = new List<int>();
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i] is Label or ClipId)
                continue;
            if (table.Columns[i].Length == 0)
                throw new BadInputException(table.File, 1, $"column {i + 1} has no name; the header is label,lf0,lf1,…");
            columns.Add(i);
        }

        return columns.Count > 0
            ? columns
            : throw new BadInputException(table.File, 1, "names no labelling function; the header is label,lf0,lf1,…");
    }

    private static List<int> SameColumns(CsvTable fit, CsvTable votes, List<int> columns)
    {
        var same = columns.ConvertAll(column => fit.IndexOf(votes.Columns[column]));
        var missing = same.IndexOf(-1);
        if (missing >= 0)
            throw new BadInputException(fit.File, 1, $"has no column '{votes.Columns[columns[missing]]}', but {votes.File} has; both name the same functions");
        var extra = FunctionColumns(fit).Find(column => !same.Contains(column), -1);
        return extra < 0
            ? same
            : throw new BadInputException(fit.File, 1, $"column '{fit.Columns[extra]}' is not in {votes.File}; both name the same functions");
    }

    private static LabelMatrix Matrix(RawVotes raw, List<(VoteColumn Column, byte[] Outcomes)> finished, int classes)
    {
        var cells = raw.Cells;
        for (var at = 0; at < cells.Length;)
        {
            foreach (var (_, outcomes) in finished)
            {
                cells[at] = outcomes[cells[at]];
                at++;
            }
        }

        return new LabelMatrix(classes, [.. finished.Select(column => column.Column)], cells);
    }

    private static int Find(this List<int> list, Predicate<int> match, int otherwise)
    {
        var index = list.FindIndex(match);
        return index < 0 ? otherwise : list[index];
    }
}
