using System.Globalization;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Cli.Output;
using FusionScorer.Core.Simulation;
using FusionScorer.TestKit;

namespace FusionScorer.Cli.Tests.Simulating;

public sealed class LearningCurvePlotTests
{
    [Fact]
    public void Write_AllStrategies_IsAsLookedAt() => Snapshot.Match("learning-curves.svg", Svg("movies", 10, MadeUpCurves.All));

    [Fact]
    public void Write_HostileName_IsEscapedAndCut()
    {
        var svg = Svg("a<script>&\"'\u0001" + new string('x', 100), 3, MadeUpCurves.All);

        var title = XDocument.Parse(svg).Root!.Elements().First(element => element.Name.LocalName == "title").Value;
        Assert.StartsWith("Learning curves: a<script>&\"'", title, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('x', 61), svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Write_OneBudgetOrNone_IsStillASoundDrawing(int seeds)
    {
        Assert.Single(Lines(Svg("one", seeds, MadeUpCurves.Of([0], "random"))));
        Assert.Empty(Lines(Svg("none", seeds, new SimulationResult(5, 2, []))));
    }

    [Fact]
    public void Write_FlatCurve_HasAScaleWithoutGaps()
    {
        var flat = new CurvePoint(0, 1, 0, 1, 1, 0, 0, 0, 0);
        var svg = Svg("flat", 5, new SimulationResult(9, 3, [new LearningCurve("random", [flat, flat with { Labels = 25 }], 0)]));

        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_AnyEnds_DoNotOverlapAndKeepTheirOrderInsideThePlot() => Prop.ForAll(
        Gen.Choose(84, 442).ListOf(20).ToArbitrary(),
        wanted =>
        {
            var places = LearningCurvePlot.Places([.. wanted.Select(place => (double)place)]);
            var sorted = places.Order().ToArray();
            Assert.All(sorted, place => Assert.InRange(place, 84, 442.001));
            Assert.All(sorted.Zip(sorted.Skip(1)), pair => Assert.True(pair.Second - pair.First > 16.99));
            Assert.All(wanted.Zip(places).OrderBy(pair => pair.First).ThenBy(pair => pair.Second).Zip(sorted), pair => Assert.Equal(pair.Second, pair.First.Second));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Places_FarApart_StayWhereTheirLinesEnd() => Assert.Equal([300.0, 100, 200], LearningCurvePlot.Places([300, 100, 200]));

    private static IEnumerable<XElement> Lines(string svg) =>
        XDocument.Parse(svg).Descendants().Where(element => element.Attribute("class")?.Value == "line");

    private static string Svg(string name, int seeds, SimulationResult result)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        LearningCurvePlot.Write(text, name, seeds, result);
        return text.ToString();
    }
}
