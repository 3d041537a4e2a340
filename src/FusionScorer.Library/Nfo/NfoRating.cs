using System.Security;
using System.Text;
using System.Xml;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Nfo;

/// <summary>What became of an NFO.</summary>
public enum NfoOutcome
{
    /// <summary>It says something else now.</summary>
    Written,

    /// <summary>It said so before.</summary>
    Same,

    /// <summary>Its owner locked it.</summary>
    Locked,

    /// <summary>There is none.</summary>
    Absent,

    /// <summary>It was left as it is, for a reason.</summary>
    Failed,
}

/// <summary>A changed NFO.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Content">The new bytes; null unless <see cref="NfoOutcome.Written"/>.</param>
/// <param name="Before">The rating that it stated; null for none.</param>
/// <param name="Reason">Why it was left; null unless <see cref="NfoOutcome.Failed"/>.</param>
public sealed record NfoEdit(NfoOutcome Outcome, byte[]? Content, string? Before, string? Reason);

/// <summary>Writes a rating into an NFO as Kodi and Jellyfin read it, and leaves every byte outside the rating elements as it is.</summary>
public static class NfoRating
{
    private const string Field = "mpaa";

    /// <summary>Sets <c>mpaa</c>, and <c>customrating</c> when asked, of every root.</summary>
    /// <param name="content">The file; at most <see cref="NfoReader.MaxBytes"/>.</param>
    /// <param name="rating">What to state.</param>
    /// <param name="taxonomy">The levels in use: a rating that already means the same level stays as it is written.</param>
    /// <param name="custom">Whether to set <c>customrating</c> as well, which Jellyfin puts above all else.</param>
    public static NfoEdit Set(byte[] content, string rating, Taxonomy taxonomy, bool custom)
    {
        if (content.Length > NfoReader.MaxBytes)
            return Failed($"it is larger than {NfoReader.MaxBytes >> 20} MB");
        if (NfoEncoding.Read(content, out var encoding) is not { } text)
            return Failed("it is in an unknown encoding, or not in the one that it declares");
        if (NfoMarkup.Find(text) is not { Count: > 0 } roots || !IsWellFormed(text, roots))
            return Failed("it is no XML, damaged, or declares a document type");
        if (roots.Any(root => IsLocked(text, root)))
            return new NfoEdit(NfoOutcome.Locked, null, Before(text, roots), null);
        var before = Before(text, roots);
        var changes = new List<(int Start, int End, string Text)>();
        foreach (var root in roots)
        {
            foreach (var field in custom ? (ReadOnlySpan<string>)[Field, "customrating"] : [Field])
                Change(text, root, field, rating, taxonomy, changes);
        }

        if (changes.Count == 0)
            return new NfoEdit(NfoOutcome.Same, null, before, null);
        var edited = new StringBuilder(text.Length + 64);
        var at = 0;
        foreach (var (start, end, put) in changes.OrderBy(change => change.Start))
        {
            edited.Append(text, at, start - at).Append(put);
            at = end;
        }

        byte[] bytes;
        try
        {
            bytes = encoding.GetBytes(edited.Append(text, at, text.Length - at).ToString());
        }
        catch (EncoderFallbackException)
        {
            return Failed($"its encoding, {encoding.WebName}, cannot hold '{rating}'");
        }

        // Whatever else happens, nothing is written that would not be read as meant.
        return NfoReader.Parse(bytes, out var warning).Rating is { } read && warning is null && (read == rating || SameLevel(read, rating, taxonomy))
            ? new NfoEdit(NfoOutcome.Written, bytes, before, null)
            : Failed("the rating could not be put where it would be read");
    }

    /// <summary>A small NFO for a clip that has none.</summary>
    /// <param name="root"><c>movie</c>, <c>episodedetails</c> or <c>tvshow</c>.</param>
    /// <param name="title">The title; null for none.</param>
    /// <param name="rating">What to state.</param>
    public static byte[] Create(string root, string? title, string rating) => Encoding.UTF8.GetBytes(
        $"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<{root}>\n{(title is null ? "" : $"  <title>{Escaped(title)}</title>\n")}  <{Field}>{Escaped(rating)}</{Field}>\n</{root}>\n");

    /// <summary>The ratings of a file of several episodes, which has a root for each: all that differ, so that the strictest can count.</summary>
    /// <returns>Null for a file of one root.</returns>
    internal static string? OfAll(string text)
    {
        const string End = "</episodedetails>";
        var first = text.IndexOf(End, StringComparison.Ordinal);
        if (first < 0 || text.IndexOf(End, first + End.Length, StringComparison.Ordinal) < 0 || NfoMarkup.Find(text) is not { Count: > 1 } roots || !IsWellFormed(text, roots))
            return null;
        string[] stated = [.. roots.SelectMany(root => root.Children.Where(child => child.Name == Field).Take(1)).Select(child => Value(text, child)).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal)];
        return stated.Length == 0 ? null : string.Join(" / ", stated);
    }

    private static void Change(string text, NfoRoot root, string field, string rating, Taxonomy taxonomy, List<(int Start, int End, string Text)> changes)
    {
        var found = false;
        foreach (var child in root.Children.Where(child => child.Name == field))
        {
            found = true;
            var stated = Value(text, child);
            if (stated == rating || SameLevel(stated, rating, taxonomy))
                continue;
            if (child.IsOneTag)
                changes.Add((child.Start, child.End, $"<{field}>{Escaped(rating)}</{field}>"));
            else
                changes.Add((child.ContentStart, child.ContentEnd, Escaped(rating)));
        }

        if (found)
            return;
        var element = $"<{field}>{Escaped(rating)}</{field}>";
        if (root.Self.IsOneTag)
        {
            // <movie/> becomes <movie>…</movie>, for all fields at once; its attributes stay.
            var (start, end, close) = (root.Self.End - 2, root.Self.End, $"</{root.Self.Name}>");
            var at = changes.FindIndex(change => change.Start == start && change.End == end);
            if (at < 0)
                changes.Add((start, end, $">{element}{close}"));
            else
                changes[at] = (start, end, changes[at].Text[..^close.Length] + element + close);
            return;
        }

        // Behind the last child, on a line of its own where children stand on lines of their own.
        var place = root.Children.Length > 0 ? root.Children[^1].End : root.Self.ContentStart;
        var indent = root.Children.Length > 0 ? BlanksBefore(text, root.Children[^1].Start) : "";
        changes.Add((place, place, indent + element));
    }

    private static bool SameLevel(string stated, string rating, Taxonomy taxonomy) =>
        RatingReading.Of(stated, taxonomy) is { Kind: RatingKind.Own } own && RatingReading.Of(rating, taxonomy) is { Kind: RatingKind.Own } wanted && own.Level == wanted.Level;

    private static string BlanksBefore(string text, int at)
    {
        var start = at;
        while (start > 0 && text[start - 1] is ' ' or '\t')
            start--;
        if (start > 0 && text[start - 1] == '\n')
            start -= start > 1 && text[start - 2] == '\r' ? 2 : 1;
        return text[start..at];
    }

    private static bool IsLocked(string text, NfoRoot root) => root.Children.Any(child =>
        (child.Name == "lockdata" && Value(text, child).Equals("true", StringComparison.OrdinalIgnoreCase))
        || (child.Name == "lockedfields" && Value(text, child).Split('|', StringSplitOptions.TrimEntries).Contains("OfficialRating", StringComparer.OrdinalIgnoreCase)));

    private static string? Before(string text, IReadOnlyList<NfoRoot> roots) =>
        roots[0].Children.Where(child => child.Name == Field).Select(child => Value(text, child)).FirstOrDefault(value => value.Length > 0);

    // As a reader of XML sees it: references resolved, comments left out. Prefixes that the root declares are names like others here.
    private static string Value(string text, NfoElement element)
    {
        using var reader = new XmlTextReader(new StringReader($"<v>{text[element.ContentStart..element.ContentEnd]}</v>")) { Namespaces = false, Normalization = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        reader.MoveToContent();
        var value = new StringBuilder();
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                value.Append(reader.Value);
        }

        return value.ToString().Trim();
    }

    private static bool IsWellFormed(string text, IReadOnlyList<NfoRoot> roots)
    {
        try
        {
            var start = roots[0].Self.Start;
            using var reader = XmlReader.Create(new StringReader(text[start..roots[^1].Self.End]), Settings(ConformanceLevel.Fragment));
            while (reader.Read())
            {
            }

            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static XmlReaderSettings Settings(ConformanceLevel level) => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, ConformanceLevel = level };

    private static string Escaped(string text) => SecurityElement.Escape(text);

    private static NfoEdit Failed(string reason) => new(NfoOutcome.Failed, null, null, reason);
}
