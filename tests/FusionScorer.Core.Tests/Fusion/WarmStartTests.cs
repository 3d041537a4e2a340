using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Fusion;

public class WarmStartTests
{
    [Fact]
    public void Fit_FromAnEarlierFit_ReachesTheColdAnswerInFewerIterations()
    {
        var drawn = SyntheticVotes.Draw(10_000);
        var decisions = Enumerable.Range(0, 20).Select(row => new LevelObservation(row, LevelSet.Single(drawn.Truth[row]), Reviewer: row % 2)).ToList();
        var before = LabelModel.Fit(drawn.Matrix, [], LabelModelOptions.Default);

        var cold = LabelModel.Fit(drawn.Matrix, decisions, LabelModelOptions.Default);
        var warm = LabelModel.Fit(drawn.Matrix, decisions, LabelModelOptions.Default, before);

        Assert.True(warm.Converged);
        Assert.True(warm.Iterations <= 20 && warm.Iterations < cold.Iterations / 2, $"{warm.Iterations} iterations, {cold.Iterations} from cold");
        Near(cold.Predict(drawn.Matrix), warm.Predict(drawn.Matrix), 0.01);
        Near(cold.Weight.ToArray(), warm.Weight.ToArray(), 0.01);
        Near([.. cold.Reviewers.ToArray().Select(r => r.Reliability)], [.. warm.Reviewers.ToArray().Select(r => r.Reliability)], 0.01);
    }

    [Fact]
    public void Fit_FromAFitOfOtherFunctions_StartsCold()
    {
        var drawn = SyntheticVotes.Draw(500);
        var other = LabelModel.Fit(SyntheticVotes.Draw(500, functions: 9).Matrix, [], LabelModelOptions.Default);
        Assert.Equal(
            LabelModel.Fit(drawn.Matrix, [], LabelModelOptions.Default).Predict(drawn.Matrix),
            LabelModel.Fit(drawn.Matrix, [], LabelModelOptions.Default, other).Predict(drawn.Matrix));
    }

    [Fact]
    public void Fit_FromAnEarlierFit_LeavesThatFitAsItWas()
    {
        var drawn = SyntheticVotes.Draw(500);
        var start = LabelModel.Fit(drawn.Matrix, [], LabelModelOptions.Default);
        var before = start.Predict(drawn.Matrix);
        LabelModel.Fit(drawn.Matrix, [new LevelObservation(0, LevelSet.Single(4))], LabelModelOptions.Default, start);
        Assert.Equal(before, start.Predict(drawn.Matrix));
    }

    [Fact]
    public void Fit_FromAFitOfAnyMatrix_GivesProbabilities() => RandomVotes.ForAll(votes =>
    {
        var options = LabelModelOptions.Default with { MaxIterations = 60 };
        var warm = LabelModel.Fit(votes.Matrix, votes.Decisions, options, LabelModel.Fit(votes.Matrix, [], options));
        Assert.Equal(votes.Matrix.Rows, warm.Predict(votes.Matrix).Sum(), 1e-6);
    });

    private static void Near(double[] expected, double[] actual, double most)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], most);
    }
}
