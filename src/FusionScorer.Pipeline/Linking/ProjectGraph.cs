using System.Globalization;
using System.Security.Cryptography;
using FusionScorer.Core.Clips;
using FusionScorer.Library;
using FusionScorer.Library.Exporting;
using FusionScorer.Library.Links;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Linking;

/// <summary>A project's links as a graph to export.</summary>
/// <param name="Graph">The graph; read it once.</param>
/// <param name="Clips">How many clips it has.</param>
/// <param name="People">How many people.</param>
/// <param name="Viewers">How many viewers; 0 when they were not asked for.</param>
/// <param name="Links">How many links.</param>
public sealed record ProjectGraph(ExportGraph Graph, int Clips, int People, int Viewers, long Links)
{
    private const int NamesAtOnce = 4096;

    /// <summary>Makes the graph of all clips.</summary>
    /// <param name="project">The project.</param>
    /// <param name="withViewers">
    /// Whether viewers are in it, by numbers that are drawn anew each time. What somebody watched can tell who they are: only for an administrator who asks for it.
    /// </param>
    public static ProjectGraph Of(Project project, bool withViewers)
    {
        var clips = project.Store.Clips.All();
        var tables = LinkTables.Of(project.Store, [.. clips.Select(clip => clip.No)], project.CachePath("links.bin"));
        var people = tables.Tables.Where(table => table.Relation.Signal == SignalNames.People).ToList();
        var viewers = tables.Tables.Where(table => table.Relation.Signal != SignalNames.People && withViewers)
            .Select(table => (Table: table, Numbers: Shuffled(table.Ids.Length))).ToList();
        long[] persons = [.. people.SelectMany(table => table.Ids).Distinct().Order()];
        var links = people.SelectMany(table => LinksOf(clips, table, node => Name('p', table.Ids[node])))
            .Concat(viewers.SelectMany(pair => LinksOf(clips, pair.Table, node => Name('v', pair.Numbers[node]))));
        var watchers = viewers.SelectMany(pair => Enumerable.Range(1, pair.Numbers.Length)).Select(number => new GraphNode(Name('v', number), "viewer", Name: null));
        return new ProjectGraph(
            new ExportGraph(ProjectExport.GraphClips(project, clips, clip => Name('c', clip.No)), Persons(project.Store, persons).Concat(watchers), links),
            clips.Count, persons.Length, viewers.Sum(pair => pair.Numbers.Length), people.Concat(viewers.Select(pair => pair.Table)).Sum(table => (long)table.Relation.Graph.Links));
    }

    private static IEnumerable<GraphNode> Persons(IStore store, long[] persons)
    {
        foreach (var some in persons.Chunk(NamesAtOnce))
        {
            var names = store.Clips.PersonNames(Array.ConvertAll(some, person => (int)person));
            foreach (var person in some)
                yield return new GraphNode(Name('p', person), "person", names.GetValueOrDefault((int)person));
        }
    }

    private static IEnumerable<GraphLink> LinksOf(IReadOnlyList<Clip> clips, LinkTable table, Func<int, string> name)
    {
        for (var row = 0; row < clips.Count; row++)
        {
            var clip = Name('c', clips[row].No);
            foreach (var node in table.Relation.Graph.NodesOf(row).ToArray())
                yield return new GraphLink(clip, name(node), table.Relation.Name);
        }
    }

    /// <summary>1 … n in an order that nothing tells of: viewers are stored in the order of their hashes.</summary>
    private static int[] Shuffled(int count)
    {
        int[] numbers = [.. Enumerable.Range(1, count)];
        RandomNumberGenerator.Shuffle(numbers.AsSpan());
        return numbers;
    }

    private static string Name(char kind, long number) => string.Create(CultureInfo.InvariantCulture, $"{kind}{number}");
}
