using System.Collections.Immutable;
using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Tests.Classification;

public class OrdinalSoftmaxTests
{
    private const int Levels = 4;
    private const int Columns = 5;
    private static readonly LevelContrasts Contrasts = new(Levels);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Objective_SlopeAndCurvature_AgreeWithDifferences(bool targets)
    {
        var rows = Draw(40, seed: 3, weights: null, targets).Rows;
        var prior = Prior(variance: 0.7, mean: 0.2);
        var objective = new SoftmaxObjective(rows, prior, [.. prior.Variance]);
        var random = new CounterRandom(8);
        var weights = Enumerable.Range(0, prior.Size).Select(_ => random.NextDouble() - 0.5).ToArray();
        objective.Evaluate(weights);
        var slope = new double[prior.Size];
        var hessian = new double[prior.Size * prior.Size];
        objective.Gradient(weights, slope);
        objective.Hessian(hessian);
        for (var i = 0; i < prior.Size; i++)
        {
            var (above, below) = (Moved(i, 1e-5), Moved(i, -1e-5));
            Assert.Equal(-(objective.Evaluate(above) - objective.Evaluate(below)) / 2e-5, slope[i], 1e-5);
            double[] high = new double[prior.Size], low = new double[prior.Size];
            objective.Evaluate(above);
            objective.Gradient(above, high);
            objective.Evaluate(below);
            objective.Gradient(below, low);

            // One level a row: nothing is left open, so that the curvature is exact.
            for (var j = 0; j <= i; j++)
                Assert.Equal((high[j] - low[j]) / 2e-5, hessian[(i * prior.Size) + j], 1e-4);
        }

        double[] Moved(int i, double by)
        {
            var moved = weights.ToArray();
            moved[i] += by;
            return moved;
        }
    }

    [Fact]
    public void Train_MoreRowsThanTheCurvatureIsTakenFrom_EndsWhereTheSlopeOfAllIsFlat()
    {
        var random = new CounterRandom(4);
        var known = Enumerable.Range(0, Contrasts.Count * Columns).Select(_ => (random.NextDouble() - 0.5) * 3).ToArray();
        var rows = Draw(20_000, seed: 5, known).Rows;
        var prior = Prior(variance: 4);
        var fit = new OrdinalSoftmax().Train(rows, prior, start: null);
        var objective = new SoftmaxObjective(rows, prior, [.. fit.Variance]);
        var slope = new double[prior.Size];
        var best = objective.Evaluate(fit.Weights.AsSpan());
        objective.Gradient(fit.Weights.AsSpan(), slope);
        Assert.All(slope, value => Assert.InRange(value / rows.Rows, -1e-4, 1e-4));
        for (var i = 0; i < known.Length; i++)
            Assert.Equal(known[i], fit.Weights[i], 0.15);

        var rough = new OrdinalSoftmax().Train(rows.Thin(5), prior, start: null);
        Assert.True(objective.Evaluate(rough.Weights.AsSpan()) < best);
    }

    [Fact]
    public void Train_ManyRows_RecoversKnownWeights()
    {
        var random = new CounterRandom(4);
        var known = Enumerable.Range(0, Contrasts.Count * Columns).Select(_ => (random.NextDouble() - 0.5) * 3).ToArray();
        var fit = new OrdinalSoftmax().Train(Draw(6000, seed: 5, known).Rows, Prior(variance: 4), start: null);
        for (var i = 0; i < known.Length; i++)
            Assert.Equal(known[i], fit.Weights[i], 0.25);
        Assert.InRange(Math.Sqrt(known.Select((weight, i) => Math.Pow(weight - fit.Weights[i], 2)).Average()), 0, 0.1);
    }

    [Fact]
    public void Train_FromItsOwnResult_ChangesNothing()
    {
        var rows = Draw(200, seed: 6, weights: null).Rows;
        var once = new OrdinalSoftmax().Train(rows, Prior(1), start: null);
        var twice = new OrdinalSoftmax().Train(rows, Prior(1), once);
        for (var i = 0; i < once.Weights.Length; i++)
            Assert.Equal(once.Weights[i], twice.Weights[i], 1e-6);
        var slope = new double[once.Weights.Length];
        var objective = new SoftmaxObjective(rows, Prior(1), [.. once.Variance]);
        objective.Evaluate(twice.Weights.AsSpan());
        objective.Gradient(twice.Weights.AsSpan(), slope);
        Assert.All(slope, s => Assert.Equal(0, s, 1e-6));
    }

    [Fact]
    public void Train_VarianceUpdates_ShrinkWhatSaysNothingAndWidenWhatSaysMuch()
    {
        // Column 1 decides, columns 2 to 4 are noise; each is its own group.
        var known = new double[Contrasts.Count * Columns];
        known[1] = 6;
        var rows = Draw(800, seed: 7, known).Rows;
        var prior = new WeightPrior(Contrasts, [0, 1, 2, 2, 2], [.. Enumerable.Repeat(0.5, 3 * Contrasts.Count)], varianceUpdates: 30);
        var fit = new OrdinalSoftmax().Train(rows, prior, start: null);
        Assert.True(fit.Variance[1 * Contrasts.Count] > 2);
        Assert.True(fit.Variance[2 * Contrasts.Count] < 0.4);
    }

    [Fact]
    public void Train_LevelSets_MoveProbabilityIntoTheSet()
    {
        // Whoever has x₁ > 0 is of the upper two levels, whichever.
        var random = new CounterRandom(11);
        var (x, likelihood) = (new double[200 * SoftTargets.StrideFor(Columns)], new double[200 * Levels]);
        for (var i = 0; i < 200; i++)
        {
            x[i * SoftTargets.StrideFor(Columns)] = 1;
            var high = random.NextDouble() < 0.5;
            x[(i * SoftTargets.StrideFor(Columns)) + 1] = high ? 1 : -1;
            new LevelObservation(i, high ? LevelSet.Range(2, 3) : LevelSet.Range(0, 1), 0.99).Likelihood(likelihood.AsSpan(i * Levels, Levels));
        }

        var fit = new OrdinalSoftmax().Train(Rows(x, likelihood), Prior(4), start: null);
        var p = Probabilities(fit, [1, 1, 0, 0, 0]);
        Assert.True(p[2] + p[3] > 0.9);
        Assert.Equal(p[2], p[3], 0.25);
    }

    [Fact]
    public void Train_ContradictoryAndEmptyAnswers_StayFinite()
    {
        LevelObservation[] answers =
        [
            new(0, LevelSet.Single(0), 1), new(0, LevelSet.Single(3), 1), new(0, default, 1), new(0, LevelSet.All(Levels), 1), new(0, LevelSet.Single(2), 0),
            new(0, LevelSet.FromBits(1u << 12), 1),
        ];
        var stride = SoftTargets.StrideFor(Columns);
        var x = new double[answers.Length * stride];
        var likelihood = new double[answers.Length * Levels];
        for (var i = 0; i < answers.Length; i++)
        {
            x[i * stride] = 1;
            answers[i].Likelihood(likelihood.AsSpan(i * Levels, Levels));
        }

        var p = Probabilities(new OrdinalSoftmax().Train(Rows(x, likelihood), Prior(1), start: null), [1, 0, 0, 0, 0]);
        Assert.All(p, value => Assert.True(value is > 0 and < 1));
        Assert.Equal(1, p.Sum(), 1e-12);
        Assert.True(p[2] < p[0] && p[2] < p[3]);
    }

    [Fact]
    public void Prior_SizesThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new WeightPrior(Contrasts, [0, 1], [1, 1, 1]));
        Assert.Throws<ArgumentException>(() => new WeightPrior(Contrasts, [0], [1, 1, 1], [0, 0]));
    }

    private static WeightPrior Prior(double variance, double mean = 0) =>
        new(Contrasts, [0, 1, 1, 1, 1], [.. Enumerable.Repeat(variance, 2 * Contrasts.Count)], [.. Enumerable.Repeat(mean, Contrasts.Count * Columns)]);

    private static SoftTargets Rows(double[] x, double[] likelihood, bool targets = false) => new()
    {
        X = x,
        Stride = SoftTargets.StrideFor(Columns),
        Likelihood = likelihood,
        Weight = [.. Enumerable.Repeat(1.0, likelihood.Length / Levels)],
        Fixed = targets,
    };

    private static double[] Probabilities(TrainedWeights fit, double[] x)
    {
        var z = Enumerable.Range(0, Contrasts.Count).Select(a => x.Select((value, i) => value * fit.Weights[(a * Columns) + i]).Sum()).ToArray();
        var p = new double[Levels];
        Contrasts.Logits(z, p);
        SoftmaxObjective.Normalise(p);
        return p;
    }

    /// <summary>Rows of a constant and four numbers; levels from known weights, or any.</summary>
    private static (SoftTargets Rows, int[] Truth) Draw(int count, ulong seed, double[]? weights, bool targets = false)
    {
        var random = new CounterRandom(seed, 1);
        var stride = SoftTargets.StrideFor(Columns);
        var x = new double[count * stride];
        var likelihood = new double[count * Levels];
        var truth = new int[count];
        for (var i = 0; i < count; i++)
        {
            var own = x.AsSpan(i * stride, Columns);
            own[0] = 1;
            for (var c = 1; c < Columns; c++)
                own[c] = (2 * random.NextDouble()) - 1;
            var p = weights is null ? [0.25, 0.25, 0.25, 0.25] : Probabilities(new TrainedWeights([.. weights], ImmutableArray<double>.Empty), own.ToArray());
            var u = random.NextDouble();
            while (truth[i] < Levels - 1 && u >= p[truth[i]])
                u -= p[truth[i]++];
            likelihood[(i * Levels) + truth[i]] = targets ? 0.7 : 1;
            if (targets)
                likelihood[(i * Levels) + ((truth[i] + 1) % Levels)] = 0.3;
        }

        return (Rows(x, likelihood, targets), truth);
    }
}
