using System.Diagnostics;
using FusionScorer.Core.Graph;
using FusionScorer.TestKit;

namespace FusionScorer.Benchmarks;

internal static class GraphRun
{
    public static void Print(TextWriter output)
    {
        _ = LinkWorld.Draw(20_000).Relations();
        var watch = Stopwatch.StartNew();
        var world = LinkWorld.Draw(1_000_000);
        output.WriteLine($"truth {watch.Elapsed.TotalSeconds}");
        var relations = world.Relations();
        output.WriteLine($"relations {watch.Elapsed.TotalSeconds}");
        foreach (var r in relations)
        {
            var max = Enumerable.Range(0, r.Graph.Nodes).Max(n => r.Graph.ClipsOf(n).Length);
            var used = Enumerable.Range(0, r.Graph.Nodes).Count(n => r.Graph.ClipsOf(n).Length > 0);
            var second = Enumerable.Range(0, r.Graph.Nodes).Select(n => r.Graph.ClipsOf(n).Length).OrderDescending().Take(4);
            var maxClip = Enumerable.Range(0, r.Graph.Clips).Max(n => r.Graph.NodesOf(n).Length);
            output.WriteLine($"{r.Name} {r.Graph.Links} links {r.Graph.Nodes} nodes, used {used} max {max} {string.Join(",", second)} max of clip {maxClip}");
        }
        var builder = new LinkGraphBuilder();
        for (var i = 0; i < 2; i++)
        {
            watch.Restart();
            var mem = Meter.ExtraMegabytes(() => {
                builder = new LinkGraphBuilder();
                var v = relations[2].Graph;
                var rnd = new FusionScorer.Core.Randomness.CounterRandom(5);
                for (var l = 0; l < 10_000_000; l++)
                    builder.Add(rnd.NextInt(1_000_000), v.ClipNodes[rnd.NextInt(v.Links)], 3);
                output.WriteLine($"add {watch.Elapsed.TotalSeconds}");
                builder.Build(1_000_000, v.Nodes);
                output.WriteLine($"build {watch.Elapsed.TotalSeconds}");
            });
            output.WriteLine($"MB {mem}");
        }
        using var f = new TempFolder();
        watch.Restart();
        LinkWorldFiles.Write(world, f.Path);
        output.WriteLine($"write {watch.Elapsed.TotalSeconds} {new FileInfo(f.At("viewers.csv")).Length/1e6} MB");
    }
}
