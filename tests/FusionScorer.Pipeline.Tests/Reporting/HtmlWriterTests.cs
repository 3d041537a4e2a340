using System.Xml.Linq;
using FusionScorer.Core.Randomness;
using FusionScorer.Pipeline.Reporting.Html;
using FusionScorer.TestKit;

namespace FusionScorer.Pipeline.Tests.Reporting;

public sealed class HtmlWriterTests
{
    private const string Awkward = "<>&\"'`=/;#-! \n\r\t\0\u0007\u0085\u00A0\u2028\u202E\u2069\uFFFE\uFFFF\uD83D\uDE00\uD83DxA]]>é漢";

    [Fact]
    public void AnyText_AsTextOrValue_IsReadAsItself() => Properties.ForAll(60, (size, seed) =>
    {
        var random = new CounterRandom(seed, 1);
        var given = string.Concat(Enumerable.Range(0, size).Select(_ => random.NextDouble() < 0.7 ? Awkward[random.NextInt(Awkward.Length)] : (char)random.NextInt(0x10000)));
        using var to = new StringWriter();
        var html = new HtmlWriter(to);
        using (html.Open("div", ("class", given)))
            html.Text(given);

        var read = XDocument.Parse(to.ToString(), LoadOptions.PreserveWhitespace).Root!;

        Assert.Empty(read.Elements());
        Assert.Equal("class", Assert.Single(read.Attributes()).Name.LocalName);
        Assert.Equal(Shown(given), read.Value);
        Assert.Equal(Shown(given), read.Attribute("class")!.Value);
    }, tests: 300);

    [Theory]
    [InlineData("script")]
    [InlineData("img")]
    [InlineData("iframe")]
    [InlineData("style")]
    [InlineData("b><script")]
    public void OtherTags_AreRefused(string tag) => Assert.Throws<ArgumentException>(() => new HtmlWriter(TextWriter.Null).Open(tag));

    [Theory]
    [InlineData("src", "x")]
    [InlineData("onclick", "x")]
    [InlineData("style", "background:url(x)")]
    [InlineData("href", "javascript:alert(1)")]
    [InlineData("href", "https://example.org")]
    [InlineData("href", "//example.org")]
    public void OtherAttributes_AreRefused(string name, string value) => Assert.Throws<ArgumentException>(() => new HtmlWriter(TextWriter.Null).Open("a", (name, value)));

    [Fact]
    public void Foreign_CutsLongText_BetweenLetters_AndKeepsItsDirectionToItself()
    {
        using var to = new StringWriter();

        new HtmlWriter(to).Foreign("abc😀def\u202Egnp", most: 5);
        new HtmlWriter(to).Foreign("a\u202Eb");

        Assert.Equal("<bdi>abc…</bdi>\n<bdi>a\uFFFDb</bdi>\n", to.ToString());
    }

    [Fact]
    public void AnElementLeftOpen_IsAFault()
    {
        var html = new HtmlWriter(TextWriter.Null);
        var outer = html.Open("div");
        html.Open("p");

        Assert.Throws<InvalidOperationException>(outer.Dispose);
    }

    private static string Shown(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value switch
    {
        '\n' or '\r' or '\t' => " ",
        _ when System.Text.Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFE or 0xFFFF => "\uFFFD",
        _ => rune.ToString(),
    }));
}
