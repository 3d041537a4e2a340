using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Fusion;

public class WeightSuggestionTests
{
    private static readonly double[] True = [0.6, 1.5, 1, 0.2];

    [Fact]
    public void Fit_ManyDecisions_FindsTheWeightsThatMadeThem()
    {
        var fit = WeightSuggestion.Fit(Blocks(6000, 1), Answers(Blocks(6000, 1), True, 1));

        Assert.Equal(6000, fit.Decisions);
        Assert.Null(fit.Caveat);
        Assert.All(fit.Signals.Zip(True), pair =>
        {
            Assert.Equal(pair.Second, pair.First.Weight, 4 * pair.First.Sd);
            Assert.InRange(pair.First.Sd, 0.01, 0.1);
        });
    }

    [Fact]
    public void Fit_WeightsFromThePrior_StatesItsOwnErrorRightly()
    {
        // Weights drawn from the prior: the errors in units of the stated deviation have mean square 1.
        double sum = 0;
        const int Runs = 60;
        for (var run = 0; run < Runs; run++)
        {
            var random = new CounterRandom((ulong)run, 9);
            double[] weights = [.. Enumerable.Range(0, 4).Select(_ => Math.Clamp(1 + (WeightSuggestion.PriorSd * Normal(random)), 0, 2))];
            var blocks = Blocks(80, (ulong)run);
            var fit = WeightSuggestion.Fit(blocks, Answers(blocks, weights, (ulong)run));
            sum += fit.Signals.Zip(weights, (signal, w) => (signal.Weight - w) / signal.Sd).Sum(z => z * z) / 4;
        }

        Assert.InRange(sum / Runs, 0.75, 1.3);
    }

    [Fact]
    public void Fit_AnswersOfSeveralLevels_FindsTheWeightsToo()
    {
        var blocks = Blocks(8000, 3);
        var vague = Answers(blocks, True, 3).Select(answer => answer.Levels.Lowest >= 2
            ? answer with { Levels = LevelSet.Range(2, 4) }
            : answer with { Levels = LevelSet.Range(0, 1) }).ToList();

        var fit = WeightSuggestion.Fit(blocks, vague);

        Assert.All(fit.Signals.Zip(True), pair => Assert.Equal(pair.Second, pair.First.Weight, 4 * pair.First.Sd));
    }

    [Fact]
    public void Fit_SignalThatMisleads_EndsAtZeroAndTheRestAtTheirBest()
    {
        // The first signal speaks against the truth: its best weight is negative, which no weight may be.
        var blocks = Blocks(3000, 5);
        var fit = WeightSuggestion.Fit(blocks, Answers(blocks, [-1, 1.5, 1, 0.2], 5));

        Assert.Equal(0, fit.Signals[0].Weight);
        Assert.All(fit.Signals, signal => Assert.InRange(signal.Weight, 0, SignalWeights.Max));
        Assert.InRange(fit.Signals[1].Weight, 0.8, 2);
    }

    [Fact]
    public void Fit_NoDecisionOrEmptyOnes_LeavesThePriorAndSaysSo()
    {
        var none = WeightSuggestion.Fit(Blocks(50, 1), [new WeightObservation(3, LevelSet.All(5)), new WeightObservation(4, default)]);

        Assert.Equal(0, none.Decisions);
        Assert.All(none.Signals, signal => Assert.Equal((1, WeightSuggestion.PriorSd, false), (signal.Weight, signal.Sd, signal.Informed)));
        Assert.Contains("no decision", none.Caveat, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ThreeDecisions_SaysThatTheyTellTooLittle()
    {
        var blocks = Blocks(3, 1);
        Assert.Contains("3 decisions tell too little", WeightSuggestion.Fit(blocks, Answers(blocks, True, 1)).Caveat, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WeightedAnswer_CountsAsSoMany()
    {
        var blocks = Blocks(40, 7);
        var answers = Answers(blocks, True, 7);

        var twice = WeightSuggestion.Fit(blocks, [.. answers, .. answers]);
        var heavy = WeightSuggestion.Fit(blocks, [.. answers.Select(answer => answer with { Weight = 2 })]);

        Assert.All(twice.Signals.Zip(heavy.Signals), pair => Assert.Equal(pair.First.Weight, pair.Second.Weight, 1e-6));
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    public void Fit_AnswerOutsideTheBlocks_IsRefused(int row, double weight) => Assert.Throws<ArgumentException>(() =>
        WeightSuggestion.Fit(Blocks(50, 1), [new WeightObservation(row, LevelSet.Single(0), weight)]));

    private static SignalBlocks Blocks(int rows, ulong seed) => SyntheticBlocks.Draw(rows, signals: 4, seed: seed, temperature: 1.2);

    private static List<WeightObservation> Answers(SignalBlocks blocks, double[] weights, ulong seed)
    {
        var random = new CounterRandom(seed, 4);
        var answers = new List<WeightObservation>();
        for (var row = 0; row < blocks.Rows; row++)
        {
            var z = blocks.Bias.ToArray();
            for (var y = 0; y < z.Length; y++)
            {
                for (var s = 0; s < weights.Length; s++)
                    z[y] += weights[s] * blocks.Of(row, s)[y];
                z[y] = Math.Exp(z[y] / blocks.Temperature);
            }

            var u = random.NextDouble() * z.Sum();
            var level = 0;
            while (level < z.Length - 1 && u >= z[level])
                u -= z[level++];
            answers.Add(new WeightObservation(row, LevelSet.Single(level)));
        }

        return answers;
    }

    private static double Normal(CounterRandom random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
