using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Fusion;

public class ReviewersTests
{
    [Fact]
    public void Fit_TwoReviewers_LearnsWhoIsReliable()
    {
        var drawn = SyntheticVotes.Draw(5_000, copy: 0);
        var fit = LabelModel.Fit(drawn.Matrix, [.. Answers(drawn, 3, 0.97, 400), .. Answers(drawn, 8, 0.5, 400)], LabelModelOptions.Default);

        Assert.Equal([3, 8], fit.Reviewers.ToArray().Select(reviewer => reviewer.Reviewer));
        Assert.All(fit.Reviewers.ToArray(), reviewer => Assert.Equal(400, reviewer.Decisions));
        Assert.Equal(0.97, fit.Reviewers[0].Reliability, 0.03);
        Assert.Equal(0.5, fit.Reviewers[1].Reliability, 0.1);
    }

    [Fact]
    public void Fit_FewAnswers_StaysNearWhatIsExpected()
    {
        var drawn = SyntheticVotes.Draw(2_000, copy: 0);
        var fit = LabelModel.Fit(drawn.Matrix, Answers(drawn, 0, 0, 2), LabelModelOptions.Default);
        Assert.InRange(fit.Reviewers[0].Reliability, 0.8, 0.95);
    }

    [Fact]
    public void Fit_NoReviewerNamed_TakesReliabilityAsGiven()
    {
        var drawn = SyntheticVotes.Draw(2_000, copy: 0);
        var fit = LabelModel.Fit(drawn.Matrix, Answers(drawn, -1, 0.2, 200), LabelModelOptions.Default);
        Assert.True(fit.Reviewers.IsEmpty);
    }

    [Fact]
    public void Fit_AnswerOfAllLevels_CountsForNoReviewer()
    {
        var drawn = SyntheticVotes.Draw(200);
        Assert.True(LabelModel.Fit(drawn.Matrix, [new LevelObservation(3, LevelSet.All(5), Reviewer: 1)], LabelModelOptions.Default).Reviewers.IsEmpty);
    }

    private static List<LevelObservation> Answers(SyntheticVotes drawn, int reviewer, double accuracy, int count)
    {
        var random = new CounterRandom(9, (ulong)(reviewer + 2));
        return [.. Enumerable.Range(0, count).Select(i => new LevelObservation(
            i, LevelSet.Single(random.NextDouble() < accuracy ? drawn.Truth[i] : (drawn.Truth[i] + 1 + random.NextInt(4)) % 5), 0.95, reviewer))];
    }
}
