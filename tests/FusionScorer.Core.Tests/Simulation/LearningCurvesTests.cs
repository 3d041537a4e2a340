using System.Globalization;
using System.Text;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Randomness;
using FusionScorer.Core.Simulation;
using FusionScorer.Core.Tests.Classification;

namespace FusionScorer.Core.Tests.Simulation;

public class LearningCurvesTests
{
    private static readonly ClassifierWorld World = ClassifierWorld.Draw(160, levels: 4, seed: 2);

    private static readonly SimulationOptions Options = new()
    {
        Strategies = ["random", "entropy", "conflict-or-uncertain"],
        Budgets = [0, 10, 35, 60],
        Seeds = 2,
        Batch = 10,
    };

    public static TheoryData<string> AllStrategies() => [.. QueryStrategies.Names];

    [Theory]
    [MemberData(nameof(AllStrategies))]
    public void Run_TruthOfTestClipsPermuted_LeavesEveryPickAndPredictionByteIdentical(string strategy)
    {
        var options = Options with { Strategies = [strategy], Seeds = 1 };
        var trace = Traced(options, World.Truth);
        int[] test = [.. trace.TestRows[0]];
        var permuted = World.Truth.ToArray();
        var random = new CounterRandom(7);
        int[] order = [.. test.OrderBy(row => random.At((ulong)row))];
        for (var i = 0; i < test.Length; i++)
            permuted[test[i]] = World.Truth[order[i]];
        Assert.True(test.Count(row => permuted[row] != World.Truth[row]) > test.Length / 2);

        Assert.Equal(trace.Text.ToString(), Traced(options, permuted).Text.ToString());
    }

    [Fact]
    public void Run_LinksInTheWorld_CarryAnswersToTestClips()
    {
        // What the leak test above would miss if links were not there: without any trust in answers nearby, predictions are others once there are answers.
        Assert.All(World.Data.Relations, relation => Assert.True(relation.Graph.Links > 100));
        var options = Options with { Strategies = ["random"], Seeds = 1 };
        var deaf = options with { Classifier = options.Classifier with { NearbyTrust = 0, NearbyVariance = 1e-12 } };
        Trace heard = Traced(options, World.Truth), silent = Traced(deaf, World.Truth);
        Assert.Equal(heard.Picks[("random", 0)], silent.Picks[("random", 0)]);
        Assert.Equal(heard.Predictions[0], silent.Predictions[0]);
        Assert.True(heard.Predictions[35].Zip(silent.Predictions[35], (a, b) => Math.Abs(a - b)).Max() > 0.02);
    }

    [Fact]
    public void Run_AnyParallelism_SameResultAndTrace()
    {
        Trace one = new(), two = new();
        var alone = LearningCurves.Run(World.Data, World.Truth, Options, progress: null, one, CancellationToken.None);
        var together = LearningCurves.Run(World.Data, World.Truth, Options with { Parallelism = 2 }, progress: null, two, CancellationToken.None);
        Assert.Equal(one.Text.ToString(), two.Text.ToString());
        for (var s = 0; s < alone.Strategies.Length; s++)
            Assert.Equal(alone.Strategies[s].Curve.ToArray(), together.Strategies[s].Curve.ToArray());
    }

    [Fact]
    public void Run_TestClips_AreTheSameForAllStrategiesOfASeedAndNeverPicked()
    {
        var trace = Traced(Options, World.Truth);
        Assert.Equal(2, trace.TestRows.Count);
        foreach (var (seed, rows) in trace.TestRows)
        {
            Assert.Equal(48, rows.Count);
            Assert.All(Options.Strategies, strategy => Assert.Equal(rows, trace.TestOf[(strategy, seed)]));
            Assert.All(Options.Strategies, strategy => Assert.Empty(trace.Picks[(strategy, seed)].Intersect(rows)));
        }

        Assert.NotEqual(trace.TestRows[0], trace.TestRows[1]);
        Assert.All(trace.Picks.Values, picks => Assert.Equal(60, picks.Distinct().Count()));
    }

    [Fact]
    public void Run_MoreLabels_LearnsFromThem()
    {
        var result = LearningCurves.Run(World.Data, World.Truth, Options with { Budgets = [0, 110], Seeds = 4 }, progress: null, trace: null, CancellationToken.None);
        Assert.All(result.Strategies, curve => Assert.True(curve.Curve[1].LogLoss < curve.Curve[0].LogLoss));
        Assert.Equal((160, 48), (result.Clips, result.Test));
    }

    [Fact]
    public void Run_BudgetAboveThePool_IsLeftOut()
    {
        var result = LearningCurves.Run(World.Data, World.Truth, Options with { Budgets = [0, 112, 113, 800], Seeds = 1 }, progress: null, trace: null, CancellationToken.None);
        Assert.All(result.Strategies, curve => Assert.Equal([0, 112], curve.Curve.Select(point => point.Labels)));
    }

    [Fact]
    public void Run_BatchOfOne_AsksOneByOne()
    {
        var trace = Traced(Options with { Batch = 1, Budgets = [3, 7], Seeds = 1 }, World.Truth);
        Assert.All(trace.Picks.Values, picks => Assert.Equal(7, picks.Count));
    }

    [Fact]
    public void Run_UpdateEveryAboveTheBatch_LearnsLater()
    {
        var options = Options with { Strategies = ["random"], Batch = 5, Budgets = [0, 5, 10, 20], Seeds = 1 };
        var late = Traced(options with { UpdateEvery = 20 }, World.Truth);
        Assert.Equal(late.Predictions[0], late.Predictions[5]);
        Assert.Equal(late.Predictions[0], late.Predictions[10]);
        Assert.NotEqual(late.Predictions[0], late.Predictions[20]);
        var prompt = Traced(options, World.Truth);
        Assert.NotEqual(prompt.Predictions[0], prompt.Predictions[5]);
        Assert.Equal(prompt.Predictions[20], Traced(options with { UpdateEvery = 5 }, World.Truth).Predictions[20]);
    }

    [Fact]
    public void Run_NothingEligible_FillsUpByUncertaintyAndCounts()
    {
        // No clip's cost or conflict reaches such thresholds: from the first decision on the strategy would ask about nothing.
        var options = Options with
        {
            Strategies = ["conflict-or-uncertain", "random"], ThresholdsFrom = 1, CostThreshold = 1e9, ConflictThreshold = 2, AuditShare = 0, Seeds = 1,
        };
        var result = LearningCurves.Run(World.Data, World.Truth, options, progress: null, trace: null, CancellationToken.None);
        Assert.Equal(50, result.Strategies[0].FilledUp);
        Assert.Equal(0, result.Strategies[1].FilledUp);
    }

    [Fact]
    public void Run_UnknownTruth_IsNeitherTestedNorAskedAbout()
    {
        var truth = World.Truth.ToArray();
        for (var row = 0; row < 60; row++)
            truth[row] = -1;
        var trace = Traced(Options with { Seeds = 1, AuditShare = 0.5 }, truth);
        Assert.All(trace.Picks.Values.Append(trace.TestRows[0]), rows => Assert.All(rows, row => Assert.InRange(row, 60, 159)));
        Assert.Throws<BadInputException>(() => Traced(Options, [.. Enumerable.Repeat(-1, 160)]));
    }

    [Fact]
    public void Run_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => LearningCurves.Run(World.Data, World.Truth, Options, progress: null, trace: null, source.Token));
    }

    public static TheoryData<SimulationOptions> BadOptions() =>
    [
        Options with { Strategies = [] }, Options with { Strategies = ["no-such"] }, Options with { Budgets = [] }, Options with { Budgets = [5, 5] },
        Options with { Budgets = [-1, 5] }, Options with { Seeds = 0 }, Options with { TestShare = 0 }, Options with { TestShare = 1 },
        Options with { TestShare = double.NaN }, Options with { Batch = 0 }, Options with { UpdateEvery = -1 }, Options with { AuditShare = 1.5 },
        Options with { Parallelism = 0 },
    ];

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Run_BadOptions_Throws(SimulationOptions options) => Assert.Throws<BadInputException>(() => Traced(options, World.Truth));

    private static Trace Traced(SimulationOptions options, int[] truth)
    {
        var trace = new Trace();
        LearningCurves.Run(World.Data, truth, options, progress: null, trace, CancellationToken.None);
        return trace;
    }

    private sealed class Trace : ISimulationTrace
    {
        public StringBuilder Text { get; } = new();

        public Dictionary<(string Strategy, int Seed), List<int>> Picks { get; } = [];

        public Dictionary<(string Strategy, int Seed), List<int>> TestOf { get; } = [];

        public Dictionary<int, List<int>> TestRows => TestOf.GroupBy(pair => pair.Key.Seed).ToDictionary(group => group.Key, group => group.First().Value);

        public Dictionary<int, List<double>> Predictions { get; } = [];

        public void Pick(string strategy, int seed, int labels, int row)
        {
            Text.Append(CultureInfo.InvariantCulture, $"{strategy} {seed} {labels} {row}\n");
            List(Picks, (strategy, seed)).Add(row);
        }

        public void Test(string strategy, int seed, int labels, int row, ReadOnlySpan<double> posterior)
        {
            Text.Append(CultureInfo.InvariantCulture, $"{strategy} {seed} {labels} {row}");
            foreach (var p in posterior)
                Text.Append(CultureInfo.InvariantCulture, $" {p:R}");
            Text.Append('\n');
            List(Predictions, labels).AddRange(posterior);
            if (!List(TestOf, (strategy, seed)).Contains(row))
                TestOf[(strategy, seed)].Add(row);
        }

        private static List<T> List<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key)
            where TKey : notnull
        {
            if (!lists.TryGetValue(key, out var list))
                lists.Add(key, list = []);
            return list;
        }
    }
}
