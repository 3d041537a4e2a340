using System.Text.Json;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Exporting;

namespace FusionScorer.Library.Tests.Exporting;

public sealed class LabelStudioTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly LabelStudioTask Task = new(
        "c1", "films:A (2001)/A.mp4", "A \"title\"", "https://media.example.org/A%20%282001%29/A.mp4", "R", 0.8, "abc", "captions say R",
        [
            new("captions", "strong", 0.8, "What the <hell>, \"you\"?", 1000, 2040), new("nudity", "frame", 0.9, "frame", 60_000, EndMs: null),
            new("genre", "horror", 1, "horror", StartMs: null, EndMs: null),
        ]);

    [Fact]
    public void Write_ATask_IsAsLookedAt()
    {
        using var to = new StringWriter();
        var (count, labels) = LabelStudioTasks.Write(to, [Task], 25);
        Assert.Equal(1, count);
        Assert.Equal(["captions: strong", "nudity: frame"], labels.Order(StringComparer.Ordinal));
        using var json = JsonDocument.Parse(to.ToString());
        Snapshot.Match("label-studio-task.json", JsonSerializer.Serialize(json.RootElement, Indented));

        using var config = new StringWriter();
        LabelStudioConfig.Write(config, Taxonomy.Mpaa, labels, 25);
        Snapshot.Match("label-studio-config.xml", config.ToString());
    }

    [Fact]
    public void Write_NothingFusedYet_HasNoPrediction()
    {
        using var to = new StringWriter();
        LabelStudioTasks.Write(to, [Task with { Level = null }], 25);
        using var json = JsonDocument.Parse(to.ToString());
        Assert.Empty(json.RootElement[0].GetProperty("predictions").EnumerateArray());
    }

    [Fact]
    public void Write_NoTasks_IsAnEmptyList()
    {
        using var to = new StringWriter();
        LabelStudioTasks.Write(to, [], 25);
        Assert.Equal("[]\n", to.ToString());
    }

    [Theory]
    [InlineData(0, 0, 25, 1, 1)]
    [InlineData(0, 40, 25, 1, 1)]
    [InlineData(0, 41, 25, 1, 2)]
    [InlineData(39, 40, 25, 1, 1)]
    [InlineData(40, 80, 25, 2, 2)]
    [InlineData(1000, 2000, 29.97, 30, 60)]
    [InlineData(-20, 5, 24, 1, 1)]
    [InlineData(5000, 100, 24, 121, 121)]
    public void Frames_OfASpan_CountFromOneAndTouchIt(long start, long end, double rate, long first, long last) =>
        Assert.Equal((first, last), LabelStudioTasks.Frames(start, end, rate));

    [Fact]
    public void Write_AnyText_ReadsBackAndEveryRegionHasItsLabelInTheConfig()
    {
        Prop.ForAll(HardText.Any.Four().ToArbitrary(), texts =>
        {
            var (title, kind, text, clip) = texts;
            using var to = new StringWriter();
            var (_, labels) = LabelStudioTasks.Write(to, [Task with { ClipId = clip, Title = title, Evidence = [new("captions", kind, 0.5, text, 0, 40)] }, Task], 25);
            using var json = JsonDocument.Parse(to.ToString());
            var task = json.RootElement[0];
            Assert.Equal((clip, title), (task.GetProperty("data").GetProperty("clip_id").GetString(), task.GetProperty("data").GetProperty("title").GetString()));
            var region = task.GetProperty("predictions")[0].GetProperty("result")[1];
            Assert.Equal(text, region.GetProperty("meta").GetProperty("text")[0].GetString());

            using var config = new StringWriter();
            LabelStudioConfig.Write(config, Taxonomy.Mpaa, labels, 25);
            var declared = XElement.Parse(config.ToString()).Descendants("Label").Select(label => label.Attribute("value")!.Value).ToList();
            Assert.Contains(region.GetProperty("value").GetProperty("timelinelabels")[0].GetString(), declared);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }
}
