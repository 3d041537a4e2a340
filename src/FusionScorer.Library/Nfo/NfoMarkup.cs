using System.Collections.Immutable;

namespace FusionScorer.Library.Nfo;

/// <summary>An element right below a root, by places in the text.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Where its tag starts.</param>
/// <param name="ContentStart">Where its content starts; behind the tag of an empty element.</param>
/// <param name="ContentEnd">Where its content ends.</param>
/// <param name="End">Behind its last character.</param>
internal readonly record struct NfoElement(string Name, int Start, int ContentStart, int ContentEnd, int End)
{
    /// <summary>Whether it is written as one tag, <c>&lt;mpaa/&gt;</c>.</summary>
    public bool IsOneTag => ContentStart == End;
}

/// <summary>A root element and what stands right below it.</summary>
/// <param name="Self">The root itself.</param>
/// <param name="Children">In order.</param>
internal sealed record NfoRoot(NfoElement Self, ImmutableArray<NfoElement> Children);

/// <summary>Finds the elements of an NFO by their places, so that one of them can be changed and every other character stays. Comments, CDATA and instructions are passed over.</summary>
internal static class NfoMarkup
{
    private const int MostDepth = 256;

    /// <summary>The roots of a text; an episode file of several episodes has one for each.</summary>
    /// <param name="text">XML, perhaps with an address behind it.</param>
    /// <returns>Null where tags do not match, or a document type is declared.</returns>
    public static IReadOnlyList<NfoRoot>? Find(string text)
    {
        var roots = new List<NfoRoot>();
        var open = new Stack<(string Name, int Start, int ContentStart)>();
        var children = ImmutableArray.CreateBuilder<NfoElement>();
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = text.IndexOf('<', at))
        {
            if (Skip(text, at) is { } behind)
            {
                if (behind < 0)
                    return null;
                at = behind;
                continue;
            }

            if (TagEnd(text, at) is not { } end)
                return null;
            var closes = text[at + 1] == '/';
            var oneTag = text[end - 2] == '/';
            var name = NameOf(text, closes ? at + 2 : at + 1, end - 1);
            if (name.Length == 0 || (closes && oneTag) || open.Count == MostDepth)
                return null;
            if (!closes && !oneTag)
            {
                open.Push((name, at, end));
            }
            else
            {
                var element = new NfoElement(name, at, end, end, end);
                if (closes)
                {
                    if (!open.TryPop(out var started) || started.Name != name)
                        return null;
                    element = new NfoElement(name, started.Start, started.ContentStart, at, end);
                }

                if (open.Count == 1)
                    children.Add(element);
                if (open.Count == 0)
                    roots.Add(new NfoRoot(element, children.DrainToImmutable()));
            }

            at = end;
        }

        return open.Count == 0 ? roots : null;
    }

    // Behind a comment, CDATA or instruction; −1 where it does not end or is a document type; null for a tag.
    private static int? Skip(string text, int at)
    {
        foreach (var (start, end) in (ReadOnlySpan<(string, string)>)[("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")])
        {
            if (text.AsSpan(at).StartsWith(start))
                return text.IndexOf(end, at + start.Length, StringComparison.Ordinal) is >= 0 and var found ? found + end.Length : -1;
        }

        return text.AsSpan(at).StartsWith("<!") ? -1 : null;
    }

    // Behind the > of a tag; one within quotes does not end it.
    private static int? TagEnd(string text, int at)
    {
        var quote = '\0';
        for (var i = at + 1; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c == '>')
                return i - at > 1 ? i + 1 : null;
            else if (c == '<')
                return null;
        }

        return null;
    }

    private static string NameOf(string text, int start, int end)
    {
        var length = text.AsSpan(start, end - start).IndexOfAny(" \t\r\n/");
        return text.Substring(start, length < 0 ? end - start : length);
    }
}
