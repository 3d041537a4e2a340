using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Pipeline.Engines.Models;

namespace FusionScorer.Cli.Tests;

/// <summary>What the program offers to shells.</summary>
public sealed class SuggestionTests : IDisposable
{
    private readonly TestShell _shell = new();

    [Fact]
    public async Task Suggest_OptionOfFewValues_OffersThemAll()
    {
        Assert.Equal(QueryStrategies.Names.Order(StringComparer.Ordinal), await OfferedAsync("queue --strategy "));
        Assert.Equal(RatingSchemes.All.Select(scheme => scheme.Id).Order(StringComparer.Ordinal), await OfferedAsync("init x --scheme "));
        Assert.Equal(RatingSchemes.All.Select(scheme => scheme.Id).Order(StringComparer.Ordinal), await OfferedAsync("nfo write --scheme "));
        Assert.Superset(RatingSchemes.All.Select(scheme => scheme.Id).ToHashSet(), (await OfferedAsync("schemes ")).ToHashSet());
        Assert.Equal(["csv", "edl", "json", "jsonl", "label-studio", "onnx", "vtt"], await OfferedAsync("export --format "));
        Assert.Equal(["highest"], await OfferedAsync("series --by "));
        Assert.Superset(ModelManifest.Shipped().Entries.Select(entry => entry.Name).ToHashSet(), (await OfferedAsync("models pull ")).ToHashSet());
        Assert.Equal(["captions", "media", "nudity", "speech"], await OfferedAsync("extract --signals "));
    }

    [Fact]
    public async Task Suggest_ListInOneWord_OffersWhatIsNotThereYet()
    {
        var offered = await OfferedAsync("simulate D --strategies random,entropy,");

        Assert.Contains("random,entropy,conflict", offered);
        Assert.DoesNotContain("random,entropy,random", offered);
    }

    [Fact]
    public async Task Suggest_AnswerToAClip_OffersTheProjectsLevels()
    {
        await _shell.OkAsync("init", "project", "--scheme", "bbfc");

        Assert.Superset(new HashSet<string>(["unsure", "skip", "flag"]), (await OfferedAsync("label c1 ")).ToHashSet());
        _shell.Variables["FUSION_PROJECT"] = _shell.At("project");
        Assert.Superset(RatingSchemes.Find("bbfc")!.Taxonomy.Levels.ToHashSet(), (await OfferedAsync("label c1 ")).ToHashSet());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("/")]
    [InlineData("queue ")]
    [InlineData("queue -")]
    [InlineData("db check /")]
    public async Task Suggest_Help_IsOfferedInOneWayOnly(string line)
    {
        var offered = await OfferedAsync(line);

        Assert.DoesNotContain("-?", offered);
        Assert.DoesNotContain("/?", offered);
        Assert.DoesNotContain("/h", offered);
        if (!line.EndsWith('/'))
            Assert.Contains("--help", offered);
    }

    [Theory]
    [InlineData("-?")]
    [InlineData("/?")]
    [InlineData("-h")]
    [InlineData("--help")]
    public async Task Help_AskedForInAnyWay_IsGiven(string word)
    {
        Assert.Contains("Usage:", await _shell.OkAsync(word), StringComparison.Ordinal);
        Assert.Contains("--strategy", await _shell.OkAsync("queue", word), StringComparison.Ordinal);
    }

    public void Dispose() => _shell.Dispose();

    private async Task<string[]> OfferedAsync(string line) =>
        [.. (await _shell.OkAsync($"[suggest:{line.Length}]", line)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal)];
}
