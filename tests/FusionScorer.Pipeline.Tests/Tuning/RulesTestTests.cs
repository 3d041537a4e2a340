using FusionScorer.Core.Clips;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Tuning;

namespace FusionScorer.Pipeline.Tests.Tuning;

/// <summary>Rules are tested on the library as it is before they are saved.</summary>
public sealed class RulesTestTests
{
    [Fact]
    public void Test_OfTheFunctionsInForce_CountsWhatTheFunctionTableCounts()
    {
        using var test = new TuningProject();
        test.Answer(25);
        test.Desk.Learning.Step();

        var (_, result, _) = test.Tuning.TestRules(TuningDeskTests.DraftsOf(test.Desk.Model.Policy));

        var outcome = FusionRun.Resume(test.Project);
        var table = outcome.Summarise(test.Project.Policy.Taxonomy).Functions;
        Assert.Empty(result.Changed);
        Assert.Empty(result.Examples);
        Assert.All(result.Functions.Zip(table), pair =>
        {
            var (mine, expected) = (pair.First.All, pair.Second);
            Assert.Equal((expected.Name, expected.Coverage, expected.Overlap, expected.Conflict), (pair.First.Function.Name, mine.Fires / 300.0, mine.Overlap / 300.0, mine.Conflict / 300.0));
            Assert.Equal(expected.Accuracy, mine.Judged == 0 ? null : mine.Right / (double)mine.Judged);
            Assert.Equal(expected.Rules.Select(rule => rule.Fired), pair.First.Rules.Select(rule => rule.Fires));
            Assert.Equal(expected.Weight, test.Tuning.LearnedOf(pair.First));
        });
    }

    [Fact]
    public void Test_OfADraft_SaysWhatChanges()
    {
        using var test = new TuningProject();
        var policy = test.Desk.Model.Policy;
        var drafts = TuningDeskTests.DraftsOf(policy);
        var captions = Array.FindIndex(drafts, draft => draft.Signal == "captions");
        var dropped = Array.FindIndex(drafts, draft => draft.Signal == "nudity");
        drafts[captions] = drafts[captions] with { Rules = ["when captions.words > 0 then R"] };
        DraftFunction added = new("old-films", "genre", ["when metadata.year < 1990 then <=PG"]);

        var (model, result, _) = test.Tuning.TestRules([.. drafts.Where((_, i) => i != dropped), added]);

        var features = FusionInputs.Gather(test.Project, policy).Features;
        var rule = LabelMatrix.Apply([new LabellingFunction("x", "captions", [Rule.Parse("when captions.words > 0 then R", policy.Taxonomy)])], features, 5);
        var before = LabelMatrix.Apply([policy.Functions[captions]], features, 5);
        var differ = Enumerable.Range(0, 300).Where(row => Said(rule, row) != Said(before, row)).ToList();
        Assert.Equal(differ.Count, result.Changed.Single(changed => changed.Name == drafts[captions].Name).Clips);
        var old = Enumerable.Range(0, 300).Count(row => features.IsPresent(row, SignalNames.Genre) && features.Get(row, "metadata.year") < 1990);
        Assert.Equal(old, result.Changed.Single(changed => changed.Name == "old-films").Clips);
        Assert.Equal(old, result.Functions[^1].All.Fires);
        Assert.Null(test.Tuning.LearnedOf(result.Functions[^1]));
        Assert.Contains(result.Changed, changed => changed.Name == drafts[dropped].Name);
        var examples = result.Examples.Where(example => example.Function == drafts[captions].Name).ToList();
        Assert.Equal(5, examples.Count);
        Assert.All(examples, example => Assert.Contains(example.Row, differ));
        Assert.All(examples, example => Assert.NotEqual(example.Before, example.After));
        Assert.Contains(result.Examples, example => example is { Function: "old-films", Before: "not there", After: "<=PG" });
        Assert.Same(test.Desk.Model, model);

        static ulong Said(LabelMatrix matrix, int row) => matrix.Row(row)[0] is var outcome && outcome < Outcome.FirstRule
            ? outcome : (ulong)matrix.Columns[0].Votes[Outcome.RuleOf(outcome)].Bits << 8;
    }

    [Fact]
    public void Features_LieWhereTheirNumbersLie()
    {
        using var test = new TuningProject();
        _ = test.Tuning.Look();
        test.Answer(20);
        Assert.True(test.Desk.Learning.Step());

        // Read for the model before; what people and viewers tell is new.
        var look = test.Tuning.Look();

        var features = FusionInputs.Gather(test.Project, test.Project.Policy).Features;
        Assert.Equal(features.Columns, look.Features.Select(feature => feature.Feature));
        foreach (var feature in look.Features)
        {
            var values = Enumerable.Range(0, 300).Select(row => features.Get(row, feature.Feature)).Where(float.IsFinite).Order().ToArray();
            Assert.Equal((values.Length, values[0], values[^1], 11), (feature.Present, feature.Deciles[0], feature.Deciles[^1], feature.Deciles.Length));
            Assert.Equal(values[(values.Length - 1) / 2], feature.Deciles[5]);
        }
    }

    [Theory]
    [InlineData("captions", "when captions.strong >= many then R", 0, "is not a number")]
    [InlineData("captions", "when captions.strong >= 3 then X", 0, "unknown level 'X'")]
    [InlineData("captions", "when nudity.share >= 3 then R", 0, "belongs to another signal")]
    [InlineData("metadata", "when metadata.year >= 3 then R", null, "gives features but no vote")]
    [InlineData("cap.tions", "when captions.strong >= 3 then R", null, "is not the name of a signal")]
    [InlineData("captions", null, null, "needs a list of 1 to")]
    public void Draft_WithAFault_NamesFunctionAndRule(string signal, string? rule, int? place, string words)
    {
        string[] rules = rule is null ? [] : ["when captions.mild >= 3 then PG", rule];
        if (signal != "captions" && rule is not null)
            rules = [rule];
        DraftFunction fine = new("fine", "captions", ["when captions.mild >= 3 then PG"]);

        var fault = Assert.Throws<FunctionFaultException>(() => DraftPolicy.Of(DefaultPolicy.Policy, new TuningDraft(Functions: [fine, new DraftFunction("bad \"one\"", signal, rules)])));

        Assert.Equal(("bad \"one\"", place is null ? null : place + 1), (fault.Function, fault.Rule));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("draft:", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Draft_WithTwoFunctionsOfOneName_IsRefusedAtTheSecond()
    {
        DraftFunction one = new("same", "captions", ["when captions.mild >= 3 then PG", "when captions.mild >= 1 then G"]);

        var fault = Assert.Throws<FunctionFaultException>(() => DraftPolicy.Of(DefaultPolicy.Policy, new TuningDraft(Functions: [one, one])));

        Assert.Equal(("same", null), (fault.Function, fault.Rule));
    }
}
