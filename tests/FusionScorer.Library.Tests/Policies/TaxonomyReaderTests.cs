using FusionScorer.Core;
using FusionScorer.Library.Policies;

namespace FusionScorer.Library.Tests.Policies;

/// <summary>What a policy states of its levels.</summary>
public sealed class TaxonomyReaderTests
{
    private const string Functions = "functions:\n  f:\n    signal: captions\n    rules:\n      - when captions.strong >= 5 then late\n";
    private const string Levels = "taxonomy:\n  name: house\n  levels: [calm, \"12+\", late]\n";

    [Fact]
    public void AgesAndSpellings_AreRead_AndWrittenBack()
    {
        var policy = Parse("  ages: {late: 18, calm: 0, 12+: 12}\n  spellings:\n    late: [\"X: rated\", night]\n");

        Assert.Equal([0, 12, 18], policy.Taxonomy.Ages.ToArray());
        Assert.Equal(["X: rated", "night"], policy.Taxonomy.Spellings[2].ToArray());
        var text = PolicyText.Of(policy);
        Assert.Contains("\n  ages: {calm: 0, \"12+\": 12, late: 18}\n  spellings: {late: [\"X: rated\", night]}\n", text, StringComparison.Ordinal);
        var again = PolicyReader.Parse("p", text);
        Assert.Equal(text, PolicyText.Of(again));
        Assert.Empty(PolicyDiff.Between(policy, again));
        Assert.NotEqual(PolicyText.Hash(Parse("")), PolicyText.Hash(policy));
        Assert.Equal(["ages: none → calm 0, 12+ 12, late 18", "spellings: none → late: X: rated, night"], PolicyDiff.Between(Parse(""), policy));
    }

    [Fact]
    public void None_IsTheFormerText()
    {
        var text = PolicyText.Of(Parse("  ages:\n"));

        Assert.DoesNotContain("ages", text, StringComparison.Ordinal);
        Assert.DoesNotContain("spellings", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  ages: {calm: 0, late: 18}\n", "p:4: ages says nothing of 12+; give each level an age, or leave 'ages' out")]
    [InlineData("  ages: {calm: 0, 12+: 12, latest: 18}\n", "p:4: unknown level 'latest'; the levels are calm, 12+, late")]
    [InlineData("  ages: {calm: 13, 12+: 12, late: 18}\n", "p:4: 12+ is stricter than calm, so its age cannot be lower (12 after 13)")]
    [InlineData("  spellings: {calm: [late]}\n", "p:4: 'late' means both calm and late")]
    [InlineData("  spellings: {calm: soft}\n", "p:4: the spellings of calm is text; write a list, such as [a, b]")]
    public void Faults_SayWhere(string more, string message) => Assert.Equal(message, Assert.Throws<BadInputException>(() => Parse(more)).Message);

    private static Policy Parse(string more) => PolicyReader.Parse("p", Levels + more + Functions);
}
