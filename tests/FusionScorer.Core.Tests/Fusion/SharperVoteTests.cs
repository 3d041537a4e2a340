using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Tests.Fusion;

/// <summary>A function that could have cast a sharper vote and did not says something by that.</summary>
public class SharperVoteTests
{
    private const int Levels = 5, Pg = 1, Pg13 = 2, R = 3, Nc17 = 4;

    [Fact]
    public void Fit_WideVoteBesideASharperOne_SpeaksForTheLevelsThatTheSharperOneLacks()
    {
        var fit = Fit([AtLeast(R), AtLeast(Pg13)], [40, 60]);

        var wide = Posterior(fit, Outcome.OfRule(1));
        Assert.True(wide[Pg13] > 1.5 * wide[R], $"{wide[Pg13]} against {wide[R]}");
        Assert.True(wide[R] > wide[Pg], $"{wide[R]} against {wide[Pg]}");
        Assert.Equal(wide[R], wide[Nc17], 1e-9);

        var sharp = Posterior(fit, Outcome.OfRule(0));
        Assert.True(sharp[R] > sharp[Pg13]);
        Assert.Equal(sharp[R], sharp[Nc17], 1e-9);
    }

    [Theory]
    [InlineData(5, 10, 20, 40, 25)]
    [InlineData(30, 30, 10, 25, 5)]
    public void Fit_WideVoteOnly_SplitsByTheBalance(double g, double pg, double pg13, double r, double nc17)
    {
        var options = LabelModelOptions.Default with { ExpectedBalance = [g, pg, pg13, r, nc17] };
        var fit = Fit([AtLeast(Pg13)], [60], options);

        var p = Posterior(fit, Outcome.OfRule(0));
        for (var y = R; y <= Nc17; y++)
            Assert.Equal(fit.Balance[y] / fit.Balance[Pg13], p[y] / p[Pg13], 1e-6);
        Assert.True(p[Pg13] / p[Pg] > fit.Balance[Pg13] / fit.Balance[Pg]);
    }

    [Fact]
    public void Fit_ThreeVotesOneWithinTheOther_EachSpeaksForItsOwnLevelsFirst()
    {
        var fit = Fit([AtLeast(Nc17), AtLeast(R), AtLeast(Pg13)], [20, 30, 40]);

        var widest = Posterior(fit, Outcome.OfRule(2));
        var middle = Posterior(fit, Outcome.OfRule(1));
        var sharpest = Posterior(fit, Outcome.OfRule(0));
        Assert.Equal((Pg13, R, Nc17), (PosteriorMetrics.Argmax(widest), PosteriorMetrics.Argmax(middle), PosteriorMetrics.Argmax(sharpest)));
        Assert.True(widest[Pg13] > 1.5 * widest[R]);
        Assert.True(middle[R] > 1.5 * middle[Nc17]);
    }

    [Fact]
    public void Fit_OrderOfRules_DoesNotMatter()
    {
        var one = Fit([AtLeast(R), AtLeast(Pg13)], [40, 60]);
        var other = Fit([AtLeast(Pg13), AtLeast(R)], [60, 40]);
        AssertEqual(Posterior(one, Outcome.OfRule(0)), Posterior(other, Outcome.OfRule(1)));
        AssertEqual(Posterior(one, Outcome.OfRule(1)), Posterior(other, Outcome.OfRule(0)));
    }

    [Fact]
    public void Fit_TwoVotesForTheSameLevels_NeitherIsSharper()
    {
        var twice = Fit([AtLeast(Pg13), AtLeast(Pg13)], [30, 30]);
        foreach (var outcome in (ReadOnlySpan<byte>)[Outcome.OfRule(0), Outcome.OfRule(1)])
        {
            var p = Posterior(twice, outcome);
            Assert.Equal(p[Pg13], p[R], 1e-9);
            Assert.Equal(p[Pg13], p[Nc17], 1e-9);
        }
    }

    [Fact]
    public void Fit_SharperVotesThatCoverTheWideOne_TakeNothingFromIt()
    {
        var fit = Fit([LevelSet.Single(R), LevelSet.Single(Nc17), AtLeast(R)], [20, 20, 30]);
        var p = Posterior(fit, Outcome.OfRule(2));
        Assert.Equal(p[R], p[Nc17], 1e-6);
        Assert.True(p[R] > p[Pg13]);
    }

    [Fact]
    public void Fit_SharperVoteOfAnotherFunction_TakesNothingFromIt()
    {
        // The other function is present nowhere where the wide vote is cast.
        var cells = new List<byte>();
        for (var i = 0; i < 200; i++)
            cells.AddRange(i < 100 ? [i < 60 ? Outcome.FirstRule : Outcome.Silent, Outcome.Missing] : [Outcome.Missing, i < 140 ? Outcome.FirstRule : Outcome.Silent]);
        var matrix = new LabelMatrix(Levels, [new VoteColumn("f", "s", [AtLeast(Pg13)]), new VoteColumn("g", "t", [AtLeast(R)])], [.. cells]);

        var fit = LabelModel.Fit(matrix, [], LabelModelOptions.Default);

        // Relative to the balance, which the other function may move.
        Assert.Equal(fit.LogProbability(0, Outcome.FirstRule, Pg13), fit.LogProbability(0, Outcome.FirstRule, R), 0.05);
    }

    /// <summary>A function alone, each rule of which fired in so many rows, and which was silent in a hundred more.</summary>
    private static LabelModelFit Fit(LevelSet[] votes, int[] fired, LabelModelOptions? options = null)
    {
        var cells = new List<byte>(Enumerable.Repeat(Outcome.Silent, 100));
        for (var rule = 0; rule < votes.Length; rule++)
            cells.AddRange(Enumerable.Repeat(Outcome.OfRule(rule), fired[rule]));
        return LabelModel.Fit(new LabelMatrix(Levels, [new VoteColumn("f", "s", [.. votes])], [.. cells]), [], options ?? LabelModelOptions.Default);
    }

    private static LevelSet AtLeast(int level) => LevelSet.Range(level, Levels - 1);

    private static double[] Posterior(LabelModelFit fit, byte outcome)
    {
        var p = new double[Levels];
        fit.Posterior([outcome], p);
        return p;
    }

    private static void AssertEqual(double[] expected, double[] actual)
    {
        for (var y = 0; y < expected.Length; y++)
            Assert.Equal(expected[y], actual[y], 1e-9);
    }
}
