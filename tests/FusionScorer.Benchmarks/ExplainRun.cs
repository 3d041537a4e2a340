using System.Diagnostics;
using System.Globalization;
using FusionScorer.Core.Graph;
using FusionScorer.TestKit;

namespace FusionScorer.Benchmarks;

/// <summary>What it costs to say why links moved a clip, and to count them.</summary>
internal static class ExplainRun
{
    private const int Clips = 200;
    private const int Most = 5;
    private const double KnownShare = 0.1;

    public static void Print(TextWriter output, int clips)
    {
        var measures = new Dictionary<string, double>(StringComparer.Ordinal);
        Add(measures, clips);
        foreach (var (name, value) in measures)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-36}{value,14:0.000} {QuickRun.Unit(name)}"));
    }

    /// <summary>Measures <c>graph.explain</c>: wall milliseconds a clip, and CPU seconds of counting.</summary>
    /// <param name="measures">Takes them.</param>
    /// <param name="clips">How many clips are linked; a tenth of them is of known level.</param>
    public static void Add(Dictionary<string, double> measures, int clips)
    {
        var world = LinkWorld.Draw(clips);
        var relations = world.Relations();
        var known = world.Known(KnownShare);
        var rows = Enumerable.Range(0, clips).Where(clip => known[clip] >= 0).ToArray();
        var seeds = new LevelSeeds(rows, rows.Select(row => (float)known[row] - 2).ToArray(), Enumerable.Repeat(1f, rows.Length).ToArray(), 1);
        LevelPropagation[] carried = [LevelPropagation.Solve(relations, seeds, parallelism: Environment.ProcessorCount)];

        var times = Times(i => (int)(i * 7_368_787L % clips));
        measures["graph.explain.ms"] = Math.Round(times[times.Length / 2], 4);
        measures["graph.explain.worst.ms"] = Math.Round(times[^1], 4);

        var popular = Enumerable.Range(0, clips).OrderByDescending(clip => relations[^1].Graph.NodesOf(clip).Length).Take(Clips).ToArray();
        measures["graph.explain.popular.ms"] = Math.Round(Times(i => popular[i])[^1], 4);
        measures["graph.statistics"] = Meter.CpuSeconds(() => LinkStatistics.Of(clips, relations));

        double[] Times(Func<int, int> pick)
        {
            var milliseconds = new double[Clips];
            for (var pass = 0; pass < 2; pass++)
            {
                for (var i = 0; i < milliseconds.Length; i++)
                {
                    var started = Stopwatch.GetTimestamp();
                    _ = LinkExplanation.Of(relations, pick(i), known, carried, Most);
                    milliseconds[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                }
            }

            Array.Sort(milliseconds);
            return milliseconds;
        }
    }
}
