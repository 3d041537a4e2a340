using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Tests.Voting;

public class RuleTests
{
    [Fact]
    public void Parse_TwoConditions_ReadsBoth()
    {
        var rule = Rule.Parse("  when captions.strong >= 5 and viewers.p[PG-13] < 0.25 then >=R ", Taxonomy.Mpaa);
        Assert.Equal([new Condition("captions.strong", Comparison.AtLeast, 5), new Condition("viewers.p[PG-13]", Comparison.Below, 0.25)], rule.Conditions.ToArray());
        Assert.Equal(LevelSet.Range(3, 4), rule.Then);
    }

    [Theory]
    [InlineData("when genre.horror == 1 then R")]
    [InlineData("when captions.strong >= 5 and captions.words > 100 then >=PG-13")]
    [InlineData("when nudity.max_score <= 0.125 then <=PG")]
    [InlineData("when speech.mild != -1.5E-05 then PG..R")]
    [InlineData("when `my signal.odd feature` < 3 then G|R")]
    public void Format_OfParsed_IsTheTextAgain(string text) => Assert.Equal(text, Rule.Parse(text, Taxonomy.Mpaa).Format(Taxonomy.Mpaa));

    [Theory]
    [InlineData("captions.strong >= 5 then R", "does not start with 'when'")]
    [InlineData("when captions.strong >= 5", "has no 'then'")]
    [InlineData("when captions.strong 5 then R", "no comparison after 'captions.strong'")]
    [InlineData("when strong >= 5 then R", "is not a feature")]
    [InlineData("when captions.strong >= five then R", "'five'")]
    [InlineData("when captions.strong >= 5 then X", "unknown level 'X'")]
    [InlineData("when `captions.strong >= 5 then R", "backtick")]
    [InlineData("when captions.strong >= Infinity then R", "is not a number")]
    public void Parse_Fault_SaysWhat(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => Rule.Parse(text, Taxonomy.Mpaa)).Message, StringComparison.Ordinal);

    [Fact]
    public void Format_AnyRule_ParsesBack()
    {
        var conditions = from signal in Gen.Elements("captions", "x", "odd one", "a=b")
                         from feature in Gen.Elements("strong", "p[PG-13]", "with space", "d.e")
                         from comparison in Gen.Elements(Enum.GetValues<Comparison>())
                         from value in ArbMap.Default.GeneratorFor<NormalFloat>()
                         select new Condition($"{signal}.{feature}", comparison, value.Get);
        var rules = from first in conditions
                    from more in conditions.ListOf()
                    from bits in Gen.Choose(1, 31)
                    select new Rule([first, .. more], LevelSet.FromBits((uint)bits));
        Prop.ForAll(rules.ToArbitrary(), rule => Assert.Equal(rule, Rule.Parse(rule.Format(Taxonomy.Mpaa), Taxonomy.Mpaa))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Holds_MissingValue_IsNeverTrue() =>
        Assert.All(Enum.GetValues<Comparison>(), comparison => Assert.False(new Condition("a.b", comparison, 0).Holds(float.NaN)));

    [Theory]
    [InlineData(Comparison.AtLeast, false, true, true)]
    [InlineData(Comparison.Above, false, false, true)]
    [InlineData(Comparison.AtMost, true, true, false)]
    [InlineData(Comparison.Below, true, false, false)]
    [InlineData(Comparison.Equal, false, true, false)]
    [InlineData(Comparison.NotEqual, true, false, true)]
    public void Holds_BelowAtAndAbove_FollowsTheOperator(Comparison comparison, bool below, bool at, bool above)
    {
        var condition = new Condition("a.b", comparison, 2);
        Assert.Equal((below, at, above), (condition.Holds(1), condition.Holds(2), condition.Holds(3)));
    }
}
