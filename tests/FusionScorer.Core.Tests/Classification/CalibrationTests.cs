using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Classification;

public class CalibrationTests
{
    private const int Levels = 4;

    [Theory]
    [InlineData(0.6)]
    [InlineData(1)]
    [InlineData(1.8)]
    public void Fit_ManyDecisions_RecoversTheTemperature(double temperature)
    {
        var (logits, answers) = Draw(4000, temperature, seed: 1);
        var fit = Calibration.Fit(logits, answers, Ones(4000));
        Assert.InRange(Math.Log(fit.Temperature / temperature), -3 * fit.Uncertainty, 3 * fit.Uncertainty);
        Assert.InRange(fit.Uncertainty, 0.005, 0.06);
        Assert.Equal(4000, fit.Decisions, 1e-6);
        Assert.True(fit.Error < 0.03);
        Assert.Equal(4000, fit.Reliability.Sum(bin => bin.Count));
    }

    [Fact]
    public void Fit_FewDecisions_StaysNearTheLabelFreeTemperature()
    {
        Assert.Equal(1, Calibration.Fit([], [], []).Temperature);
        var (logits, answers) = Draw(8, temperature: 3, seed: 2);
        var few = Calibration.Fit(logits, answers, Ones(8));
        Assert.InRange(few.Temperature, 0.7, 1.5);
        Assert.InRange(few.Uncertainty, 0.1, Calibration.PriorDeviation);
        Assert.Equal(1, Calibration.Fit(logits, answers, new double[8]).Temperature);
    }

    [Fact]
    public void Fit_ScaledWeights_GiveTheSame()
    {
        var (logits, answers) = Draw(50, temperature: 2, seed: 3);
        var one = Calibration.Fit(logits, answers, Ones(50));
        var ten = Calibration.Fit(logits, answers, [.. Ones(50).Select(weight => weight * 10)]);
        Assert.Equal(one.Temperature, ten.Temperature, 1e-9);
        Assert.Equal(one.Error, ten.Error, 1e-9);
    }

    [Fact]
    public void Fit_OneHeavyDecision_CountsAsFewDecisions()
    {
        var (logits, answers) = Draw(400, temperature: 3, seed: 4);
        var heavy = Ones(400);
        heavy[0] = 1e9;
        var fit = Calibration.Fit(logits, answers, heavy);
        Assert.Equal(1, fit.Decisions, 1e-3);
        Assert.InRange(Math.Abs(Math.Log(fit.Temperature)), 0, 0.25);
    }

    [Fact]
    public void Fit_SelectedDecisionsWithWeights_GivesTheTemperatureOfAll()
    {
        // The sure are overconfident (T = 2.5) and the unsure are not (T = 1); the unsure were asked about nine times as often.
        var random = new CounterRandom(5, 2);
        List<double> logits = [], weights = [], allLogits = [];
        List<LevelObservation> answers = [], all = [];
        var (sure, sureAnswers) = Draw(6000, 2.5, seed: 5, scale: 6);
        var (unsure, unsureAnswers) = Draw(6000, 1, seed: 6, scale: 1);
        for (var i = 0; i < 6000; i++)
        {
            Take(sure, sureAnswers, i, 0.09);
            Take(unsure, unsureAnswers, i, 0.81);
        }

        var truth = Calibration.Fit([.. allLogits], all, Ones(all.Count)).Temperature;
        var weighted = Calibration.Fit([.. logits], answers, [.. weights]);
        var plain = Calibration.Fit([.. logits], answers, Ones(answers.Count));
        Assert.InRange(Math.Log(weighted.Temperature / truth), -0.12, 0.12);
        Assert.True(Math.Abs(Math.Log(plain.Temperature / truth)) > 2 * Math.Abs(Math.Log(weighted.Temperature / truth)));

        void Take(double[] from, LevelObservation[] decided, int i, double chance)
        {
            allLogits.AddRange(from.AsSpan(i * Levels, Levels).ToArray());
            all.Add(decided[i]);
            if (random.NextDouble() >= chance)
                return;
            logits.AddRange(from.AsSpan(i * Levels, Levels).ToArray());
            answers.Add(decided[i]);
            weights.Add(1 / chance);
        }
    }

    [Fact]
    public void Reliability_HandMadeDecisions_FallIntoTheirBins()
    {
        // p = (.9, .1): bin 13. Two of three are right, by weight 3 of 4. A set of levels is left out.
        var z = Math.Log(9);
        LevelObservation[] answers = [Of(0), Of(0), Of(1), new(0, LevelSet.All(2))];
        var fit = new TemperatureFit([z, 0, z, 0, z, 0, z, 0], answers, [1, 2, 1, 5], scale: 1);
        var bins = fit.Reliability(1);
        Assert.Equal(3, bins[13].Count);
        Assert.Equal(4, bins[13].Weight);
        Assert.Equal(0.9, bins[13].MeanConfidence, 1e-12);
        Assert.Equal(0.75, bins[13].Accuracy, 1e-12);
        Assert.Equal(3, bins.Sum(bin => bin.Count));

        static LevelObservation Of(int level) => new(0, LevelSet.Single(level));
    }

    [Fact]
    public void Fit_AnyDecisions_StaysInRange() => Properties.ForAll(11, (drawn, seed) =>
    {
        var random = new CounterRandom(seed);
        var n = 1 + drawn;
        var logits = Enumerable.Range(0, n * Levels).Select(_ => (random.NextDouble() - 0.5) * 2000).ToArray();
        var answers = Enumerable.Range(0, n).Select(i => new LevelObservation(i, LevelSet.FromBits((uint)random.NextInt(1 << Levels)), random.NextDouble())).ToArray();
        var fit = Calibration.Fit(logits, answers, [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() * 1e6)]);
        Assert.InRange(fit.Temperature, 0.2, 5);
        Assert.InRange(fit.Uncertainty, 0, Calibration.PriorDeviation);
        Assert.InRange(fit.Error, 0, 1);
    }, tests: 100);

    [Fact]
    public void Fit_BadNumbers_AreRefused()
    {
        LevelObservation[] one = [new(0, LevelSet.Single(0))];
        Assert.Throws<ArgumentException>(() => Calibration.Fit([0, 1], one, [-1]));
        Assert.Throws<ArgumentException>(() => Calibration.Fit([0, double.NaN], one, [1]));
        Assert.Throws<ArgumentException>(() => Calibration.Fit([0, 1], one, []));
        Assert.Throws<ArgumentException>(() => Calibration.Fit([], one, [1]));
    }

    [Fact]
    public void DecisionWeights_SelectedByConfidence_BringTheLibrarysMeanBack()
    {
        var random = new CounterRandom(9);
        var library = Enumerable.Range(0, 5000).Select(_ => random.NextDouble()).ToArray();
        double[] decided = [.. library.Where(value => random.NextDouble() < (value < 0.5 ? 0.5 : 0.05))];
        var weights = DecisionWeights.Of(decided, new double[decided.Length], library);
        Assert.Equal(library.Average(), decided.Zip(weights, (value, weight) => value * weight).Sum() / weights.Sum(), 0.03);
        Assert.Equal(1, weights.Average(), 1e-9);
        Assert.InRange(decided.Average(), 0, 0.35);
    }

    [Fact]
    public void DecisionWeights_AuditPicks_CountTwiceAndInverseToTheirChance()
    {
        double[] library = [.. Enumerable.Repeat(0.5, 10)];
        var weights = DecisionWeights.Of([0.5, 0.5, 0.5], [0.1, 0.1, double.NaN], library);
        Assert.Equal(weights[0], weights[1], 1e-12);
        Assert.Equal(weights[0] / 2, weights[2], 1e-12);
        weights = DecisionWeights.Of([0.5, 0.5], [0.1, 0.4], library);
        Assert.Equal(4, weights[0] / weights[1], 1e-9);
        Assert.Throws<ArgumentException>(() => DecisionWeights.Of([1], [1], []));
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];

    private static (double[] Logits, LevelObservation[] Answers) Draw(int count, double temperature, ulong seed, double scale = 3)
    {
        var random = new CounterRandom(seed, 1);
        var logits = Enumerable.Range(0, count * Levels).Select(_ => scale * ((2 * random.NextDouble()) - 1)).ToArray();
        var answers = new LevelObservation[count];
        for (var i = 0; i < count; i++)
        {
            var p = logits.AsSpan(i * Levels, Levels).ToArray().Select(z => z / temperature).ToArray();
            SoftmaxObjective.Normalise(p);
            var (level, u) = (0, random.NextDouble());
            while (level < Levels - 1 && u >= p[level])
                u -= p[level++];
            answers[i] = new LevelObservation(i, LevelSet.Single(level), 1);
        }

        return (logits, answers);
    }
}
