using System.Text;
using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Importing;

/// <summary>Viewer links of one file, and what was left out.</summary>
/// <param name="Links">One a viewer and clip, ordered by clip, then viewer; the last of several rows counts.</param>
/// <param name="BadRows">Rows that could not be read; always 0 unless the file is read tolerantly.</param>
/// <param name="Duplicates">Rows that a later row on the same viewer and clip replaced.</param>
/// <param name="UnknownClips">Rows on clips that are not known.</param>
/// <param name="FirstBadRow">What is wrong with the first bad row, with its place; null when there is none.</param>
public sealed record ViewerLinks(IReadOnlyList<ViewerLink> Links, int BadRows, int Duplicates, int UnknownClips, string? FirstBadRow)
{
    /// <summary>What was left out, a line each, for people.</summary>
    public IEnumerable<string> Warnings(string file)
    {
        if (BadRows > 0)
            yield return $"{FirstBadRow} ({BadRows} bad rows left out)";
        if (Duplicates > 0)
            yield return $"{file}: {Duplicates} rows repeat a viewer and clip; the last one counts";
        if (UnknownClips > 0)
            yield return $"{file}: {UnknownClips} rows are on clips that are not known; they were left out";
    }
}

/// <summary>Reads <c>viewers.csv</c>: viewer_id, clip_id and optionally rating. Viewer ids are hashed at once.</summary>
public static class ViewerTable
{
    /// <summary>The file's name.</summary>
    public const string FileName = "viewers.csv";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hash">Hides viewer ids.</param>
    /// <param name="clipOf">The clip number of a reference; null when it is not known.</param>
    /// <param name="tolerant">Whether bad rows are counted rather than refused.</param>
    /// <exception cref="BadInputException">The file or its header cannot be read; or a row, unless tolerant.</exception>
    public static ViewerLinks Read(string path, ViewerHash hash, Func<string, long?> clipOf, bool tolerant = false)
    {
        using var table = CsvTable.Open(path, tolerant);
        int viewer = table.Require("viewer_id"), clip = table.Require("clip_id"), rating = table.IndexOf("rating");
        var viewers = new Remembered<long>(id => hash.Of(id));
        var clips = new Remembered<long?>(reference => clipOf(Encoding.UTF8.GetString(reference)));
        var links = new List<ViewerLink>();
        int bad = 0, unknown = 0;
        string? firstBad = null;
        while (table.Read())
        {
            if ((table.Fault ?? Check(table, viewer, clip, rating, out _)) is { } fault)
            {
                if (!tolerant)
                    throw table.At(fault);
                firstBad ??= table.At(fault).Message;
                bad++;
            }
            else if (clips.Get(table.Cell(clip)) is { } no)
            {
                _ = Check(table, viewer, clip, rating, out var value);
                links.Add(new ViewerLink(no, viewers.Get(table.Cell(viewer)), value));
            }
            else
            {
                unknown++;
            }
        }

        var distinct = LastOfEach(links);
        return new ViewerLinks(distinct, bad, links.Count - distinct.Count, unknown, firstBad);
    }

    /// <summary>Reads the <c>viewers.csv</c> of a library root; bad rows are counted.</summary>
    /// <param name="root">The root; clips may be named by their path under it.</param>
    /// <param name="references">Clip numbers by reference, as the store gives them.</param>
    /// <param name="hash">Hides viewer ids.</param>
    /// <returns>Null when the root has no such file.</returns>
    /// <exception cref="BadInputException">The file or its header cannot be read.</exception>
    public static ViewerLinks? ReadOf(LibraryRoot root, IReadOnlyDictionary<string, long> references, ViewerHash hash)
    {
        return RootTable.PathOf(root, FileName) is { } path ? Read(path, hash, Resolve, tolerant: true) : null;

        long? Resolve(string reference) =>
            references.TryGetValue(reference, out var no) || references.TryGetValue($"{root.Name}:{reference}", out no) ? no : null;
    }

    private static string? Check(CsvTable table, int viewer, int clip, int rating, out float value)
    {
        value = float.NaN;
        if (table.Cell(viewer).IsEmpty)
            return "viewer_id is empty; every row names a viewer";
        if (table.Cell(clip).IsEmpty)
            return "clip_id is empty; every row names a clip";
        return rating < 0 || table.Cell(rating).IsEmpty || CsvNumbers.TryReadFloat(table.Cell(rating), out value)
            ? null
            : $"rating '{table.Text(rating)}' is not a number; write one or leave the cell empty";
    }

    private static List<ViewerLink> LastOfEach(List<ViewerLink> links)
    {
        var order = new int[links.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) =>
        {
            var byClip = links[a].ClipNo.CompareTo(links[b].ClipNo);
            var byViewer = byClip != 0 ? byClip : links[a].Viewer.CompareTo(links[b].Viewer);
            return byViewer != 0 ? byViewer : a.CompareTo(b);
        });
        var distinct = new List<ViewerLink>(links.Count);
        for (var i = 0; i < order.Length; i++)
        {
            var link = links[order[i]];
            var last = i + 1 == order.Length || links[order[i + 1]].ClipNo != link.ClipNo || links[order[i + 1]].Viewer != link.Viewer;
            if (last)
                distinct.Add(link);
        }

        return distinct;
    }

    /// <summary>Looks each text up once, within limits: such files repeat few ids many times.</summary>
    private sealed class Remembered<T>(Remembered<T>.Lookup lookup)
    {
        private const int Limit = 1 << 18;
        private readonly Dictionary<string, T> _known = new(StringComparer.Ordinal);

        public delegate T Lookup(ReadOnlySpan<byte> text);

        public T Get(ReadOnlySpan<byte> text)
        {
            Span<char> buffer = stackalloc char[256];
            if (text.Length > buffer.Length)
                return lookup(text);
            var key = buffer[..Encoding.UTF8.GetChars(text, buffer)];
            var known = _known.GetAlternateLookup<ReadOnlySpan<char>>();
            if (known.TryGetValue(key, out var value))
                return value;
            value = lookup(text);
            if (_known.Count < Limit)
                known[key] = value;
            return value;
        }
    }
}
