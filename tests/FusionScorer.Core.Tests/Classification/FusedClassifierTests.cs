using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.Core.Voting;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Classification;

public class FusedClassifierTests
{
    private const int Answers = 150;
    private static readonly ClassifierWorld World = ClassifierWorld.Draw(600);
    private static readonly FusedModel Model = FusedModel.Prepare(World.Data, ClassifierOptions.Default);

    [Fact]
    public void Fit_FewAnswers_BeatsTheLabelModelAndMoreAnswersAreBetter()
    {
        var votes = World.Score([.. Model.LabelModel.Predict(World.Data.Matrix).Select(p => (float)p)], from: 300);
        var none = World.Score(new FusedClassifier(Model).Posterior(), 300);
        var few = World.Score(Fitted(60).Posterior(), 300);
        var many = World.Score(Fitted(300).Posterior(), 300);
        Assert.True(none.LogLoss < votes.LogLoss);
        Assert.True(few.LogLoss < none.LogLoss);
        Assert.True(many.LogLoss < few.LogLoss);
        Assert.True(few.Accuracy > votes.Accuracy + 0.05);
    }

    [Fact]
    public void Fit_ManyAnswersAgainstAMisleadingTeacher_IsNotDraggedDown()
    {
        // Functions that are worse than chance, and sure of it, against a teacher that knows nothing.
        var bad = ClassifierWorld.Draw(900, voteAccuracy: 0.9);
        var lying = bad with { Data = bad.Data with { Matrix = Mirrored(bad.Data.Matrix) } };
        var mute = bad with { Data = bad.Data with { Matrix = new LabelMatrix(4, [], []) } };
        var misled = Score(lying, 600);
        var untaught = Score(mute, 600);
        Assert.True(World.Score(new FusedClassifier(Model).Posterior(), 300).Accuracy > Score(lying, 0).Accuracy + 0.2);
        Assert.True(misled.Accuracy > untaught.Accuracy - 0.03);
        Assert.True(misled.LogLoss < untaught.LogLoss + 0.05);

        static PosteriorMetrics Score(ClassifierWorld world, int answers)
        {
            var classifier = new FusedClassifier(FusedModel.Prepare(world.Data, ClassifierOptions.Default));
            classifier.Fit(world.Answers(answers));
            return world.Score(classifier.Posterior(), 600);
        }
    }

    [Fact]
    public void HeldOutBlocks_OfAnsweredClips_GiveTheHeldOutPosterior()
    {
        var classifier = Fitted(Answers);
        classifier.Calibrate(new Dictionary<int, double>());
        var blocks = classifier.HeldOutBlocks();
        var plain = classifier.Blocks();
        var p = FusedPosterior.Compute(blocks, SignalWeights.Default);
        var moved = 0;
        for (var row = 0; row < blocks.Rows; row++)
        {
            var expected = classifier.HeldOut(row);
            for (var y = 0; y < blocks.Levels; y++)
                Assert.Equal(expected[y], p[(row * blocks.Levels) + y], 1e-4);
            moved += blocks.Of(row, 0).SequenceEqual(plain.Of(row, 0)) ? 0 : 1;
        }

        Assert.InRange(moved, Answers * 9 / 10, Answers);
    }

    [Fact]
    public void Blocks_WithBias_ReproduceThePosterior()
    {
        var classifier = Fitted(Answers);
        classifier.Calibrate(new Dictionary<int, double>());
        Assert.NotEqual(1, classifier.Temperature);
        var posterior = classifier.Posterior();
        var blocks = classifier.Blocks();
        Assert.Equal(classifier.Temperature, blocks.Temperature);
        var again = FusedPosterior.Compute(blocks, SignalWeights.Default);
        for (var i = 0; i < posterior.Length; i++)
            Assert.Equal(posterior[i], again[i], 2e-5);
    }

    [Fact]
    public void PosteriorAndBlocks_AnyParallelism_SameBytes()
    {
        var classifier = Fitted(50);
        Assert.Equal(classifier.Posterior(), classifier.Posterior(parallelism: 4));
        Assert.Equal(classifier.Blocks().Values.ToArray(), classifier.Blocks(parallelism: 4).Values.ToArray());
    }

    [Fact]
    public void HeldOut_ClipWithoutAnswer_IsThePosterior()
    {
        var classifier = Fitted(Answers);
        classifier.Calibrate(new Dictionary<int, double>());
        var posterior = classifier.Posterior();
        foreach (var row in (ReadOnlySpan<int>)[Answers, 300, 599])
        {
            var p = classifier.HeldOut(row);
            for (var y = 0; y < 4; y++)
                Assert.Equal(posterior[(row * 4) + y], p[y], 1e-5);
        }
    }

    [Theory]
    [InlineData(0, false, 15)]
    [InlineData(6, false, 3)]
    [InlineData(0, true, 3)]
    [InlineData(6, true, 3)]
    public void HeldOut_ClipWithAnswers_IsCloseToRefittingWithoutIt(int evidenceSteps, bool links, int better)
    {
        // The step holds prior variances and what other clips hear, refitting learns them anew: so it is nearly exact only where they stand.
        var data = links ? World.Data : World.Data with { Relations = [] };
        var model = FusedModel.Prepare(data, ClassifierOptions.Default with { EvidenceSteps = evidenceSteps });
        var classifier = new FusedClassifier(model);
        var answers = World.Answers(Answers).Append(World.Answers(1)[0]).ToArray();
        classifier.Fit(answers);
        var posterior = classifier.Posterior();
        double heldOut = 0, kept = 0, gap = 0;
        foreach (var row in Enumerable.Range(0, 25))
        {
            var refitted = new FusedClassifier(model);
            refitted.Fit([.. answers.Where(answer => answer.Row != row)]);
            var expected = refitted.Posterior();
            var p = classifier.HeldOut(row);
            Assert.Equal(1, p.Sum(), 1e-9);
            for (var y = 0; y < 4; y++)
            {
                heldOut += Math.Abs(expected[(row * 4) + y] - p[y]) / 100;
                kept += Math.Abs(expected[(row * 4) + y] - posterior[(row * 4) + y]) / 100;
                gap = Math.Max(gap, Math.Abs(expected[(row * 4) + y] - p[y]));
            }
        }

        Assert.InRange(heldOut, 0, 0.01);
        Assert.InRange(gap, 0, 0.08);
        Assert.True(kept > better * heldOut, $"kept {kept}, held out {heldOut}");
    }

    [Fact]
    public void HeldOut_Temperature_Applies()
    {
        var classifier = Fitted(Answers);
        var before = classifier.HeldOut(3);
        classifier.Calibrate(new Dictionary<int, double> { [3] = 0.1 });
        var after = classifier.HeldOut(3);
        var sum = before.Sum(p => Math.Pow(p, 1 / classifier.Temperature));
        for (var y = 0; y < 4; y++)
            Assert.Equal(Math.Pow(before[y], 1 / classifier.Temperature) / sum, after[y], 1e-9);
        Assert.Equal(Answers, classifier.Calibration.Reliability.Sum(bin => bin.Count));
    }

    [Fact]
    public void Calibrate_OverconfidentModel_IsMadeLessCertainAndBetter()
    {
        // Trust in the teacher is set far too high and cannot be unlearned.
        var sure = ClassifierOptions.Default with { Trust = 12, TrustVariance = 1e-6, Variance = 1e-6, EvidenceSteps = 0 };
        var classifier = new FusedClassifier(FusedModel.Prepare(World.Data, sure));
        classifier.Fit(World.Answers(Answers));
        var before = World.Score(classifier.Posterior(), Answers);
        classifier.Calibrate(new Dictionary<int, double>());
        var after = World.Score(classifier.Posterior(), Answers);
        Assert.InRange(classifier.Temperature, 1.3, 5);
        Assert.True(after.LogLoss < before.LogLoss - 0.02);
        Assert.True(after.CalibrationError < before.CalibrationError);
        Assert.Equal(before.Accuracy, after.Accuracy, 1e-3);
    }

    [Fact]
    public void Fit_RowThatDoesNotExist_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FusedClassifier(Model).Fit([new LevelObservation(600, LevelSet.Single(0))]));

    [Fact]
    public void Fit_OtherTrainer_IsUsedForTeacherAndClassifier()
    {
        var trainer = new Counting();
        var classifier = new FusedClassifier(FusedModel.Prepare(World.Data, ClassifierOptions.Default with { Trainer = trainer }));
        var taught = trainer.Calls;
        Assert.True(taught > 0);
        classifier.Fit(World.Answers(20));
        Assert.Equal(taught + 1, trainer.Calls);
        Assert.Equal(1, classifier.HeldOut(0).Sum(), 1e-9);
    }

    [Fact]
    public void AnyTinyInput_ProbabilitiesAreFiniteAndSumToOne() => Properties.ForAll(40, Check, tests: 40);

    [Fact]
    public void PartsThatDoNotGoTogether_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => FusedModel.Prepare(World.Data with { Features = new FeatureTable(3) }, ClassifierOptions.Default));
        Assert.Throws<ArgumentException>(() => FusedModel.Prepare(World.Data with { Cost = CostMatrix.Linear(3) }, ClassifierOptions.Default));
        Assert.Throws<ArgumentException>(() => FusedModel.Prepare(World.Data with { LevelsSince = [1] }, ClassifierOptions.Default));
    }

    private static void Check(int drawn, ulong seed)
    {
        var random = new CounterRandom(seed, 9);
        var levels = 2 + random.NextInt(7);
        var rows = 1 + drawn;
        var world = ClassifierWorld.Draw(rows, levels, seed, missing: random.NextInt(3) / 2.0, functions: 1 + random.NextInt(3));
        var data = world.Data;
        if (random.NextInt(3) == 0)
            data = data with { Relations = [] };
        if (random.NextInt(3) == 0)
            data = data with { Matrix = new LabelMatrix(levels, [], []) };
        if (random.NextInt(4) == 0)
            data = data with { Features = new FeatureTable(rows) };
        if (random.NextInt(3) == 0)
            data = data with { LevelsSince = [.. Enumerable.Range(0, levels).Select(y => y == 1 ? 1990.0 : double.NegativeInfinity)] };
        var classifier = new FusedClassifier(FusedModel.Prepare(data, ClassifierOptions.Default));
        AssertProbabilities(classifier.Posterior(), levels);
        LevelObservation[] answers =
        [
            .. Enumerable.Range(0, random.NextInt(2 * rows))
                .Select(_ => new LevelObservation(random.NextInt(rows), LevelSet.FromBits((uint)random.NextInt(1 << levels)), random.NextInt(5) / 4.0)),
        ];
        classifier.Fit(answers);
        classifier.Calibrate(new Dictionary<int, double> { [0] = 0.5 });
        AssertProbabilities(classifier.Posterior(), levels);
        AssertProbabilities([.. Enumerable.Range(0, rows).SelectMany(classifier.HeldOut).Select(p => (float)p)], levels);
        Assert.InRange(classifier.Temperature, 0.2, 5);
    }

    private static void AssertProbabilities(float[] p, int levels)
    {
        Assert.All(p, value => Assert.InRange(value, 0, 1.0001f));
        foreach (var row in p.Chunk(levels))
            Assert.Equal(1, row.Sum(), 1e-4f);
    }

    private static FusedClassifier Fitted(int answers)
    {
        var classifier = new FusedClassifier(Model);
        classifier.Fit(World.Answers(answers));
        return classifier;
    }

    private static LabelMatrix Mirrored(LabelMatrix matrix) => new(
        matrix.Levels, matrix.Columns, [.. matrix.Cells.ToArray().Select(cell => cell >= Outcome.FirstRule ? Outcome.OfRule(matrix.Levels - 1 - Outcome.RuleOf(cell)) : cell)]);

    /// <summary>The trainer of the house, counted.</summary>
    private sealed class Counting : ISoftLabelTrainer
    {
        public int Calls { get; private set; }

        public TrainedWeights Train(SoftTargets rows, WeightPrior prior, TrainedWeights? start)
        {
            Calls++;
            return new OrdinalSoftmax().Train(rows, prior, start);
        }
    }
}
