using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Library.Exporting;

namespace FusionScorer.Library.Tests.Exporting;

public sealed class CsvCellTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("'=1", "''=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData(null, "")]
    public void Safe_Text_IsNeverAFormula(string? text, string expected) => Assert.Equal(expected, CsvCell.Safe(text));

    [Fact]
    public void Unsafe_OfSafe_IsTheText()
    {
        var texts = Gen.Elements('\'', '=', '-', ' ', 'a').ListOf().Select(list => string.Concat(list));
        Prop.ForAll(Gen.OneOf(texts, HardText.Any).ToArbitrary(), text => CsvCell.Unsafe(Unquoted(CsvCell.Safe(text))) == text).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static string Unquoted(string cell) => cell.StartsWith('"') ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
}
