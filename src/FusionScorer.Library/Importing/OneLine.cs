namespace FusionScorer.Library.Importing;

/// <summary>Keeps messages that quote hostile text on one line of sane length.</summary>
internal static class OneLine
{
    private const int MaxLength = 600;

    public static string Of(string message)
    {
        var cut = message.Length <= MaxLength ? message : string.Concat(message.AsSpan(0, MaxLength), "…");
        return cut.Any(char.IsControl) ? string.Create(cut.Length, cut, (line, text) =>
        {
            for (var i = 0; i < line.Length; i++)
                line[i] = char.IsControl(text[i]) ? ' ' : text[i];
        }) : cut;
    }
}
