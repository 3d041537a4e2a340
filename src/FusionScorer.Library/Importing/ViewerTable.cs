using System.Text;
using FusionScorer.Core;
using FusionScorer.Core.Graph;
using FusionScorer.Library.Links;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Importing;

/// <summary>Reads <c>viewers.csv</c>: viewer_id, clip_id and optionally rating, a row a line. Viewer ids are hashed at once; bad rows are counted.</summary>
/// <remarks>Some 12 bytes a row, and 50 for each distinct viewer and clip beside their ids.</remarks>
public static class ViewerTable
{
    /// <summary>The file's name.</summary>
    public const string FileName = "viewers.csv";

    // Someone who watched so much is worth a line: a shared account, a crawler, a test.
    private const int ManyClips = 1000;

    private const int LongestId = 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hash">Hides viewer ids.</param>
    /// <param name="clipOf">The clip number of a reference; null when it is not known. Asked once for each reference.</param>
    /// <param name="clips">The numbers of all clips, ascending.</param>
    /// <param name="columns">How viewer, clip and rating are called; null for the usual names.</param>
    /// <exception cref="BadInputException">The file or its header cannot be read.</exception>
    public static ViewerLinks Read(string path, ViewerHash hash, Func<string, long?> clipOf, long[] clips, (string Viewer, string Clip, string Rating)? columns = null)
    {
        using var table = CsvTable.Open(path, tolerant: true, lines: true);
        return new Reading(table, hash, clipOf, columns ?? ("viewer_id", "clip_id", "rating")).Run(clips);
    }

    /// <summary>Reads the <c>viewers.csv</c> of a library root.</summary>
    /// <param name="root">The root; clips may be named by their path under it.</param>
    /// <param name="references">Clip numbers by reference, as the store gives them.</param>
    /// <param name="hash">Hides viewer ids.</param>
    /// <returns>Null when the root has no such file.</returns>
    /// <exception cref="BadInputException">The file or its header cannot be read.</exception>
    public static ViewerLinks? ReadOf(LibraryRoot root, IReadOnlyDictionary<string, long> references, ViewerHash hash)
    {
        return RootTable.PathOf(root, FileName) is { } path ? Read(path, hash, Resolve, [.. references.Values.Distinct().Order()]) : null;

        long? Resolve(string reference) =>
            references.TryGetValue(reference, out var no) || references.TryGetValue($"{root.Name}:{reference}", out no) ? no : null;
    }

    private sealed class Reading(CsvTable table, ViewerHash hash, Func<string, long?> clipOf, (string Viewer, string Clip, string Rating) columns)
    {
        private readonly int _viewer = table.Require(columns.Viewer);
        private readonly int _clip = table.Require(columns.Clip);
        private readonly int _rating = table.IndexOf(columns.Rating);
        private IdTable _viewers = new();
        private IdTable _references = new();
        private readonly List<long> _hashes = [];

        // Of each reference the clip's row, −1 when it names none.
        private readonly List<int> _rowOf = [];
        private readonly LinkGraphBuilder _links = new();

        public ViewerLinks Run(long[] clips)
        {
            int bad = 0, unknown = 0;
            string? firstBad = null;
            while (table.Read())
            {
                var rating = float.NaN;
                if ((table.Fault ?? Check(out rating)) is { } fault)
                {
                    firstBad ??= table.At(fault).Message;
                    bad++;
                }
                else if (Clip(clips) is var clip and >= 0)
                {
                    _links.Add(clip, Viewer(), rating);
                }
                else
                {
                    unknown++;
                }
            }

            // Building needs memory; the ids have done their work.
            (_viewers, _references) = (new IdTable(), new IdTable());
            var (viewers, nodeTo) = SortedIds.Of([.. _hashes]);
            var rows = _links.Count;
            var graph = _links.Build(clips.Length, viewers.Length, nodeTo: nodeTo);
            var (everything, most) = Busiest(graph);
            return new ViewerLinks(graph, clips, viewers, bad, (int)(rows - graph.Links), unknown, firstBad, everything, most);
        }

        private string? Check(out float rating)
        {
            rating = float.NaN;
            if (table.Cell(_viewer).IsEmpty)
                return $"{columns.Viewer} is empty; every row names a viewer";
            if (table.Cell(_clip).IsEmpty)
                return $"{columns.Clip} is empty; every row names a clip";
            if (Math.Max(table.Cell(_viewer).Length, table.Cell(_clip).Length) > LongestId)
                return $"an id is longer than {LongestId} bytes; give viewers and clips short ids";
            return _rating < 0 || table.Cell(_rating).IsEmpty || CsvNumbers.TryReadFloat(table.Cell(_rating), out rating)
                ? null
                : $"rating '{table.Text(_rating)}' is not a number; write one or leave the cell empty";
        }

        private int Clip(long[] clips)
        {
            var reference = _references.NumberOf(table.Cell(_clip));
            if (reference == _rowOf.Count)
                _rowOf.Add(clipOf(Encoding.UTF8.GetString(table.Cell(_clip))) is { } no ? Math.Max(-1, Array.BinarySearch(clips, no)) : -1);
            return _rowOf[reference];
        }

        private int Viewer()
        {
            var viewer = _viewers.NumberOf(table.Cell(_viewer));
            if (viewer == _hashes.Count)
                _hashes.Add(hash.Of(table.Cell(_viewer)));
            return viewer;
        }

        private static (int Count, int Most) Busiest(LinkGraph graph)
        {
            int count = 0, most = 0;
            for (var node = 0; node < graph.Nodes; node++)
            {
                var degree = graph.ClipsOf(node).Length;
                most = Math.Max(most, degree);
                count += degree >= ManyClips && degree > graph.Clips / 2 ? 1 : 0;
            }

            return (count, most);
        }
    }
}
