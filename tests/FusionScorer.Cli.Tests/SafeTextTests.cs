using FusionScorer.Cli.Output;

namespace FusionScorer.Cli.Tests;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("é 漢 🎬", "é 漢 🎬")]
    [InlineData("two\nlines\tand a tab", "two\\nlines\\tand a tab")]
    [InlineData("\u001b[31mred\u001b[0m", "\\u{1b}[31mred\\u{1b}[0m")]
    [InlineData("abc\u202egnp.exe", "abc\\u{202e}gnp.exe")]
    [InlineData("zero\u200bwidth", "zero\\u{200b}width")]
    [InlineData(null, "")]
    public void Plain_HostileText_ShowsWhatCannotBePrinted(string? text, string expected) => Assert.Equal(expected, SafeText.Plain(text));

    // Not inline data: a lone surrogate does not survive the way to the test.
    [Fact]
    public void Plain_LoneSurrogate_IsReplaced() => Assert.Equal("a\ufffd", SafeText.Plain("a" + (char)0xd800));

    [Fact]
    public void Cell_MarkupInText_IsEscaped() => Assert.Equal("[[red]]no[[/]]", SafeText.Cell("[red]no[/]"));

    [Fact]
    public void Cell_TooLong_IsCutWithAnEllipsis() => Assert.Equal("abcd…", SafeText.Cell("abcdefgh", 5));
}
