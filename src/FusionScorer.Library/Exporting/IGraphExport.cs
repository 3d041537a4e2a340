namespace FusionScorer.Library.Exporting;

/// <summary>Writes clips and what links them as a graph, for another program. The one place for another format, or another library.</summary>
public interface IGraphExport
{
    /// <summary>Writes a whole graph.</summary>
    /// <param name="to">Where to write; left open.</param>
    /// <param name="graph">Each of its lists is read once, in the order in which they stand there.</param>
    void Write(TextWriter to, ExportGraph graph);
}

/// <summary>A graph as exported: undirected, clips on one side of every link. Lists are made as they are read.</summary>
/// <param name="Clips">All clips.</param>
/// <param name="Nodes">Those who link them.</param>
/// <param name="Links">Each names a clip and a node that came before.</param>
public sealed record ExportGraph(IEnumerable<GraphClip> Clips, IEnumerable<GraphNode> Nodes, IEnumerable<GraphLink> Links);

/// <summary>A clip of a graph.</summary>
/// <param name="Id">Unique among clips and nodes.</param>
/// <param name="ClipId">The clip's own id.</param>
/// <param name="Title">Its title; null when unknown.</param>
/// <param name="Year">Year of release; null when unknown.</param>
/// <param name="Level">The level that stands; null when there is none yet.</param>
/// <param name="LevelSource"><c>decision</c>, <c>known</c> or <c>model</c>; null when there is no level.</param>
public sealed record GraphClip(string Id, string ClipId, string? Title, int? Year, string? Level, string? LevelSource);

/// <summary>Somebody who links clips.</summary>
/// <param name="Id">Unique among clips and nodes.</param>
/// <param name="Kind"><c>person</c> or <c>viewer</c>.</param>
/// <param name="Name">The person's name; null for viewers.</param>
public sealed record GraphNode(string Id, string Kind, string? Name);

/// <summary>A link of a graph.</summary>
/// <param name="Clip">The clip's id in the graph.</param>
/// <param name="Node">The other one's.</param>
/// <param name="Relation">What is shared: <c>directors</c>, <c>cast</c>, <c>viewers</c>.</param>
public readonly record struct GraphLink(string Clip, string Node, string Relation);
