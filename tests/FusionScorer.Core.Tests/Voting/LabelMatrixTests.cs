using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Voting;

public class LabelMatrixTests
{
    private static readonly VoteColumn ZeroOrOne = new("a", "s", [LevelSet.Single(0), LevelSet.Single(1)]);
    private static readonly VoteColumn AtLeastOne = new("b", "t", [LevelSet.Range(1, 2)]);

    [Fact]
    public void Create_CellNamesAVoteThatIsNotThere_Throws() => Assert.Throws<ArgumentException>(() => new LabelMatrix(3, [AtLeastOne], [3]));

    [Fact]
    public void Create_CellsDoNotFillRows_Throws() => Assert.Throws<ArgumentException>(() => new LabelMatrix(3, [ZeroOrOne, AtLeastOne], [1, 1, 1]));

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public void Create_LevelsOutOfRange_Throws(int levels) => Assert.Throws<ArgumentOutOfRangeException>(() => new LabelMatrix(levels, [], []));

    [Fact]
    public void Summary_HandWorkedMatrix_CountsSharesOfAllRows()
    {
        // a: 0, 1, silent, missing; b: >=1, >=1, >=1, silent. Known: 1, 1, 0, unknown.
        var matrix = new LabelMatrix(3, [ZeroOrOne, AtLeastOne], [2, 2, 3, 2, 1, 2, 0, 1]);
        var summary = LabelMatrixSummary.Of(matrix, [1, 1, 0, -1], fit: null);
        FunctionSummary a = summary.Functions[0], b = summary.Functions[1];
        Assert.Equal((0.5, 0.5, 0.25, 0.25), (a.Coverage, a.Overlap, a.Conflict, a.Missing));
        Assert.Equal((0.75, 0.5, 0.25, 0), (b.Coverage, b.Overlap, b.Conflict, b.Missing));
        Assert.Equal(0.5, a.Accuracy!.Value, 1e-12);
        Assert.Equal(2.0 / 3, b.Accuracy!.Value, 1e-12);
        Assert.Equal([1, 1], a.Rules.Select(rule => rule.Fired));
        Assert.Null(a.LearnedAccuracy);
        Assert.Null(a.Weight);
        Assert.Empty(summary.Dependent);
    }

    [Fact]
    public void Summary_NoLabels_HasNoAccuracy() =>
        Assert.All(LabelMatrixSummary.Of(new LabelMatrix(3, [ZeroOrOne], [2, 3]), [], fit: null).Functions, function => Assert.Null(function.Accuracy));

    [Fact]
    public void Summary_FitOfKnownTruth_LearnsAccuraciesAndFindsTheCopyingPair()
    {
        var drawn = SyntheticVotes.Draw(20_000);
        var fit = LabelModel.Fit(drawn.Matrix, [], LabelModelOptions.Default);
        var summary = LabelMatrixSummary.Of(drawn.Matrix, drawn.Truth, fit);
        Assert.Equal(new DependentPair("f0", "f1", summary.Dependent[0].Share), Assert.Single(summary.Dependent));
        foreach (var function in summary.Functions)
        {
            Assert.Equal(function.Accuracy!.Value, function.LearnedAccuracy!.Value, 0.05);
            Assert.Equal(0.4, function.Coverage, 0.02);
            Assert.All(function.Rules, rule => Assert.InRange(rule.LearnedRight!.Value, 0.2, 1));
        }
    }

    [Fact]
    public void Summary_EmptyMatrix_IsAllZero()
    {
        var function = LabelMatrixSummary.Of(new LabelMatrix(3, [ZeroOrOne], []), [], fit: null).Functions[0];
        Assert.Equal((0, 0, 0, 0), (function.Coverage, function.Overlap, function.Conflict, function.Missing));
    }

    [Fact]
    public void Apply_FunctionsOnFeatures_GivesMissingSilentAndTheFirstRuleThatHolds()
    {
        var rules = new[] { "when captions.strong >= 5 then R", "when captions.strong >= 1 and captions.words > 100 then >=PG-13" };
        var function = new LabellingFunction("strong", "captions", [.. rules.Select(rule => Rule.Parse(rule, Taxonomy.Mpaa))]);
        var features = new FeatureTable(5);
        features.Set(1, "captions.strong", 0);
        features.Set(2, "captions.strong", 9);
        features.Set(2, "captions.words", 500);
        features.Set(3, "captions.strong", 2);
        features.Set(3, "captions.words", 500);
        features.Set(4, "captions.strong", 2);
        Assert.Equal([0, 1, 2, 3, 1], LabelMatrix.Apply([function], features, 5).Cells.ToArray());
    }
}
