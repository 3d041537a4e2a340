using System.Text;
using FusionScorer.Core;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Policies;

namespace FusionScorer.Library.Tests.Policies;

public sealed class PolicyReaderTests
{
    private const string Functions = "functions:\n  f:\n    signal: captions\n    rules:\n      - when captions.strong >= 5 then >=R\n";

    [Fact]
    public void Parse_FunctionsOnly_EverythingElseHasItsDefault()
    {
        var policy = PolicyReader.Parse("p", Functions);
        Assert.Equal(Taxonomy.Mpaa, policy.Taxonomy);
        Assert.Equal((2, 1, 0.2, 0.3, 50, 0.1, 1), (policy.UnderRatingCost, policy.OverRatingCost, policy.ConflictThreshold, policy.CostThreshold, policy.ThresholdsFrom, policy.AuditShare, policy.UpdateEvery));
        Assert.Equal(("conflict-or-uncertain", LevelRule.LeastCost, false), (policy.Strategy, policy.LevelRule, policy.TrustRatings));
        Assert.Empty(policy.Weights);
        Assert.Empty(policy.InformativeMissing);
        Assert.Equal(Rule.Parse("when captions.strong >= 5 then >=R", Taxonomy.Mpaa), Assert.Single(Assert.Single(policy.Functions).Rules));
    }

    [Fact]
    public void Parse_EveryKey_IsRead()
    {
        var policy = PolicyReader.Parse("p", """
            taxonomy: {name: two, levels: [Ok, "Not ok"]}
            level: argmax
            cost: {under: 3.5, over: 0}
            weights: {loud: 0.5, captions: 2}
            functions:
              a: {signal: loud, rules: ['when loud.peak > -3 and metadata.year < 1984 then Not ok', "when `loud.x (db)` != 1 then ok"]}
            missing-informs: [captions]
            trust-ratings: true
            queue: {strategy: entropy, conflict: 0.5, cost: 9, thresholds-from: 0}
            audit: {share: 1}
            learning: {update: batch(25)}
            """);
        Assert.Equal("Ok < Not ok", policy.Taxonomy.ToString());
        Assert.Equal((LevelRule.Argmax, 3.5, 0, true), (policy.LevelRule, policy.UnderRatingCost, policy.OverRatingCost, policy.TrustRatings));
        Assert.Equal([("captions", 2.0), ("loud", 0.5)], policy.Weights.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(["captions"], policy.InformativeMissing);
        Assert.Equal(("entropy", 0.5, 9, 0, 1, 25), (policy.Strategy, policy.ConflictThreshold, policy.CostThreshold, policy.ThresholdsFrom, policy.AuditShare, policy.UpdateEvery));
        Assert.Equal("loud.x (db)", policy.Functions[0].Rules[1].Conditions[0].Feature);
    }

    [Theory]
    [InlineData("strateg: 1\n", "p:1: unknown key 'strateg' in policy (keys here are")]
    [InlineData("wieghts: {}\n", "p:1: unknown key 'wieghts' in policy; did you mean 'weights'?")]
    [InlineData("level: argmin\n", "p:1: unknown level rule 'argmin'; did you mean 'argmax'?")]
    [InlineData("cost: 3\n", "p:1: cost is text; write keys with values under it")]
    [InlineData("cost: {under: cheap}\n", "p:1: cost.under 'cheap' is not a number")]
    [InlineData("cost:\n  under: 0\n  over: 0\n", "p:2: both costs are 0")]
    [InlineData("weights:\n  captions: 2.1\n", "p:2: the weight of captions 2.1 is outside [0, 2]")]
    [InlineData("weights:\n  captoins: 1\n", "p:2: unknown signal 'captoins'; did you mean 'captions'?")]
    [InlineData("weights: {a.b: 1}\n", "p:1: 'a.b' is not the name of a signal")]
    [InlineData("queue: {strategy: entropi}\n", "p:1: unknown strategy 'entropi'; did you mean 'entropy'?")]
    [InlineData("queue: {conflict: 1.5}\n", "p:1: queue.conflict 1.5 is outside [0, 1]")]
    [InlineData("queue: {thresholds-from: 1.5}\n", "p:1: queue.thresholds-from 1.5 is not a whole number")]
    [InlineData("audit: {share: -1}\n", "p:1: audit.share -1 is outside [0, 1]")]
    [InlineData("audit: {share: [1]}\n", "p:1: audit.share is a list; write one value")]
    [InlineData("learning: {update: batch(0)}\n", "p:1: learning.update 'batch(0)' is neither each nor batch(N)")]
    [InlineData("trust-ratings: maybe\n", "p:1: trust-ratings 'maybe' is neither true nor false")]
    [InlineData("missing-informs: captions\n", "p:1: missing-informs is text; write a list")]
    [InlineData("taxonomy: {levels: [A]}\n", "p:1: a taxonomy has 2 to 20 levels, not 1")]
    [InlineData("taxonomy: {levels: [A, a]}\n", "p:1: level 'a' appears twice")]
    [InlineData("taxonomy: {name: x}\n", "p:1: taxonomy names no levels")]
    [InlineData("level: argmax\nlevel: argmax\n", "p:2: key 'level' appears twice (first on line 1)")]
    public void Parse_BadKey_NamesLineAndMend(string text, string expected) =>
        Assert.StartsWith(expected, Faults.Of(() => PolicyReader.Parse("p", text + Functions)), StringComparison.Ordinal);

    [Theory]
    [InlineData("level: argmax\n", "p:1: policy names no functions")]
    [InlineData("functions: {}\n", "p:1: functions is empty")]
    [InlineData("functions:\n  f: {rules: [x]}\n", "p:2: function f has no signal")]
    [InlineData("functions:\n  f: {signal: captions}\n", "p:2: function f needs a list of 1 to 250 rules")]
    [InlineData("functions:\n  f: {signal: captions, rules: []}\n", "p:2: function f needs a list")]
    [InlineData("functions:\n  f: {signal: metadata, rules: [when metadata.year > 1 then R]}\n", "p:2: function f belongs to metadata")]
    [InlineData("functions:\n  f:\n    signal: captions\n    rules:\n    - when captions.strong > 5 then X\n", "p:5: unknown level 'X'; the levels are G, PG, PG-13, R, NC-17")]
    [InlineData("functions:\n  f:\n    signal: captions\n    rules:\n    - if captions.strong > 5 then R\n", "p:5: rule 'if captions.strong > 5 then R' does not start with 'when'")]
    [InlineData("functions:\n  f:\n    signal: captions\n    rules:\n    - when speech.strong > 5 then R\n", "p:5: 'speech.strong' belongs to another signal than function f (captions)")]
    [InlineData("functions:\n  f: {signal: a, rules: [when a.b > 5 then R]}\n  f: {signal: a, rules: [when a.b > 5 then R]}\n", "p:3: key 'f' appears twice (first on line 2)")]
    [InlineData("functions:\n  f: {signl: a}\n", "p:2: unknown key 'signl' in function f; did you mean 'signal'?")]
    public void Parse_BadFunction_NamesLineAndMend(string text, string expected) =>
        Assert.StartsWith(expected, Faults.Of(() => PolicyReader.Parse("p", text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("a: &x [1]\nb: *x\n", "p:1: anchors (&name) are not allowed")]
    [InlineData("a: *x\n", "p:1: aliases (*name) are not allowed")]
    [InlineData("a: !!str 1\n", "p:1: tags (!name) are not allowed")]
    [InlineData("a: 1\n---\nb: 2\n", "p:2: a second document starts here")]
    [InlineData("- a\n", "p:1: holds a list where keys with values belong")]
    [InlineData("a: [1, 2\nb: 3\n", "p:1: is not YAML here")]
    [InlineData("a: 1\nb: 'x\n", "p:2: is not YAML here")]
    [InlineData("a: 1\n b: 2\n", "p:2: is not YAML here")]
    [InlineData("a: 1\n\tb: 2\n", "p:2: is indented by a tab")]
    [InlineData("a: 1\nb\n", "p:2: is not YAML here")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n", "p:1: values nest deeper than 16 levels")]
    public void Parse_YamlBeyondSettings_IsRefused(string text, string expected) =>
        Assert.StartsWith(expected, Faults.Of(() => PolicyReader.Parse("p", text)), StringComparison.Ordinal);

    [Fact]
    public void Parse_OwnStrategies_ReplaceTheUsualOnes()
    {
        Assert.Equal("mine", PolicyReader.Parse("p", "queue: {strategy: mine}\n" + Functions, ["mine"]).Strategy);
        Assert.Contains("known are mine", Faults.Of(() => PolicyReader.Parse("p", "queue: {strategy: entropy}\n" + Functions, ["mine"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileOverOneMegabyte_IsRefused()
    {
        using var folder = new TempFolder();
        var path = folder.Write("policy.yaml", new string('#', (1 << 20) + 1));
        Assert.Contains("larger than 1024 KB", Faults.Of(() => PolicyReader.Read(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_InvalidUtf8_NamesTheLine()
    {
        using var folder = new TempFolder();
        var path = folder.Write("policy.yaml", Encoding.Latin1.GetBytes("level: argmax\n# caf\xe9\n"));
        Assert.Contains("policy.yaml:2: byte 0xE9 is not UTF-8", Faults.Of(() => PolicyReader.Read(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AnyDamage_ThrowsNothingButBadInput()
    {
        var random = new Random(3);
        const string marks = "\t \n\r:-[]{}&*!|>'\"%@`#,?\\~\u0085\uFEFF\0aé<=";
        for (var i = 0; i < 3000; i++)
        {
            var text = new StringBuilder(i % 2 == 0 ? Functions : "level: argmax\nqueue: {cost: 1, \"conflict\": .5}\n");
            for (var change = random.Next(1, 6); change > 0; change--)
                text[random.Next(text.Length)] = marks[random.Next(marks.Length)];
            var fault = Record.Exception(() => PolicyReader.Parse("p", text.ToString()));
            Assert.True(fault is null or BadInputException, $"{text}: {fault}");
        }
    }
}
