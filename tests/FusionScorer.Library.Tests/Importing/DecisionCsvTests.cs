using FusionScorer.Core.Levels;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Importing;

public sealed class DecisionCsvTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AllForms_GivesRowsWithLines()
    {
        var rows = Read(
            "clip_id,level,reviewer,at,chosen_by\nfilms:a b.mp4,R,ann,2026-01-31T18:05:00Z,random\n" +
            "b,>=PG-13,,2026-01-31 18:05:00.5+02:00,\nc,Unsure,,2026-01-31,\n\nd,skip,,,\ne,flag,,,\nf,reopen,,,\n");
        Assert.Equal([2L, 3, 4, 6, 7, 8], rows.Select(row => row.Line));
        Assert.Equal([DecisionKind.Level, DecisionKind.Level, DecisionKind.Unsure, DecisionKind.Skip, DecisionKind.Flag, DecisionKind.Reopen], rows.Select(row => row.Kind));
        Assert.Equal(("films:a b.mp4", "ann", "random"), (rows[0].Clip, rows[0].Reviewer, rows[0].ChosenBy));
        Assert.Equal(LevelSet.Range(2, 4), rows[1].Levels);
        Assert.Null(rows[1].Reviewer);
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 16, 5, 0, 500, TimeSpan.Zero), rows[1].At);
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero), rows[2].At);
        Assert.Null(rows[3].At);
    }

    [Fact]
    public void Read_OnlyClipAndLevel_IsEnough() => Assert.Equal(LevelSet.Single(0), Assert.Single(Read("clip_id,level\na,g\n")).Levels);

    [Fact]
    public void Read_LevelNamedLikeAWord_IsTheLevel()
    {
        var row = Assert.Single(DecisionCsv.Read(_folder.Write("l.csv", "clip_id,level\na,skip\n"), Taxonomy.Create("t", ["watch", "skip"])));
        Assert.Equal((DecisionKind.Level, LevelSet.Single(1)), (row.Kind, row.Levels));
    }

    [Theory]
    [InlineData("clip_id,level\na,X\n", "l.csv:2: unknown level 'X'; the levels are G, PG, PG-13, R, NC-17; or write unsure, skip or flag")]
    [InlineData("clip_id,level\na,\n", "l.csv:2: a level set is empty")]
    [InlineData("clip_id,level\n,R\n", "l.csv:2: clip_id is empty")]
    [InlineData("clip_id,level,at\na,R,yesterday\n", "l.csv:2: 'yesterday' is not a time")]
    [InlineData("clip_id\na\n", "l.csv:1: there is no column 'level'")]
    public void Read_BadRow_NamesLineAndMend(string text, string expected) => Assert.Contains(expected, Faults.Of(() => Read(text)), StringComparison.Ordinal);

    private IReadOnlyList<ImportedDecision> Read(string text) => DecisionCsv.Read(_folder.Write("l.csv", text), Taxonomy.Mpaa);
}
