using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Fusion;

public class LabelModelTests
{
    [Fact]
    public void Fit_ExpectedBalance_TellsLevelsApartThatNoVoteTellsApart()
    {
        // Every vote says "1 or 2"; only the guess knows that 2 is rare.
        var matrix = new LabelMatrix(3, [new VoteColumn("f", "s", [LevelSet.Single(0), LevelSet.Range(1, 2)])], [.. Enumerable.Repeat((byte)3, 300), .. Enumerable.Repeat((byte)2, 100)]);

        var guessed = LabelModel.Fit(matrix, [], new LabelModelOptions { ExpectedBalance = [25, 70, 5] });
        var alike = LabelModel.Fit(matrix, [], new LabelModelOptions());

        Assert.InRange(guessed.Balance[2] / guessed.Balance[1], 0.04, 0.12);
        Assert.Equal(1, alike.Balance[2] / alike.Balance[1], 6);
    }

    [Fact]
    public void Fit_AbsenceThatInforms_MovesThePosteriorAndIsNoVote()
    {
        // Rows of level 1 lack the second signal far more often than rows of level 0.
        var cells = new List<byte>();
        for (var i = 0; i < 400; i++)
            cells.AddRange([i % 2 == 0 ? (byte)2 : (byte)3, (i % 2 == 0) == (i % 10 < 8) ? Outcome.Silent : Outcome.FirstRule]);
        var matrix = new LabelMatrix(2, [new VoteColumn("f", "s", [LevelSet.Single(0), LevelSet.Single(1)]), new VoteColumn("g", "t", [default])], [.. cells]);

        var fit = LabelModel.Fit(matrix, [], new LabelModelOptions());
        var summary = LabelMatrixSummary.Of(matrix, [], fit);

        Assert.True(fit.LogProbability(1, Outcome.FirstRule, 1) > fit.LogProbability(1, Outcome.FirstRule, 0) + 0.3);
        Assert.Equal(0, summary.Functions[1].Coverage);
        Assert.InRange(summary.Functions[1].Missing, 0.3, 0.7);
        Assert.Equal(0, Conflict.Of(fit, [2, Outcome.FirstRule]).Value);
    }

    [Fact]
    public void Fit_KnownTruth_RecoversBalanceAccuracyAndTables()
    {
        var drawn = SyntheticVotes.Draw(20_000, copy: 0);
        var fit = LabelModel.Fit(drawn.Matrix, [], LabelModelOptions.Default);
        var truth = SyntheticVotes.Balance(5);
        for (var y = 0; y < 5; y++)
        {
            Assert.Equal(truth[y], fit.Balance[y], 0.015);
            // The last function is right in 0.9 of the 0.4 of rows where it speaks.
            Assert.Equal(0.36, Math.Exp(fit.LogProbability(9, Outcome.OfRule(y), y)), 0.03);
        }

        Assert.True(fit.Converged);
        Assert.True(PosteriorMetrics.Of(fit.Predict(drawn.Matrix), drawn.Truth)!.Accuracy > 0.9);
        foreach (var weight in fit.Weight)
            Assert.InRange(weight, 0.97, 1);
    }

    [Fact]
    public void Fit_OneFunctionCopiesAnother_DiscountsBothAndStaysCalibrated()
    {
        var drawn = SyntheticVotes.Draw(20_000, copy: 0.8);
        var fit = LabelModel.Fit(drawn.Matrix, [], LabelModelOptions.Default);
        var metrics = PosteriorMetrics.Of(fit.Predict(drawn.Matrix), drawn.Truth)!;
        Assert.InRange(fit.Weight[0], 0.45, 0.65);
        Assert.InRange(fit.Weight[1], 0.45, 0.65);
        Assert.InRange(fit.Weight[2], 0.97, 1);
        Assert.True(metrics.Accuracy > 0.895, $"accuracy {metrics.Accuracy}");
        Assert.True(metrics.CalibrationError < 0.02, $"calibration error {metrics.CalibrationError}");
    }

    [Fact]
    public void Fit_TenTimesTheIterations_ChangesAccuracyLittle()
    {
        var drawn = SyntheticVotes.Draw(5_000, seed: 3);
        var options = LabelModelOptions.Default with { Tolerance = 0, MaxIterations = 800 };
        var usual = PosteriorMetrics.Of(LabelModel.Fit(drawn.Matrix, [], LabelModelOptions.Default).Predict(drawn.Matrix), drawn.Truth)!;
        var longer = PosteriorMetrics.Of(LabelModel.Fit(drawn.Matrix, [], options with { Rounds = 0 }).Predict(drawn.Matrix), drawn.Truth)!;
        var shorter = PosteriorMetrics.Of(LabelModel.Fit(drawn.Matrix, [], options with { Rounds = 0, MaxIterations = 80 }).Predict(drawn.Matrix), drawn.Truth)!;
        Assert.Equal(longer.Accuracy, shorter.Accuracy, 0.001);
        Assert.True(usual.Accuracy >= longer.Accuracy - 0.001);
    }

    [Fact]
    public void Fit_NoRows_GivesUniformBalanceAndDeclaredMeaning()
    {
        ImmutableVotes(out var columns);
        var fit = LabelModel.Fit(new LabelMatrix(4, columns, []), [], LabelModelOptions.Default);
        Span<double> p = stackalloc double[4];
        fit.Posterior([Outcome.FirstRule], p);
        foreach (var share in fit.Balance)
            Assert.Equal(0.25, share, 1e-12);
        Assert.True(p[3] > p[0]);
    }

    [Fact]
    public void Fit_TwoRulesWithTheSameSet_AreLearnedApart()
    {
        // Rule 0 of `odd` fires beside votes for level 1, rule 1 beside votes for level 0; both declare level 1.
        var columns = new[] { "a", "b", "c" }.Select(name => new VoteColumn(name, name, [LevelSet.Single(0), LevelSet.Single(1)]))
            .Append(new VoteColumn("odd", "odd", [LevelSet.Single(1), LevelSet.Single(1)]));
        byte[] ones = [3, 3, 3, 2], zeros = [2, 2, 2, 3];
        var cells = Enumerable.Range(0, 400).SelectMany(i => i % 2 == 0 ? ones : zeros).ToArray();
        var fit = LabelModel.Fit(new LabelMatrix(2, [.. columns], cells), [], LabelModelOptions.Default);
        Assert.True(fit.LogEvidence(3, 2, 1) > fit.LogEvidence(3, 2, 0));
        Assert.True(fit.LogEvidence(3, 3, 1) < fit.LogEvidence(3, 3, 0));
    }

    [Fact]
    public void Fit_FunctionMissingOnMostRows_LearnsFromTheRest()
    {
        var drawn = SyntheticVotes.Draw(8_000, functions: 6, copy: 0);
        var cells = drawn.Matrix.Cells.ToArray();
        for (var row = 0; row < drawn.Matrix.Rows; row++)
        {
            if (row % 4 != 0)
                cells[(row * 6) + 5] = Outcome.Missing;
        }

        var fit = LabelModel.Fit(new LabelMatrix(5, drawn.Matrix.Columns, cells), [], LabelModelOptions.Default);
        Assert.Equal(0.36, Math.Exp(fit.LogProbability(5, Outcome.OfRule(0), 0)), 0.05);
        Assert.Equal(0, fit.LogEvidence(5, Outcome.Missing, 0));
    }

    [Fact]
    public void Fit_Decisions_MoveWhatFunctionsAreBelieved()
    {
        var matrix = new LabelMatrix(2, [new VoteColumn("f", "s", [LevelSet.Single(0), LevelSet.Single(1)])], [.. Enumerable.Repeat((byte)2, 50), .. Enumerable.Repeat((byte)3, 50)]);
        var against = Enumerable.Range(0, 40).Select(row => new LevelObservation(row, LevelSet.Single(1))).ToList();
        var before = LabelModel.Fit(matrix, [], LabelModelOptions.Default).Predict(matrix)[0];
        var after = LabelModel.Fit(matrix, against, LabelModelOptions.Default).Predict(matrix)[0];
        Assert.True(before > 0.5);
        Assert.True(after < 0.3, $"p(0) is {after} after forty decisions for 1");
    }

    [Fact]
    public void Fit_DecisionForAllLevels_OnlyAddsWeight()
    {
        var drawn = SyntheticVotes.Draw(200);
        var options = LabelModelOptions.Default with { DecisionWeight = 1 };
        var with = LabelModel.Fit(drawn.Matrix, [new LevelObservation(3, LevelSet.All(5))], options).Predict(drawn.Matrix);
        var without = LabelModel.Fit(drawn.Matrix, [], options).Predict(drawn.Matrix);
        for (var i = 0; i < with.Length; i++)
            Assert.Equal(without[i], with[i], 1e-6);
    }

    [Fact]
    public void Fit_DecisionOnRowThatIsNotThere_Throws()
    {
        ImmutableVotes(out var columns);
        var matrix = new LabelMatrix(4, columns, [1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelModel.Fit(matrix, [new LevelObservation(1, LevelSet.Single(0))], LabelModelOptions.Default));
    }

    [Fact]
    public void Validate_TwoSettingsOutOfRange_NamesBoth()
    {
        var error = Assert.Throws<BadInputException>(() => (LabelModelOptions.Default with { Credibility = 1, Tolerance = double.NaN }).Validate());
        Assert.Contains("Credibility", error.Message, StringComparison.Ordinal);
        Assert.Contains("Tolerance", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_MatrixOfOtherFunctions_Throws()
    {
        ImmutableVotes(out var columns);
        var fit = LabelModel.Fit(new LabelMatrix(4, columns, [1, 2]), [], LabelModelOptions.Default);
        Assert.Throws<ArgumentException>(() => fit.Predict(SyntheticVotes.Draw(5).Matrix));
    }

    private static void ImmutableVotes(out System.Collections.Immutable.ImmutableArray<VoteColumn> columns) => columns = [new VoteColumn("f", "s", [LevelSet.Single(3)])];
}
