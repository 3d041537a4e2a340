using FsCheck;
using FsCheck.Fluent;

namespace FusionScorer.Library.Tests;

/// <summary>Text that files get wrong: quotes, commas, line breaks of all kinds, what spreadsheets and markup take for their own, other scripts, control characters.</summary>
internal static class HardText
{
    private static readonly string[] Parts =
    [
        "\"", "\"\"", ",", ";", "\n", "\r", "\r\n", "\t", " ", "'", "''", "=", "+", "-", "@", "＝", "a", "word", "ä", "日本語", "שלום", "😀", "é", "\uFEFF", "\u2028", "\u00A0", "\0", "\u0001", "\u001B",
        "-->", "<", ">", "&", "&amp;", "]]>", "\\", "\\n", "{", "}", "[", "]", "null", "\u200B", "\u0085", "\uFFFD",
    ];

    /// <summary>Text of such parts, and whatever else can be written as UTF-8.</summary>
    public static Gen<string> Any { get; } = Gen.OneOf(
        Gen.Elements(Parts).ListOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && !text.Any(char.IsSurrogate)));
}
