using System.Diagnostics;
using System.Globalization;
using FusionScorer.Core.Graph;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Links;
using FusionScorer.Library.Scanning;
using FusionScorer.TestKit;

namespace FusionScorer.Benchmarks;

/// <summary>What links cost: a million clips, three million links to people, ten million to viewers.</summary>
internal static class GraphRun
{
    public const int Million = 1_000_000;

    public static void Print(TextWriter output, int clips)
    {
        _ = FromFiles(LinkWorld.Draw(20_000));
        var measures = new Dictionary<string, double>(StringComparer.Ordinal);
        Add(measures, clips);
        ExplainRun.Add(measures, clips);
        foreach (var (name, value) in measures)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-36}{value,14:0.000} {QuickRun.Unit(name)}"));
    }

    /// <summary>Measures <c>graph.*</c>: CPU and wall seconds from CSV files to graphs, MB = 10⁶ bytes above what the process held before, and steps on the way.</summary>
    public static void Add(Dictionary<string, double> measures, int clips = Million)
    {
        var world = LinkWorld.Draw(clips);
        using var folder = new TempFolder();
        measures["graph.write1M.wall"] = Meter.WallSeconds(() => LinkWorldFiles.Write(world, folder.Path));
        LinkTables? tables = null;
        double wall = 0, cpu = 0;
        measures["graph.build1M.MB"] = Meter.ExtraMegabytes(() =>
        {
            var before = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            tables = Read(folder.Path);
            wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
            cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        });
        measures["graph.build1M"] = Math.Round(cpu, 4);
        measures["graph.build1M.wall"] = Math.Round(wall, 4);
        measures["graph.build1M.links"] = tables!.Relations.Sum(relation => relation.Graph.Links);

        var viewers = tables.Find("viewers")!.Relation.Graph;
        measures["graph.build1M.viewersAlone"] = Meter.CpuSeconds(() => Rebuild(viewers));
        PropagationRun.Add(measures, tables.Relations);
        PropagationRun.AddDecisions(measures, tables.Relations);
        measures["graph.with10clips"] = Meter.CpuSeconds(() => viewers.With(viewers.Clips, viewers.Nodes, [.. Enumerable.Range(0, 10).Select(i => new ClipLinks(i * 7, [i]))]));
    }

    /// <summary>Graphs by way of a data set in a folder that is gone afterwards.</summary>
    public static LinkTables FromFiles(LinkWorld world)
    {
        using var folder = new TempFolder();
        LinkWorldFiles.Write(world, folder.Path);
        return Read(folder.Path);
    }

    private static LinkTables Read(string folder) => LinkTables.Of(TabularDataSet.Read(folder, new ViewerHash(new byte[ViewerHash.MinKeyBytes])));

    private static LinkGraph Rebuild(LinkGraph graph)
    {
        var builder = new LinkGraphBuilder();
        for (var i = 0; i < graph.Clips; i++)
        {
            // Clips in a scattered order.
            var clip = (int)(i * 7_368_787L % graph.Clips);
            var nodes = graph.NodesOf(clip);
            for (var k = 0; k < nodes.Length; k++)
                builder.Add(clip, nodes[k], graph.RatingsOf(clip)[k]);
        }

        return builder.Build(graph.Clips, graph.Nodes);
    }
}
