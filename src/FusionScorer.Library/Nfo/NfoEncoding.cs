using System.Text;
using System.Text.RegularExpressions;

namespace FusionScorer.Library.Nfo;

/// <summary>The text of an NFO, in whatever encoding, such that writing it gives the same bytes.</summary>
internal static partial class NfoEncoding
{
    private const int DeclarationLength = 200;

    /// <summary>Reads the text; a byte order mark stays its first character.</summary>
    /// <param name="content">The file.</param>
    /// <param name="encoding">How to write it again; throws on what it cannot hold.</param>
    /// <returns>Null when the encoding is unknown, or the bytes would not come back the same.</returns>
    public static string? Read(byte[] content, out Encoding encoding)
    {
        encoding = Strict("utf-8");
        if (content is [0xFF, 0xFE, ..])
            encoding = Strict("utf-16");
        else if (content is [0xFE, 0xFF, ..])
            encoding = Strict("utf-16BE");
        else if (content is not [0xEF, 0xBB, 0xBF, ..] && Declaration().Match(Encoding.Latin1.GetString(content, 0, Math.Min(content.Length, DeclarationLength))) is { Success: true } declared)
        {
            try
            {
                encoding = Strict(declared.Groups["name"].Value);
            }
            catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
            {
                // UTF-7 is known, and refused.
                return null;
            }
        }

        try
        {
            var text = encoding.GetString(content);
            return encoding.GetBytes(text).AsSpan().SequenceEqual(content) ? text : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // Of the older encodings those of one byte a character: one place can be changed without touching another.
    private static Encoding Strict(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback) is { IsSingleByte: true } old
            ? old
            : Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    [GeneratedRegex("""^\s*<\?xml[^>]*\sencoding\s*=\s*["'](?<name>[A-Za-z0-9._-]{1,40})["']""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();
}
