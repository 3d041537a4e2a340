using System.Globalization;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Records;

/// <summary>How a table writes a person with an id: <c>Name (nm0009190)</c>, <c>Name [nm0009190, tmdb:123]</c>.</summary>
public static class CreditText
{
    private const int MaxDigits = 9;

    /// <summary>Reads a name with or without ids in brackets at its end; brackets that hold anything else belong to the name.</summary>
    public static Credit Parse(string text)
    {
        var name = Split(text, out var imdb, out var tmdb);
        return new Credit(name.ToString(), imdb, tmdb);
    }

    /// <summary>The same without making a string of the name.</summary>
    /// <returns>The name, part of <paramref name="text"/>.</returns>
    internal static ReadOnlySpan<char> Split(ReadOnlySpan<char> text, out int imdb, out int tmdb)
    {
        imdb = tmdb = 0;
        var rest = text = text.Trim();
        while (!rest.IsEmpty && rest[^1] is ')' or ']')
        {
            var open = rest.LastIndexOf(rest[^1] == ')' ? '(' : '[');
            if (open < 0 || !Ids(rest[(open + 1)..^1], ref imdb, ref tmdb))
                break;
            rest = rest[..open].TrimEnd();
        }

        return rest.IsEmpty ? text : rest;
    }

    /// <summary>The number of an IMDb person id: <c>nm0009190</c>, or an address that ends with it; 0 when it is none.</summary>
    public static int Imdb(ReadOnlySpan<char> text)
    {
        text = LastPart(text, "imdb.com/name/");
        return text.StartsWith("nm", StringComparison.OrdinalIgnoreCase) ? Number(text[2..]) : 0;
    }

    /// <summary>The number of a TMDB person id: digits, or an address that ends with them; 0 when it is none.</summary>
    public static int Tmdb(ReadOnlySpan<char> text)
    {
        text = LastPart(text, "themoviedb.org/person/");
        var end = text.IndexOf('-'); // addresses may go on with the name
        return Number(end < 0 ? text : text[..end]);
    }

    private static bool Ids(ReadOnlySpan<char> text, ref int imdb, ref int tmdb)
    {
        int foundImdb = 0, foundTmdb = 0;
        foreach (var part in text.SplitAny(' ', ',', ';'))
        {
            var id = text[part];
            if (id.IsEmpty)
                continue;
            var scheme = id.IndexOf(':') is >= 0 and var colon ? id[..colon] : "imdb";
            var value = id[(id.IndexOf(':') + 1)..];
            var isImdb = scheme.Equals("imdb", StringComparison.OrdinalIgnoreCase);
            var number = isImdb ? Imdb(value) : scheme.Equals("tmdb", StringComparison.OrdinalIgnoreCase) ? Number(value) : 0;
            if (number == 0)
                return false;
            (isImdb ? ref foundImdb : ref foundTmdb) = number;
        }

        if (foundImdb > 0)
            imdb = foundImdb;
        if (foundTmdb > 0)
            tmdb = foundTmdb;
        return foundImdb > 0 || foundTmdb > 0;
    }

    private static ReadOnlySpan<char> LastPart(ReadOnlySpan<char> text, string page)
    {
        text = text.Trim();
        var at = text.IndexOf(page, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? text : text[(at + page.Length)..].TrimEnd('/');
    }

    private static int Number(ReadOnlySpan<char> digits) =>
        digits.Length is > 0 and <= MaxDigits && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
