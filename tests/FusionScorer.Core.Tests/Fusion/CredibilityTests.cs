using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Fusion;

public class CredibilityTests
{
    [Theory]
    [InlineData(3, 60, 1, 0.12)]
    [InlineData(8, 120, 4, 0.02)]
    [InlineData(20, 160, 3, 0.02)]
    public void Fit_ManyRareFunctionsOnHiddenTopics_BeatsMajorityAndNoLevelEatsAnother(int levels, int functions, int topics, double stray)
    {
        var drawn = KeywordVotes.Draw(3_000, functions, levels, seed: 4, topics, least: topics == 1 ? 0.02 : 0.1, most: topics == 1 ? 0.2 : 0.6, stray: stray);
        var posterior = LabelModel.Fit(drawn.Matrix, [], LabelModelOptions.Default).Predict(drawn.Matrix);

        var metrics = PosteriorMetrics.Of(posterior, drawn.Truth)!;
        Assert.True(metrics.Accuracy >= drawn.MajorityAccuracy() + 0.005, $"{metrics.Accuracy} beside a majority of {drawn.MajorityAccuracy()}");
        Assert.InRange(metrics.CalibrationError, 0, 0.1);
        for (var y = 0; y < levels; y++)
        {
            var mass = Enumerable.Range(0, drawn.Truth.Length).Sum(row => posterior[(row * levels) + y]) / drawn.Truth.Length;
            Assert.InRange(mass * drawn.Truth.Length / drawn.Truth.Count(level => level == y), 0.6, 2.2);
        }
    }

    [Fact]
    public void Estimate_KnownAccuracies_RecoversTheirMeanAndOrder()
    {
        // A vote right with probability a, else on any other of five levels alike, has credibility (a − 1/5) / (1 − 1/5) on a uniform balance: here 0.25 to 0.8.
        var drawn = SyntheticVotes.Draw(5_000, functions: 60, copy: 0, worst: 0.4, best: 0.84);
        var credibility = Estimate(drawn.Matrix);
        Assert.Equal(0.525, credibility.Average(), 0.06);
        Assert.InRange(credibility[..10].Average(), 0.25, 0.45);
        Assert.InRange(credibility[50..].Average(), 0.62, 0.8);
    }

    [Fact]
    public void Fit_ManyRareFunctionsHeldToAHundredthOfTheTolerance_ChangesAccuracyLittle()
    {
        var drawn = KeywordVotes.Draw(3_000, functions: 120, levels: 8, seed: 4);
        var usual = LabelModel.Fit(drawn.Matrix, [], LabelModelOptions.Default);
        var longer = LabelModel.Fit(drawn.Matrix, [], LabelModelOptions.Default with { Tolerance = LabelModelOptions.Default.Tolerance / 100, MaxIterations = 10_000 });
        Assert.True(longer.Iterations > usual.Iterations);
        Assert.Equal(PosteriorMetrics.Of(longer.Predict(drawn.Matrix), drawn.Truth)!.Accuracy, PosteriorMetrics.Of(usual.Predict(drawn.Matrix), drawn.Truth)!.Accuracy, 0.001);
    }

    [Fact]
    public void Estimate_VotesAtRandom_BelievesNone()
    {
        var drawn = KeywordVotes.Draw(3_000, functions: 80, levels: 6, seed: 2, least: 0.02, most: 0.02, stray: 0.03);
        foreach (var credibility in Estimate(drawn.Matrix))
            Assert.InRange(credibility, 0.05, 0.35);
    }

    [Fact]
    public void Estimate_NoPairOfVotesThatExcludeEachOther_KeepsTheDeclared()
    {
        var matrix = new LabelMatrix(3, [new VoteColumn("f", "s", [LevelSet.Single(1)]), new VoteColumn("g", "s", [LevelSet.Range(1, 2)])], [2, 2, 1, 2, 2, 1]);
        Assert.Equal([0.65, 0.65], Estimate(matrix));
    }

    [Fact]
    public void Estimate_PairNeverPresentTogether_IsExpectedToMeetNever()
    {
        // Two halves of the functions each see their own half of the rows: that they never meet is no sign of credibility.
        var drawn = SyntheticVotes.Draw(8_000, functions: 10, copy: 0);
        var cells = drawn.Matrix.Cells.ToArray();
        for (var i = 0; i < cells.Length; i++)
        {
            if ((i / 10 % 2 == 0) == (i % 10 < 5))
                cells[i] = Outcome.Missing;
        }

        var halved = Estimate(new LabelMatrix(5, drawn.Matrix.Columns, cells));
        var whole = Estimate(drawn.Matrix);
        for (var j = 0; j < 10; j++)
            Assert.Equal(whole[j], halved[j], 0.15);
    }

    private static double[] Estimate(LabelMatrix matrix) =>
        LabelModel.Fit(matrix, [], new LabelModelOptions { MaxIterations = 1, Rounds = 0 }).Credibility.ToArray();
}
