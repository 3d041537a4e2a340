using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core;
using FusionScorer.Library.Exporting;
using FusionScorer.Library.Importing;

namespace FusionScorer.Library.Tests.Importing;

public sealed class CsvTableTests
{
    [Fact]
    public void Read_QuotedCells_UnquotesCommasQuotesAndLineBreaks()
    {
        using var table = Open("a,b\r\n\"x, \"\"y\"\"\n z\", plain \r\n1,\n");
        Assert.True(table.Read());
        Assert.Equal("x, \"y\"\n z", table.Text(0));
        Assert.Equal("plain", table.Text(1));
        Assert.Equal(2, table.Line);
        Assert.True(table.Read());
        Assert.Equal(4, table.Line);
        Assert.Equal("", table.Text(1));
        Assert.False(table.Read());
    }

    [Fact]
    public void Open_ByteOrderMarkAndBlankLines_AreIgnored()
    {
        using var table = Open("\uFEFF\n\na,b\n\n1,2\n\n");
        Assert.Equal(["a", "b"], table.Columns);
        Assert.True(table.Read());
        Assert.Equal(5, table.Line);
        Assert.False(table.Read());
    }

    [Fact]
    public void Read_OldMacLineEnds_AreLineEnds()
    {
        using var table = Open("a,b\r1,2\r3,4");
        Assert.True(table.Read());
        Assert.True(table.Read());
        Assert.Equal("4", table.Text(1));
        Assert.Equal(3, table.Line);
    }

    [Theory]
    [InlineData("a,b\n1\n", "f.csv:2: the row has 1 cells, the header has 2")]
    [InlineData("a,b\n1,2\n1,2,3\n", "f.csv:3: the row has 3 cells")]
    [InlineData("a\n\"x\n", "f.csv:2: a quoted cell is never closed")]
    [InlineData("a,b\n\"x\ny\"z,2\n", "f.csv:2: text follows a closing quote")]
    [InlineData("a,a\n", "f.csv:1: column 'a' appears twice")]
    [InlineData("", "f.csv: is empty")]
    public void Read_BadTable_NamesLineAndMend(string text, string expected)
    {
        Assert.StartsWith(expected, Faults.Of(() => ReadAll(Encoding.UTF8.GetBytes(text))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n\xff,2\n", "f.csv:3: byte 0xFF is not UTF-8")]
    [InlineData("a,b\n1,2\n\"x\ny\xc3(\",2\n", "f.csv:4: byte 0xC3 is not UTF-8")]
    [InlineData("a\xe9,b\n", "f.csv:1: byte 0xE9 is not UTF-8")]
    public void Read_InvalidUtf8_NamesLineOfFirstWrongByte(string latin1, string expected)
    {
        Assert.StartsWith(expected, Faults.Of(() => ReadAll(Encoding.Latin1.GetBytes(latin1))), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Tolerant_FlagsBadRowsAndGoesOn()
    {
        using var table = CsvTable.Open(new MemoryStream(Encoding.Latin1.GetBytes("a,b\n1\n\xff,2\n3,4\n")), "f.csv", tolerant: true);
        Assert.True(table.Read());
        Assert.Contains("1 cells", table.Fault, StringComparison.Ordinal);
        Assert.True(table.Read());
        Assert.Contains("UTF-8", table.Fault, StringComparison.Ordinal);
        Assert.True(table.Read());
        Assert.Null(table.Fault);
        Assert.Equal("4", table.Text(1));
    }

    [Fact]
    public void Require_SemicolonsInHeader_SaysToUseCommas()
    {
        using var table = Open("clip_id;level\n");
        Assert.Contains("separate columns by commas", Faults.Of(() => table.Require("clip_id")), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoSuchFile_SaysSo() => Assert.Contains("no such file", Faults.Of(() => CsvTable.Open("/nonexistent/x.csv")), StringComparison.Ordinal);

    [Fact]
    public void Read_RowsAcrossBufferEdges_AreWhole()
    {
        var text = new StringBuilder("a,b\n");
        var long1 = new string('ä', 90_000);
        for (var i = 0; i < 40; i++)
            text.Append(i % 2 == 0 ? $"{i},\"{long1}\"\"\n\"\r\n" : $"{i},{long1}\r\n");
        using var table = CsvTable.Open(new Trickle(Encoding.UTF8.GetBytes(text.ToString())), "f.csv");
        for (var i = 0; i < 40; i++)
        {
            Assert.True(table.Read());
            Assert.Equal(i.ToString(), table.Text(0));
            Assert.Equal(i % 2 == 0 ? long1 + "\"\n" : long1, table.Text(1));
        }

        Assert.False(table.Read());
    }

    [Fact]
    public void Read_RowLargerThanLimit_Throws()
    {
        var text = "a\n\"" + new string('x', 17 << 20);
        Assert.Contains("longer than 16 MB", Faults.Of(() => ReadAll(Encoding.ASCII.GetBytes(text))), StringComparison.Ordinal);
    }

    [Fact]
    public void QuotedCells_AnyText_ReadBackExactly()
    {
        var rows = HardText.Any.Three().ListOf();
        Prop.ForAll(rows.ToArbitrary(), list =>
        {
            var text = new StringBuilder("a,b,c\n");
            foreach (var (a, b, c) in list)
                text.Append($"{CsvCell.Quote(a)},{CsvCell.Quote(b)},{CsvCell.Quote(c)}\n");
            using var table = Open(text.ToString());
            return list.All(row => table.Read() && table.Text(0) == row.Item1 && table.Text(1) == row.Item2 && table.Text(2) == row.Item3) && !table.Read();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    // Two quotes may fall apart between two reads, however few bytes these bring.
    [Theory]
    [InlineData("\"\"\n")]
    [InlineData("\"\"\"\r\n,")]
    [InlineData("a\"\n\"\"\"")]
    public void QuotedCells_QuotesAtTheEdgeOfARead_AreWhole(string cell)
    {
        foreach (var before in (string[])["", "x", "xy", "xyz", "xyzä"])
        {
            using var table = Open($"a,b\n{before},{CsvCell.Quote(cell)}\n1,2\n");
            Assert.True(table.Read());
            Assert.Equal((before, cell), (table.Text(0), table.Text(1)));
            Assert.True(table.Read());
            Assert.Equal("2", table.Text(1));
        }
    }

    [Fact]
    public void Read_AnyBytes_ThrowsNothingButBadInput()
    {
        var random = new Random(5);
        var alphabet = Encoding.Latin1.GetBytes("ab,\"\n\r \t\u00c3\u00a4\u00ff");
        for (var i = 0; i < 3000; i++)
        {
            var bytes = new byte[random.Next(60)];
            for (var j = 0; j < bytes.Length; j++)
                bytes[j] = alphabet[random.Next(alphabet.Length)];
            var fault = Record.Exception(() => ReadAll(bytes));
            Assert.True(fault is null or BadInputException, $"{Convert.ToHexString(bytes)}: {fault}");
        }
    }

    private static CsvTable Open(string text) => CsvTable.Open(new Trickle(Encoding.UTF8.GetBytes(text)), "f.csv");

    private static void ReadAll(byte[] bytes)
    {
        using var table = CsvTable.Open(new MemoryStream(bytes), "f.csv");
        while (table.Read())
            Assert.Equal(table.Columns.Count, Enumerable.Range(0, table.Columns.Count).Select(table.Text).Count());
    }

    /// <summary>Gives few bytes at a time, as pipes may.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        private int _turn;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, Length > 1000 ? 70_001 : 1 + (_turn++ % 3)));
    }
}
