using System.Text.Json;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Fusion;

public class LabelModelPropertyTests
{
    private static readonly LabelModelOptions Quick = LabelModelOptions.Default with { MaxIterations = 100 };

    [Fact]
    public void Fit_AnyMatrix_GivesProbabilities() => RandomVotes.ForAll(votes =>
    {
        var fit = LabelModel.Fit(votes.Matrix, votes.Decisions, Quick);
        AssertDistributions(fit.Balance, votes.Matrix.Levels);
        AssertDistributions(fit.Predict(votes.Matrix), votes.Matrix.Levels);
        Assert.True(double.IsFinite(fit.Objective));
        for (var j = 0; j < fit.Columns.Length; j++)
        {
            Assert.InRange(fit.Weight[j], 0, 1);
            Assert.True(fit.Redundancy[j] >= 0);
            for (var y = 0; y < fit.Levels; y++)
            {
                var sum = Enumerable.Range(1, 1 + fit.Columns[j].Votes.Length).Sum(o => Math.Exp(fit.LogProbability(j, (byte)o, y)));
                Assert.Equal(1, sum, 1e-9);
            }
        }
    });

    [Fact]
    public void Fit_AnyMatrix_ObjectiveNeverFallsWithinABlock() => RandomVotes.ForAll(votes =>
    {
        var trace = LabelModel.Fit(votes.Matrix, votes.Decisions, Quick).Trace;
        for (var i = 1; i < trace.Length; i++)
        {
            if (trace[i].Round == trace[i - 1].Round && trace[i].Block == trace[i - 1].Block)
                Assert.True(trace[i].Value >= trace[i - 1].Value - (1e-9 * Math.Max(1, Math.Abs(trace[i].Value))), $"step {i} fell from {trace[i - 1].Value:R} to {trace[i].Value:R}");
        }
    });

    [Fact]
    public void Fit_SameInputTwice_GivesSameBytes() => RandomVotes.ForAll(votes =>
        Assert.Equal(Json(LabelModel.Fit(votes.Matrix, votes.Decisions, Quick)), Json(LabelModel.Fit(votes.Matrix, votes.Decisions, Quick))));

    [Fact]
    public void Fit_RowsInOtherOrder_GivesSameBytes() => RandomVotes.ForAll(votes =>
    {
        var rows = Enumerable.Range(0, votes.Matrix.Rows).Reverse().SelectMany(row => votes.Matrix.Row(row).ToArray()).ToArray();
        var reversed = new LabelMatrix(votes.Matrix.Levels, votes.Matrix.Columns, rows);
        Assert.Equal(Json(LabelModel.Fit(votes.Matrix, [], Quick)), Json(LabelModel.Fit(reversed, [], Quick)));
    });

    [Fact]
    public void FromData_ThroughJson_PredictsTheSame() => RandomVotes.ForAll(votes =>
    {
        var fit = LabelModel.Fit(votes.Matrix, votes.Decisions, Quick);
        var again = LabelModelFit.FromData(JsonSerializer.Deserialize<LabelModelFitData>(Json(fit))!);
        Assert.Equal(Json(fit), Json(again));
        Assert.Equal(fit.Predict(votes.Matrix), again.Predict(votes.Matrix));
    });

    [Fact]
    public void Fit_ThreeHundredFunctionsOfTwentyLevels_StaysFinite()
    {
        var matrix = RandomVotes.Draw(7, rows: 40, functions: 300, levels: 20).Matrix;
        var fit = LabelModel.Fit(matrix, [], Quick with { Rounds = 1, MaxIterations = 20 });
        AssertDistributions(fit.Predict(matrix), 20);
        Assert.True(double.IsFinite(fit.Objective));
    }

    [Fact]
    public void Fit_AllMissing_SaysNothing()
    {
        var fit = LabelModel.Fit(new LabelMatrix(3, [new VoteColumn("f", "s", [LevelSet.Single(1)])], new byte[20]), [], Quick);
        Assert.All(fit.Predict(new LabelMatrix(3, fit.Columns, [0])), p => Assert.Equal(1.0 / 3, p, 1e-12));
    }

    private static string Json(LabelModelFit fit) => JsonSerializer.Serialize(fit.ToData());

    private static void AssertDistributions(ReadOnlySpan<double> p, int levels)
    {
        Assert.Equal(0, p.Length % levels);
        for (var row = 0; row < p.Length; row += levels)
        {
            var sum = 0.0;
            foreach (var share in p.Slice(row, levels))
            {
                Assert.InRange(share, 0, 1 + 1e-12);
                sum += share;
            }

            Assert.Equal(1, sum, 1e-9);
        }
    }
}
