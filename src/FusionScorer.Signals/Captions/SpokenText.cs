using System.Text;

namespace FusionScorer.Signals.Captions;

/// <summary>Takes out of a cue what nobody says: sound descriptions in brackets and speakers' names.</summary>
internal static class SpokenText
{
    private const int MaxSpeaker = 30;

    /// <summary>The spoken part; lines stay apart.</summary>
    public static string Of(string cue) => cue.AsSpan().IndexOfAny("[({:") < 0 ? cue : WithoutSpeakers(WithoutBrackets(cue));

    private static string WithoutBrackets(string cue)
    {
        var spoken = new StringBuilder(cue.Length);
        for (var i = 0; i < cue.Length; i++)
        {
            var close = cue[i] switch
            {
                '[' => cue.IndexOf(']', i),
                '(' => cue.IndexOf(')', i),
                '{' => cue.IndexOf('}', i),
                _ => -1,
            };
            if (close > 0)
                i = close;
            else
                spoken.Append(cue[i]);
        }

        return spoken.ToString();
    }

    private static string WithoutSpeakers(string cue)
    {
        if (!cue.Contains(':', StringComparison.Ordinal))
            return cue;
        var lines = cue.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            if (colon is > 0 and <= MaxSpeaker && IsSpeaker(lines[i].AsSpan(0, colon)))
                lines[i] = lines[i][(colon + 1)..];
        }

        return string.Join('\n', lines);
    }

    // JOHN:, - MAN #2:, MRS. O'HARA: in capitals; "Listen:" is speech.
    private static bool IsSpeaker(ReadOnlySpan<char> label)
    {
        var letters = 0;
        foreach (var c in label)
        {
            if (char.IsUpper(c))
                letters++;
            else if (!(char.IsAsciiDigit(c) || c is ' ' or '-' or '\'' or '\u2019' or '.' or '#' or '&' or '/' or '>'))
                return false;
        }

        return letters >= 2;
    }
}
