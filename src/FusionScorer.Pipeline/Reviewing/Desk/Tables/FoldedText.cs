using System.Globalization;
using System.Text;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing.Desk.Tables;

/// <summary>Text as it is searched and sorted: no case, no marks on letters (é = e, Ö = o), ligatures spelt out.</summary>
internal static class FoldedText
{
    /// <summary>Folds a text.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
            return text.AsSpan().ContainsAnyInRange('A', 'Z') ? text.ToLowerInvariant() : text;
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            var letter = LetterFolding.Fold(char.ToLowerInvariant(c));
            if (LetterFolding.Spelled(letter) is { } spelled)
                folded.Append(spelled);
            else
                folded.Append(letter);
        }

        return folded.ToString();
    }

    /// <summary>The words of a question, folded, the longest first; a line feed cannot be among them.</summary>
    public static byte[][] Words(string question) =>
        [.. Of(question).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length).Select(Encoding.UTF8.GetBytes)];
}
