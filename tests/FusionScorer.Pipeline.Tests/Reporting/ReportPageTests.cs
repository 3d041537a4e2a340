using System.Xml;
using System.Xml.Linq;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Reporting;
using FusionScorer.Pipeline.Reporting.Html;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Tests.Reporting;

public sealed class ReportPageTests
{
    private const string Hostile = "\"><script>alert(1)</script><img src=http://evil.example/x onerror=alert(2)> '&lt; \u202E url(http://evil.example)";

    private static string Draw(ReportDocument report)
    {
        using var to = new StringWriter();
        ReportPage.Write(to, report);
        return to.ToString();
    }

    // The page is well-formed XML beside being HTML.
    private static XDocument Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private static void AssertFetchesNothing(XDocument page)
    {
        foreach (var element in page.Descendants())
        {
            Assert.DoesNotContain(element.Name.LocalName, (string[])["script", "link", "img", "image", "iframe", "object", "embed", "base", "form", "use", "video", "audio", "source"]);
            foreach (var attribute in element.Attributes())
            {
                Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal), attribute.ToString());
                Assert.DoesNotContain(attribute.Name.LocalName, (string[])["src", "srcset", "style", "action", "data", "background", "poster"]);
                Assert.True(attribute.Name.LocalName != "href" || page.Descendants().Any(other => (string?)other.Attribute("id") == attribute.Value[1..]), attribute.ToString());
            }
        }

        var style = Assert.Single(page.Descendants("style")).Value;
        Assert.DoesNotContain("url(", style, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", style, StringComparison.OrdinalIgnoreCase);
        var guard = page.Descendants("meta").Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy");
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; img-src data:", (string?)guard.Attribute("content"));
    }

    [Fact]
    public void HostileText_IsShown_AndDoesNothing()
    {
        using var test = new TestProject(folder => folder.Write("data/clips.csv", $"clip_id,title,year,duration_min,genres,directors,cast\n{string.Join('\n', Enumerable.Range(0, 16).Select(i => $"c{i},\"{Hostile.Replace("\"", "\"\"", StringComparison.Ordinal)} {i}\",1990,95,{(i < 4 ? "Family" : "Horror")},D {i / 4},"))}\n"));
        test.Project.Store.Readings.SaveMany([new Reading(test.Clip("c15").No, "captions", ReadingStatus.Failed, Hostile, null, null, new Dictionary<string, float>())]);
        test.Project.Activate(test.Project.Policy with { UnderRatingCost = 2.5 }, Hostile, Hostile);
        FusionRun.Run(test.Project);
        var session = new ReviewSession(test.Project);
        foreach (var clip in (string[])["c0", "c1", "c9"])
            session.Decide(test.Clip(clip), "PG", Hostile);
        var report = ReportRun.Of(test.Project, Hostile, 0.9);

        var page = Parse(Draw(report));

        AssertFetchesNothing(page);
        var shown = Hostile.Replace('\u202E', '\uFFFD');
        Assert.Equal(shown, page.Descendants("h1").Single().Value);
        Assert.Contains(page.Descendants("th"), cell => cell.Value == shown);
        Assert.Contains(page.Descendants("th"), cell => cell.Value.StartsWith(shown[..60], StringComparison.Ordinal) && cell.Value.EndsWith(" 0", StringComparison.Ordinal));
        Assert.DoesNotContain(page.Descendants("td"), cell => cell.Value.Contains("ann", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryStage_IsAWholePage()
    {
        using var test = new TestProject();
        AssertWhole(Draw(ReportRun.Of(test.Project, title: null, 0.9)));
        FusionRun.Run(test.Project);
        AssertWhole(Draw(ReportRun.Of(test.Project, title: null, 0.9)));
        var session = new ReviewSession(test.Project);
        for (var i = 0; i < 16; i++)
            session.Decide(test.Clip($"c{i}"), i < 8 ? "R" : "G", "ann");
        FusionRun.Run(test.Project);
        AssertWhole(Draw(ReportRun.Of(test.Project, title: null, 1)));

        static void AssertWhole(string text)
        {
            var page = Parse(text);
            AssertFetchesNothing(page);
            Assert.Equal(11, page.Descendants("section").Count());
            Assert.All(page.Descendants("svg"), svg =>
            {
                Assert.Equal("img", (string?)svg.Attribute("role"));
                Assert.False(string.IsNullOrWhiteSpace(svg.Element("title")?.Value));
                Assert.NotNull(svg.Element("desc"));
            });
            var ids = page.Descendants().Select(element => (string?)element.Attribute("id")).OfType<string>().ToList();
            Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
            Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void FiguresOfThePage_AreThoseOfTheDocument()
    {
        using var test = new TestProject();
        FusionRun.Run(test.Project);
        var report = ReportRun.Of(test.Project, title: null, 0.9);

        var rows = Parse(Draw(report)).Descendants("tr").Select(row => string.Join('|', row.Elements().Select(cell => cell.Value))).ToList();

        foreach (var level in report.Distribution)
            Assert.Contains($"{level.Level}|{level.Clips}|{Words.Share(level.Clips / 16.0)}|{level.Decided}|{level.Known}|{level.Auto}", rows);
        foreach (var function in report.Functions)
        {
            Assert.Contains(
                $"{function.Name}|{function.Signal}|{Words.Share(function.Coverage)}|{Words.Share(1 - function.Coverage - function.Missing)}|{Words.Share(function.Missing)}|{Words.Share(function.Overlap)}|{Words.Share(function.Conflict)}|–|0|{Words.Share(function.LearnedAccuracy)}|{Words.Number(function.Weight)}",
                rows);
        }
    }
}
