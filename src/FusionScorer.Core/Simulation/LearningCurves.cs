using System.Collections.Immutable;
using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Simulation;

/// <summary>Learning curves on clips whose level is known: how good the model gets with how few labels, strategy by strategy.</summary>
public static class LearningCurves
{
    private const ulong SplitStream = 21;

    /// <summary>Simulates review sessions. The truth of test clips is used for scoring alone.</summary>
    /// <param name="data">What is known before any label, n clips.</param>
    /// <param name="truth">n true levels; −1 = unknown: such a clip is neither test clip nor asked about, but its features count.</param>
    /// <param name="options">What to simulate.</param>
    /// <param name="progress">Told about progress, from any thread; may be null.</param>
    /// <param name="trace">Told what happens; may be null.</param>
    /// <param name="cancellation">Ends the simulation.</param>
    /// <exception cref="BadInputException">A setting is out of range, or too few clips have a known level.</exception>
    public static SimulationResult Run(
        FusionData data, ReadOnlyMemory<int> truth, SimulationOptions options, IProgress<SimulationProgress>? progress, ISimulationTrace? trace,
        CancellationToken cancellation)
    {
        options.Validate();
        var known = Enumerable.Range(0, truth.Length).Where(row => truth.Span[row] >= 0).ToArray();
        var test = (int)Math.Round(known.Length * options.TestShare);
        if (test < 1 || known.Length - test < 1)
            throw new BadInputException($"{known.Length} clips with a known level do not suffice for test clips and clips to label; 2 are the least");
        var budgets = options.Budgets.Where(budget => budget <= known.Length - test).ToImmutableArray();
        var model = FusedModel.Prepare(data, options.Classifier);
        var conflict = data.Matrix.Columns.IsEmpty ? new float[data.Rows] : Conflict.Compute(model.LabelModel, data.Matrix);
        var weak = Array.ConvertAll(model.LabelModel.Predict(data.Matrix), p => (float)p);
        var sessions = options.Strategies.SelectMany(name => Enumerable.Range(0, options.Seeds).Select(seed => (name, seed))).ToArray();
        var logs = new SessionLog?[sessions.Length];
        var counter = new Counter(progress, sessions.Length * (budgets.Length == 0 ? 0 : budgets[^1]));
        var told = 0;
        var tellers = new Lock();
        Parallel.For(0, sessions.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellation }, i =>
        {
            var (name, seed) = sessions[i];
            var (testRows, pool) = Split(known, test, (ulong)seed);
            var session = new Session(model, weak, conflict, truth, options, QueryStrategies.ByName(name), seed, testRows, pool);
            var log = session.Run(budgets, counter, trace is not null, cancellation);

            // Whoever completes the next in line tells of it and of all that wait behind it, so that the order is fixed.
            lock (tellers)
            {
                logs[i] = log;
                for (; told < logs.Length && logs[told] is { } next; told++)
                    next.Tell(trace, sessions[told].name, sessions[told].seed);
            }
        });
        var curves = options.Strategies.Select((name, s) =>
            CurveScore.Of(name, budgets, [.. logs.Skip(s * options.Seeds).Take(options.Seeds).Select(log => log!)]));
        return new SimulationResult(known.Length, test, [.. curves]);
    }

    /// <summary>A random split, the same for every strategy.</summary>
    private static (int[] Test, int[] Pool) Split(int[] known, int test, ulong seed)
    {
        var rows = known.ToArray();
        var random = new CounterRandom(seed, SplitStream);
        for (var i = 0; i < rows.Length - 1; i++)
        {
            var at = i + random.NextInt(rows.Length - i);
            (rows[i], rows[at]) = (rows[at], rows[i]);
        }

        return ([.. rows.Take(test).Order()], [.. rows.Skip(test).Order()]);
    }

    internal sealed class Counter(IProgress<SimulationProgress>? progress, int total)
    {
        private int _done;

        public void Add(int labels) => progress?.Report(new SimulationProgress(Interlocked.Add(ref _done, labels), total));
    }
}
