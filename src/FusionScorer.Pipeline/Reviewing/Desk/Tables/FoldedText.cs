using System.Globalization;
using System.Text;

namespace FusionScorer.Pipeline.Reviewing.Desk.Tables;

/// <summary>Text as it is searched and sorted: no case, no marks on letters (é = e, Ö = o), compatible forms alike (Unicode NFKD).</summary>
internal static class FoldedText
{
    /// <summary>Folds a text.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
            return HasUpper(text) ? text.ToLowerInvariant() : text;
        var folded = new StringBuilder(text.Length);

        // An unpaired surrogate cannot be normalised, but it can stand in a file name.
        foreach (var c in Wellformed(text).Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                folded.Append(char.ToLowerInvariant(c));
        }

        return folded.ToString();
    }

    /// <summary>The words of a question, folded; a line feed cannot be among them.</summary>
    public static byte[][] Words(string question) =>
        [.. Of(question).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length).Select(Encoding.UTF8.GetBytes)];

    private static bool HasUpper(string text) => text.AsSpan().ContainsAnyInRange('A', 'Z');

    private static string Wellformed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
