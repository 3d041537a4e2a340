namespace FusionScorer.Library.Scanning;

/// <summary>IMDb title ids: <c>tt</c> and 7 to 10 digits.</summary>
internal static class ImdbId
{
    public static bool IsId(ReadOnlySpan<char> text) =>
        text.Length is >= 9 and <= 12 && text.StartsWith("tt") && !text[2..].ContainsAnyExceptInRange('0', '9');

    /// <summary>The id in the address of a title page; null when there is none.</summary>
    public static string? InUrl(ReadOnlySpan<char> text)
    {
        const string page = "imdb.com/title/";
        var at = text.IndexOf(page, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var rest = text[(at + page.Length)..];
        var end = rest.IndexOfAnyExcept("t0123456789");
        var id = end < 0 ? rest : rest[..end];
        return IsId(id) ? id.ToString() : null;
    }
}
