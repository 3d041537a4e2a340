using FusionScorer.Library.Policies;

namespace FusionScorer.Library.Tests.Policies;

public sealed class PolicyDiffTests
{
    [Fact]
    public void Between_EqualPolicies_IsEmpty() => Assert.Empty(PolicyDiff.Between(DefaultPolicy.Policy, PolicyReader.Parse("p", DefaultPolicy.Text)));

    [Fact]
    public void Between_ManyChanges_NamesEachOnce()
    {
        var from = PolicyReader.Parse("p", """
            functions:
              a: {signal: captions, rules: [when captions.strong >= 5 then >=R, when captions.mild < 1 then G]}
              b: {signal: nudity, rules: [when nudity.share > 0 then R]}
            """);
        var to = PolicyReader.Parse("p", """
            taxonomy: {name: mpaa, levels: [G, PG, R]}
            weights: {captions: 0.5}
            cost: {under: 3}
            functions:
              a: {signal: captions, rules: [when captions.strong >= 4 then >=R]}
              c: {signal: genre, rules: [when genre.war >= 1 then R]}
            queue: {conflict: 0.4}
            """);
        Assert.Equal(
            [
                "levels: G < PG < PG-13 < R < NC-17 → G < PG < R",
                "cost of under-rating: 2 → 3",
                "weight of captions: 1 → 0.5",
                "function a, rule 1: when captions.strong >= 5 then >=R → when captions.strong >= 4 then R",
                "function a, rule 2: removed (when captions.mild < 1 then G)",
                "function b: removed",
                "function c: added (genre; when genre.war >= 1 then R)",
                "conflict threshold: 0.2 → 0.4",
            ],
            PolicyDiff.Between(from, to));
    }

    [Fact]
    public void Between_FunctionsInOtherOrder_SaysSo()
    {
        const string a = "  a: {signal: s, rules: [when s.x > 0 then R]}\n";
        const string b = "  b: {signal: s, rules: [when s.x > 0 then R]}\n";
        var lines = PolicyDiff.Between(PolicyReader.Parse("p", "functions:\n" + a + b), PolicyReader.Parse("p", "functions:\n" + b + a));
        Assert.Equal("order of functions: a, b → b, a", Assert.Single(lines));
    }
}
