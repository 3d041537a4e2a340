using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Benchmarks;

/// <summary>What carrying levels over links costs: all clips as seeds, wall and CPU time, memory, and links passed against the machine's memory bandwidth.</summary>
internal static class PropagationRun
{
    private const int Channels = 4;

    /// <summary>Measures <c>graph.propagate1M*</c>.</summary>
    public static void Add(Dictionary<string, double> measures, ImmutableArray<LinkRelation> relations)
    {
        var seeds = Seeds(relations[0].Graph.Clips);
        _ = LevelPropagation.Solve(LinkWorld.Draw(20_000).Relations(), Seeds(20_000), parallelism: Environment.ProcessorCount);
        LevelPropagation? result = null;
        double wall = 0, cpu = 0;
        measures["graph.propagate1M.MB"] = Meter.ExtraMegabytes(() =>
        {
            var before = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            result = LevelPropagation.Solve(relations, seeds, parallelism: Environment.ProcessorCount);
            wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
            cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        });
        measures["graph.propagate1M"] = Math.Round(cpu, 4);
        measures["graph.propagate1M.wall"] = Math.Round(wall, 4);
        measures["graph.propagate1M.steps"] = result!.Iterations;
        measures["graph.propagate1M.residual"] = result.Residual;
        measures["graph.propagate1M.visitsPerSecond"] = Math.Round(result.LinkVisits / wall);

        // A link passed reads one line of memory.
        measures["graph.propagate1M.GBPerSecond"] = Math.Round(result.LinkVisits / wall * 64 / 1e9, 2);
        measures["memory.streamGBPerSecond"] = Stream();
    }

    /// <summary>Measures <c>graph.decision1M*</c>: the median of milliseconds that one more decision takes until all clips that feel it are told, beside thousands of others.</summary>
    public static void AddDecisions(Dictionary<string, double> measures, ImmutableArray<LinkRelation> relations)
    {
        const int Before = 5_000;
        const int Measured = 200;
        var clips = relations[0].Graph.Clips;
        var updates = new LevelUpdates(relations, Channels, PropagationOptions.Default with { Folds = 16 });
        var random = new CounterRandom(10);
        var value = new float[Channels];
        var heard = new float[Channels];
        var times = new List<double>();
        double affected = 0, relaxed = 0;
        for (var i = 0; i < Before + Measured; i++)
        {
            foreach (ref var channel in value.AsSpan())
                channel = (float)(random.NextDouble() - 0.5);
            var started = Stopwatch.GetTimestamp();
            updates.Set(random.NextInt(clips), value, 1);
            if (i < Before)
                continue;
            var rows = updates.Affected();
            foreach (var row in rows)
            {
                for (var relation = 0; relation < relations.Length; relation++)
                    updates.Hear(relation, row, heard);
            }

            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            affected += rows.Length;
            relaxed += updates.Relaxed;
        }

        times.Sort();
        measures["graph.decision1M.ms"] = Math.Round(times[Measured / 2], 3);
        measures["graph.decision1M.p95ms"] = Math.Round(times[Measured * 95 / 100], 3);
        measures["graph.decision1M.clipsTold"] = Math.Round(affected / Measured);
        measures["graph.decision1M.seedsRelaxed"] = Math.Round(relaxed / Measured, 1);
    }

    /// <summary>How time and memory grow with the number of clips.</summary>
    public static void PrintGrowth(TextWriter output)
    {
        output.WriteLine("     clips      links   steps    CPU s   wall s       MB  M visits/s");
        foreach (var clips in (ReadOnlySpan<int>)[10_000, 30_000, 100_000, 300_000, 1_000_000])
        {
            var measures = new Dictionary<string, double>(StringComparer.Ordinal);
            var relations = LinkWorld.Draw(clips).Relations();
            Add(measures, relations);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{clips,10}{relations.Sum(relation => (long)relation.Graph.Links),11}{measures["graph.propagate1M.steps"],8}{measures["graph.propagate1M"],9:0.00}{measures["graph.propagate1M.wall"],9:0.00}{measures["graph.propagate1M.MB"],9:0}{measures["graph.propagate1M.visitsPerSecond"] / 1e6,12:0}"));
        }
    }

    public static LevelSeeds Seeds(int clips)
    {
        var values = new float[clips * Channels];
        var random = new CounterRandom(9);
        foreach (ref var value in values.AsSpan())
            value = (float)(random.NextDouble() - 0.5);
        var weights = new float[clips];
        weights.AsSpan().Fill(0.25f);
        return new LevelSeeds(Enumerable.Range(0, clips).ToArray(), values, weights, Channels);
    }

    /// <summary>GB a second that all cores add up of an array far larger than any cache.</summary>
    private static double Stream()
    {
        var data = new float[64 << 20];
        data.AsSpan().Fill(1);
        var sums = new float[Environment.ProcessorCount];
        var best = double.PositiveInfinity;
        for (var pass = 0; pass < 3; pass++)
        {
            best = Math.Min(best, Meter.WallSeconds(() => Parallel.For(0, Environment.ProcessorCount, core =>
            {
                var part = data.AsSpan(core * (data.Length / Environment.ProcessorCount), data.Length / Environment.ProcessorCount);
                var sum = Vector<float>.Zero;
                for (var i = 0; i < part.Length; i += Vector<float>.Count)
                    sum += new Vector<float>(part[i..]);
                sums[core] = Vector.Sum(sum);
            })));
        }

        return Math.Round(data.Length * 4.0 / best / 1e9, 2);
    }
}
