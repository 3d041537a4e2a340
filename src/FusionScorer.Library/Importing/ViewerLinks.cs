using System.Collections;
using FusionScorer.Core.Graph;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Importing;

/// <summary>Viewer links of one file, and what was left out.</summary>
/// <param name="Graph">Clips and viewers; of several rows on the same two the last one counts. 12 bytes a link.</param>
/// <param name="ClipNos">The numbers of all clips, ascending: row i of the graph is clip i.</param>
/// <param name="Viewers">The hash of each of the graph's nodes, ascending.</param>
/// <param name="BadRows">Rows that could not be read.</param>
/// <param name="Duplicates">Rows that a later row on the same viewer and clip replaced.</param>
/// <param name="UnknownClips">Rows on clips that are not known.</param>
/// <param name="FirstBadRow">What is wrong with the first bad row, with its place; null when there is none.</param>
/// <param name="Everything">Viewers who watched more than half of all clips, a thousand at least.</param>
/// <param name="MostWatched">How many clips the busiest viewer watched.</param>
public sealed record ViewerLinks(
    LinkGraph Graph, long[] ClipNos, long[] Viewers, int BadRows, int Duplicates, int UnknownClips, string? FirstBadRow,
    int Everything, int MostWatched)
{
    /// <summary>No link of these clips.</summary>
    public static ViewerLinks None(long[] clips) => new(LinkGraph.Build(clips.Length, 0, []), clips, [], 0, 0, 0, FirstBadRow: null, 0, 0);

    /// <summary>One a viewer and clip, ordered by clip, then viewer.</summary>
    public IReadOnlyList<ViewerLink> Links => field ??= new LinkList(this);

    /// <summary>What was left out or stands out, a line each, for people.</summary>
    public IEnumerable<string> Warnings(string file)
    {
        if (BadRows > 0)
            yield return $"{FirstBadRow} ({BadRows} bad rows left out)";
        if (Duplicates > 0)
            yield return $"{file}: {Duplicates} rows repeat a viewer and clip; the last one counts";
        if (UnknownClips > 0)
            yield return $"{file}: {UnknownClips} rows are on clips that are not known; they were left out";
        if (Everything > 0)
            yield return $"{file}: {Everything} viewer{(Everything == 1 ? "" : "s")} watched more than half of all clips, the busiest {MostWatched}; their links are kept";
    }

    private sealed class LinkList(ViewerLinks links) : IReadOnlyList<ViewerLink>
    {
        public int Count => links.Graph.Links;

        public ViewerLink this[int index]
        {
            get
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
                var starts = links.Graph.ClipStarts;

                // The last clip that starts at or before the link: clips without links start at the same place.
                int low = 0, high = starts.Length - 1;
                while (high - low > 1)
                {
                    var middle = (low + high) / 2;
                    if (starts[middle] <= index)
                        low = middle;
                    else
                        high = middle;
                }

                return At(low, index - starts[low]);
            }
        }

        public IEnumerator<ViewerLink> GetEnumerator()
        {
            for (var clip = 0; clip < links.Graph.Clips; clip++)
            {
                for (var i = 0; i < links.Graph.NodesOf(clip).Length; i++)
                    yield return At(clip, i);
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private ViewerLink At(int clip, int i) => new(
            links.ClipNos[clip], links.Viewers[links.Graph.NodesOf(clip)[i]], links.Graph.HasRatings ? links.Graph.RatingsOf(clip)[i] : float.NaN);
    }
}
