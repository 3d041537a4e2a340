using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Tests.Classification;

public class AnswerColumnsTests
{
    private const int Rows = 400;
    private const int Answered = 120;
    private static readonly ClassifierWorld World = WithCast(ClassifierWorld.Draw(Rows, seed: 8));
    private static readonly FusedModel Model = FusedModel.Prepare(World.Data, ClassifierOptions.Default);

    [Fact]
    public void Of_OwnAnswerChanged_LeavesWhatTheClipHearsAsItIs()
    {
        // Reliability is learned from all answers, the clip's own among them, as any fitted parameter is; it is divided out.
        var answers = World.Answers(Answered);
        var before = Of(answers).Propagation;
        var moved = 0;
        for (var row = 0; row < Answered; row += 9)
        {
            LevelObservation[] changed = [.. answers];
            changed[row] = changed[row] with { Levels = LevelSet.Single(3 - World.Truth[row]) };
            var after = Of(changed).Propagation;
            float[] a = new float[3], b = new float[3];
            for (var r = 0; r < 3; r++)
            {
                before.Hear(r, row, a);
                after.Hear(r, row, b);
                moved += a.Any(value => value != 0) ? 1 : 0;
                for (var k = 0; k < 3; k++)
                    Assert.Equal(after.Reliability[r] * a[k], before.Reliability[r] * b[k], 1e-6);
            }
        }

        Assert.True(moved > 20);
    }

    [Fact]
    public void Of_AnswerOnAnUnansweredNeighbour_IsHeard()
    {
        var graph = World.Data.Relations[0].Graph;
        var heard = Of([new LevelObservation(0, LevelSet.Single(3), 0.99)]);
        int[] near = [.. graph.ClipsOf(graph.NodesOf(0)[0]).ToArray().Where(row => row != 0)];
        Assert.NotEmpty(near);
        var top = Model.Contrasts.Of(3)[0];
        Assert.All(near, row => Assert.True(Columns(heard, row)[0] * top > 0));
        Assert.All(Columns(heard, 0), value => Assert.Equal(0, value));
        int[] unlinked = [.. Enumerable.Range(1, Rows - 1).Where(row => World.Data.Relations.All(relation => !relation.Graph.NodesOf(row).ContainsAny(relation.Graph.NodesOf(0))))];
        Assert.NotEmpty(unlinked);
        Assert.All(unlinked, row => Assert.All(Columns(heard, row), value => Assert.Equal(0, value)));
    }

    [Fact]
    public void Of_WithoutLinksOrAnswers_IsNull()
    {
        Assert.Null(AnswerColumns.Of(Model, new Dictionary<int, List<LevelObservation>>(), 1));
        var unlinked = FusedModel.Prepare(World.Data with { Relations = [] }, ClassifierOptions.Default);
        Assert.Null(AnswerColumns.Of(unlinked, new Dictionary<int, List<LevelObservation>> { [0] = [World.Answers(1)[0]] }, 1));
        var classifier = new FusedClassifier(unlinked);
        classifier.Fit(World.Answers(20));
        Assert.Null(classifier.Answers);
        Assert.Null(classifier.Nearby);
    }

    [Fact]
    public void Of_LessCertainAnswer_PullsLess()
    {
        var set = LevelSet.FromBits(0b1100);
        for (var row = 0; row < 30; row++)
        {
            // The posterior of a set is a mean of those of its levels, so it can pull no harder than the one that pulls hardest.
            var single = Math.Max(Pull(row, LevelSet.Single(2)), Pull(row, LevelSet.Single(3)));
            Assert.InRange(Pull(row, set), 0, single + 1e-6);
            var sure = LevelSet.Single(World.Truth[row]);
            Assert.True(Pull(row, sure, 0.7) < Pull(row, sure));
            Assert.InRange(Pull(row, LevelSet.All(4)), 0, 1e-6);
            Assert.InRange(Pull(row, LevelSet.Single(1), 0.25), 0, 1e-6);
        }

        Assert.InRange(Enumerable.Range(0, 100).Average(row => Pull(row, set)), 0, 0.8 * Enumerable.Range(0, 100).Average(row => Pull(row, LevelSet.Single(3))));
    }

    [Fact]
    public void Of_AnswersAsExpected_SayLittleAndSurprisesMuch()
    {
        var p = new FusedClassifier(Model).Posterior();
        int[] rows = [.. Enumerable.Range(0, Rows).OrderByDescending(row => p.AsSpan(row * 4, 4).ToArray().Max()).Take(20)];
        foreach (var row in rows)
        {
            var top = PosteriorMetrics.Argmax([.. p.AsSpan(row * 4, 4).ToArray().Select(value => (double)value)]);
            Assert.True(Pull(row, LevelSet.Single(top)) < 0.7 * Pull(row, LevelSet.Single((top + 2) % 4)));
        }
    }

    [Fact]
    public void BlocksPosteriorAndHeldOut_WithAnswersNearby_AgreeToTheLastDigits()
    {
        var classifier = new FusedClassifier(Model);
        classifier.Fit(World.Answers(Answered));
        classifier.Calibrate(new Dictionary<int, double>());
        Assert.NotEqual(1, classifier.Temperature);
        Assert.Equal(["people", "viewers"], classifier.Nearby!.Signals.Select(signal => Model.Design.Signals[signal]));
        var posterior = classifier.Posterior();
        var blocks = Softmax(classifier.Blocks());
        var heldOut = Softmax(classifier.HeldOutBlocks());
        for (var row = 0; row < Rows; row++)
        {
            var without = classifier.HeldOut(row);
            for (var y = 0; y < 4; y++)
            {
                Assert.Equal(posterior[(row * 4) + y], blocks[(row * 4) + y], 1e-5);
                Assert.Equal(without[y], heldOut[(row * 4) + y], 1e-5);
                if (row >= Answered)
                    Assert.Equal(without[y], posterior[(row * 4) + y], 1e-5);
            }
        }
    }

    [Fact]
    public void Blocks_PartOfAnswersNearby_GoesToTheSignalOfTheLinks()
    {
        // Under the same weights and temperature, blocks with and without what is heard differ at people and viewers alone.
        var classifier = new FusedClassifier(Model);
        classifier.Fit(World.Answers(Answered));
        var design = Model.Design;
        var with = classifier.Blocks();
        var without = BlockScores.Compute(design, Model.Contrasts, classifier.Effective(), classifier.Temperature, [], [], 1);
        var weights = classifier.NearbyWeights(classifier.Weights);
        var parts = classifier.Nearby!.Contrasts(weights, 1);
        var moved = 0;
        for (var row = 0; row < Rows; row++)
        {
            var own = new float[design.Signals.Length * 3];
            classifier.Nearby.AddContrasts(row, weights, own);
            for (var s = 0; s < design.Signals.Length; s++)
            {
                var at = classifier.Nearby.Signals.IndexOf(s);
                if (at < 0)
                {
                    Assert.Equal(without.Of(row, s).ToArray(), with.Of(row, s).ToArray());
                    continue;
                }

                moved += with.Of(row, s).SequenceEqual(without.Of(row, s)) ? 0 : 1;
                for (var a = 0; a < 3; a++)
                {
                    var change = Enumerable.Range(0, 4).Sum(y => (with.Of(row, s)[y] - without.Of(row, s)[y]) * Model.Contrasts.Of(y)[a]);
                    Assert.Equal(parts[at][(row * 3) + a], change, 1e-5);
                    Assert.Equal(parts[at][(row * 3) + a], own[(s * 3) + a], 1e-6);
                }
            }
        }

        Assert.True(moved > Rows / 2);
    }

    [Fact]
    public void Posterior_AnswersOnNeighbours_ForetellBetterThanWithoutTheirLinks()
    {
        var (linked, unlinked) = (new FusedClassifier(Model), new FusedClassifier(FusedModel.Prepare(World.Data with { Relations = [] }, ClassifierOptions.Default)));
        linked.Fit(World.Answers(200));
        unlinked.Fit(World.Answers(200));
        Assert.True(World.Score(linked.Posterior(), 200).LogLoss < World.Score(unlinked.Posterior(), 200).LogLoss - 0.05);
    }

    /// <summary>How far one answer moves the columns of all other clips.</summary>
    private static double Pull(int row, LevelSet levels, double reliability = 0.99)
    {
        var heard = Of([new LevelObservation(row, levels, reliability)]);
        return Math.Sqrt(Enumerable.Range(0, Rows).Sum(other => Columns(heard, other).Sum(value => value * value)));
    }

    private static double[] Columns(AnswerColumns heard, int row)
    {
        var x = new double[3];
        heard.AddTo(row, x);
        return x;
    }

    private static AnswerColumns Of(IEnumerable<LevelObservation> answers) =>
        AnswerColumns.Of(Model, answers.GroupBy(answer => answer.Row).ToDictionary(group => group.Key, group => group.ToList()), 1)!;

    /// <summary>Softmax of the blocks' sum and the constant, in double precision.</summary>
    private static double[] Softmax(SignalBlocks blocks) =>
    [
        .. Enumerable.Range(0, blocks.Rows).SelectMany(row =>
        {
            double[] p = [.. Enumerable.Range(0, blocks.Levels).Select(y => Math.Exp((blocks.Bias[y] + Enumerable.Range(0, blocks.Signals.Length).Sum(s => (double)blocks.Of(row, s)[y])) / blocks.Temperature))];
            return p.Select(value => value / p.Sum());
        }),
    ];

    /// <summary>A second relation of the same signal.</summary>
    private static ClassifierWorld WithCast(ClassifierWorld world)
    {
        var random = new CounterRandom(12);
        Link[] links = [.. Enumerable.Range(0, 2 * Rows).Select(i => new Link(i / 2, (world.Truth[i / 2] * 20) + random.NextInt(25)))];
        return world with { Data = world.Data with { Relations = [.. world.Data.Relations, new LinkRelation("people", "cast", LinkGraph.Build(Rows, 100, links), 0)] } };
    }
}
