using System.Globalization;
using System.Text;

namespace FusionScorer.TestKit.Hostile;

/// <summary>Caption files that are built to hurt; each is a text before any damage to its bytes.</summary>
public static class HostileCaptions
{
    /// <summary>A caption file by seed: its name and its text.</summary>
    public static (string Name, string Text) Of(int seed)
    {
        var random = new Random(seed);
        return random.Next(3) switch
        {
            0 => ("clip.en.srt", Srt(random)),
            1 => ("clip.en.vtt", Vtt(random)),
            _ => ("clip.en.ass", Ass(random)),
        };
    }

    private static string Srt(Random random) => random.Next(7) switch
    {
        0 => "1\n00:00:01,000 --> 00:00:02,000\n" + new string('a', 2_000_000),
        1 => string.Concat(Enumerable.Repeat("00:00:01,000 --> 00:00:02,000 --> 00:00:03,000\n", 20_000)),
        2 => string.Concat(Enumerable.Repeat("-->\n", 100_000)),
        3 => "1\n00:00:01,000 --> 00:00:02,000\n" + string.Concat(Enumerable.Repeat("<i><b>{\\an8", 20_000)),
        4 => "1\n99999:99:99,999999999 --> 999999:99:99,999\nlate\n\n2\n-1:00:00,0 --> 00:00:01,0\nearly\n\n3\n00:00:09,000 --> 00:00:01,000\nbackwards\n",
        5 => "1\n00:00:01,000 --> 00:00:02,000\n" + string.Concat(Enumerable.Repeat("\U0001F4A9", 1001)) + "x" + string.Concat(Enumerable.Repeat("\U0001F4A9", 3999)),
        _ => Cues(random, "{0}\n{1} --> {2}\n{3}\n\n", ','),
    };

    private static string Vtt(Random random) => "WEBVTT\n\n" + random.Next(5) switch
    {
        0 => "STYLE\n::cue { background: url(file:///etc/hostname) }\n\n" + Cues(random, "{1} --> {2} line:0\n{3}\n\n", '.'),
        1 => "00:01.000 --> 00:02.000\n" + string.Concat(Enumerable.Repeat("&amp;&#x41;&#99999999;&#xD800;&bogus;", 50_000)),
        2 => "00:01.000 --> 00:02.000\n" + string.Concat(Enumerable.Repeat("<c.a>", 100_000)),
        3 => string.Concat(Enumerable.Repeat("NOTE\n", 200_000)),
        _ => Cues(random, "{1} --> {2}\n<v Speaker>{3}</v>\n\n", '.'),
    };

    private static string Ass(Random random)
    {
        const string Head = "[Script Info]\n\n[Fonts]\nfontname: ../../../../etc/hostname\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";
        return random.Next(5) switch
        {
            0 => Head + "Format: " + string.Join(',', Enumerable.Repeat("Text, Start, End", 50_000)) + "\n" + Cues(random, "Dialogue: 0,{1},{2},D,,0,0,0,,{3}\n", '.'),
            1 => Head + "Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,," + string.Concat(Enumerable.Repeat("{\\p1}m 0 0 \\N", 50_000)),
            2 => Head + "Dialogue:" + new string(',', 500_000),
            3 => string.Concat(Enumerable.Repeat("[Events]\n[]\n", 50_000)),
            _ => Head + Cues(random, "Dialogue: 0,{1},{2},D,,0,0,0,,{{\\an8}}{3}\\N{3}\n", '.'),
        };
    }

    private static string Cues(Random random, string form, char point)
    {
        string[] words = ["What the fuck.", "Hello (door slams) there", "JOHN: no", "\u202Etxet", "[music", "a < b > c", "& & &", "1", "00:00:01", "caf\u00E9"];
        var text = new StringBuilder();
        for (var i = 1; i <= 40; i++)
            text.AppendFormat(CultureInfo.InvariantCulture, form, i, Time(i * 2000, point), Time((i * 2000) + random.Next(3000), point), words[random.Next(words.Length)]);
        return text.ToString();
    }

    private static string Time(int ms, char point) =>
        string.Create(CultureInfo.InvariantCulture, $"{ms / 3_600_000:00}:{ms / 60_000 % 60:00}:{ms / 1000 % 60:00}{point}{ms % 1000:000}");
}
