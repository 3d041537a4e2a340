using System.Text;
using FusionScorer.Core;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Importing;

namespace FusionScorer.Library.Tests.Importing;

public sealed class LabelMatrixCsvTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_IndicesNoVotesAndFloats_EncodesByMeaning()
    {
        var files = Read("label,lf0,lf1\n1,-1,2\n-1,0,2.0\n,,1\n2,-1.0,0|2\n");
        Assert.Equal(3, files.Score.Levels);
        Assert.Same(files.Fit, files.Score);
        Assert.Equal([1, -1, -1, 2], files.Labels);
        Assert.Null(files.ClipIds);
        Assert.Equal(["0", "1", "2"], files.Classes.ToArray());
        Assert.Equal([Outcome.Silent, Outcome.Silent], [files.Score.Row(0)[0], files.Score.Row(2)[0]]);
        Assert.Equal([LevelSet.Single(0)], files.Score.Columns[0].Votes.ToArray());
        Assert.Equal([LevelSet.FromBits(0b101), LevelSet.Single(1), LevelSet.Single(2)], files.Score.Columns[1].Votes.ToArray());
        Assert.Equal([4, 4, 3, 2], Enumerable.Range(0, 4).Select(row => (int)files.Score.Row(row)[1]));
    }

    [Fact]
    public void Read_ClassNames_GoBeforeIndicesAndLevelSets()
    {
        _folder.Write("classes.json", """{"1":"SPAM","0":"HAM","2":">=c2"}""");
        var files = Read("clip_id,label,a\nx,HAM,SPAM\n\"y,z\",1,0\nq,-1,>=c2\nr,-1,>=1\ns,2,HAM..SPAM\nt,-1,HAM|2\n");
        Assert.Equal(["HAM", "SPAM", ">=c2"], files.Classes.ToArray());
        Assert.Equal(["x", "y,z", "q", "r", "s", "t"], files.ClipIds!);
        Assert.Equal([0, 1, -1, -1, 2, -1], files.Labels);
        Assert.Equal(
            [LevelSet.Single(1), LevelSet.Single(0), LevelSet.Single(2), LevelSet.Range(1, 2), LevelSet.Range(0, 1), LevelSet.FromBits(0b101)],
            Enumerable.Range(0, 6).Select(row => Vote(files.Score, row, 0)));
    }

    [Fact]
    public void Read_LevelSetsOverNamesInList_ReadsArrayOfNames()
    {
        _folder.Write("classes.json", """["c0","c1","c2","c3","c4"]""");
        var files = Read("a\n>=c3\n<=c1\nc1..c2\nc0|c4\n>=c0\n");
        Assert.Equal([0b11000u, 0b00011u, 0b00110u, 0b10001u, 0b11111u], Enumerable.Range(0, 5).Select(row => Vote(files.Score, row, 0).Bits));
        Assert.All(files.Labels, label => Assert.Equal(-1, label));
    }

    [Fact]
    public void Read_OpenSetWithoutNames_EndsAtTheLargestIndexOfBothFiles()
    {
        var votes = _folder.Write("v.csv", "label,a\n0,>=1\n0,1..3\n");
        var fit = _folder.Write("f.csv", "label,a\n3,2\n");
        var files = LabelMatrixCsv.Read(votes, fit);
        Assert.Equal(4, files.Fit.Levels);
        Assert.Equal(LevelSet.Range(1, 3), Vote(files.Score, 0, 0));
        Assert.Equal(files.Score.Row(0)[0], files.Score.Row(1)[0]);
        Assert.Equal(LevelSet.Single(2), Vote(files.Fit, 0, 0));
    }

    [Fact]
    public void Read_TwoFiles_ShareOutcomesWhateverTheOrderOfRowsAndColumns()
    {
        var first = _folder.Write("a.csv", "label,x,y\n0,1,0\n1,0,2\n");
        var second = _folder.Write("b.csv", "y,label,x\n1,0,2\n");
        var one = LabelMatrixCsv.Read(first, second);
        var two = LabelMatrixCsv.Read(second, first);
        Assert.Equal(one.Score.Columns[0].Votes.ToArray(), two.Score.Columns[1].Votes.ToArray());
        Assert.Equal(one.Score.Row(0)[0], two.Fit.Row(0)[1]);
        Assert.Equal([0], two.Labels);
    }

    [Theory]
    [InlineData("label,a\n0,x\n", "votes.csv:2: column 'a': 'x' is no vote")]
    [InlineData("label,a\n0,1\n0,3..1\n", "votes.csv:3: column 'a': range '3..1' runs downwards")]
    [InlineData("label,a\n0,-2\n", "votes.csv:2: column 'a': '-2' is no vote")]
    [InlineData("label,a\n0,1.5\n", "votes.csv:2: column 'a': '1.5' is no vote")]
    [InlineData("label,a\n0,20\n", "votes.csv:2: column 'a': class index 20 is too large")]
    [InlineData("label,a\n0|1,1\n", "votes.csv:2: label '0|1' is not one class")]
    [InlineData("label,a\nspam,1\n", "votes.csv:2: column 'label': 'spam' is no vote")]
    [InlineData("label\n0\n", "votes.csv:1: names no labelling function")]
    [InlineData("label,a,\n0,1,1\n", "votes.csv:1: column 3 has no name")]
    [InlineData("label,a\n", "votes.csv: has a header but no rows")]
    [InlineData("a\n-1\n", "votes.csv: names no class")]
    public void Read_BadFile_NamesLineAndMend(string text, string expected)
    {
        Assert.Contains(expected, Faults.Of(() => Read(text)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"0":"7","1":"b"}""", "is an integer")]
    [InlineData("""["a","1.0"]""", "is an integer")]
    [InlineData("""["a","a"]""", "appears twice")]
    [InlineData("""{"0":"a","2":"b"}""", "class 1 has no name")]
    [InlineData("""{"x":"a"}""", "is not a class index")]
    [InlineData("{\n\"0\":", "classes.json:2: is not JSON")]
    [InlineData("3", "neither an object nor a list")]
    [InlineData("[1]", "is not a class name")]
    public void Read_BadClassNames_AreRefused(string json, string expected)
    {
        _folder.Write("classes.json", json);
        Assert.Contains(expected, Faults.Of(() => Read("label,a\n0,0\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_IndexBeyondNames_AddsClassesAndWarns()
    {
        _folder.Write("classes.json", """["a","b"]""");
        var files = Read("label,x\n0,3\n1,>=b\n");
        Assert.Equal(["a", "b", "2", "3"], files.Classes.ToArray());
        Assert.Equal(LevelSet.Range(1, 3), Vote(files.Score, 1, 0));
        Assert.Contains("classes.json names 2 classes", Assert.Single(files.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FilesNameOtherFunctions_IsRefused()
    {
        var votes = _folder.Write("v.csv", "label,a,b\n0,1,1\n");
        Assert.Contains("has no column 'b'", Faults.Of(() => LabelMatrixCsv.Read(votes, _folder.Write("f.csv", "label,a\n0,1\n"))), StringComparison.Ordinal);
        Assert.Contains("column 'c' is not in", Faults.Of(() => LabelMatrixCsv.Read(votes, _folder.Write("f.csv", "label,a,b,c\n0,1,1,1\n"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreThan250DistinctVotes_IsRefused()
    {
        var text = new StringBuilder("a\n");
        for (var bits = 1; bits <= 251; bits++)
            text.AppendJoin('|', Enumerable.Range(0, 8).Where(level => (bits >> level & 1) != 0)).Append('\n');
        Assert.Contains("more than 250 distinct votes", Faults.Of(() => Read(text.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyBytes_ThrowsNothingButBadInput()
    {
        var random = new Random(9);
        var valid = Encoding.UTF8.GetBytes("clip_id,label,a,b\nx,0,1,>=2\ny,-1,,0|2\n\"z\",2,1..2,-1\n");
        for (var i = 0; i < 1500; i++)
        {
            var bytes = (byte[])valid.Clone();
            for (var change = random.Next(1, 5); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var path = _folder.Write("votes.csv", bytes);
            var fault = Record.Exception(() => LabelMatrixCsv.Read(path));
            Assert.True(fault is null or BadInputException, $"{Convert.ToHexString(bytes)}: {fault}");
        }
    }

    [EvalDataFact]
    public void Read_PublicMatrices_HaveTheirPublishedShape()
    {
        var youtube = LabelMatrixCsv.Read(
            EvalData.PathOf("label-matrices", "youtube", "test.votes.csv"),
            EvalData.PathOf("label-matrices", "youtube", "train.votes.csv"));
        Assert.Equal((2, 10, 250), (youtube.Score.Levels, youtube.Score.Columns.Length, youtube.Score.Rows));
        Assert.Equal(["HAM", "SPAM"], youtube.Classes.ToArray());
        var tennis = LabelMatrixCsv.Read(EvalData.PathOf("label-matrices", "tennis", "train.votes.csv"));
        Assert.Equal((2, 6), (tennis.Score.Levels, tennis.Score.Columns.Length));
        var atLeast = LabelMatrixCsv.Read(EvalData.PathOf("synthetic", "atleast.votes.csv"));
        Assert.Equal((5, 20_000), (atLeast.Score.Levels, atLeast.Score.Rows));
        Assert.Contains(atLeast.Score.Columns, column => column.Votes.SequenceEqual([LevelSet.Range(3, 4)]));
        var keywords = LabelMatrixCsv.Read(EvalData.PathOf("synthetic", "keywords.votes.csv"));
        Assert.Equal((8, 5_000, 120), (keywords.Score.Levels, keywords.Score.Rows, keywords.Score.Columns.Length));
        Assert.All(atLeast.Labels, label => Assert.InRange(label, 0, 4));
    }

    private static LevelSet Vote(LabelMatrix matrix, int row, int column) => matrix.Columns[column].Votes[Outcome.RuleOf(matrix.Row(row)[column])];

    private VoteFiles Read(string text) => LabelMatrixCsv.Read(_folder.Write("votes.csv", text));
}
