using System.Text;

namespace FusionScorer.Signals.Captions;

/// <summary>Reads SubRip (.srt). Time lines alone structure the file, so lost numbers and empty lines do no harm.</summary>
public static class SubRipReader
{
    /// <summary>All cues of a file's text.</summary>
    public static CueList Read(string text)
    {
        var cues = new CueBuilder();
        var body = new StringBuilder();
        var last = "";
        (long Start, long End)? times = null;
        foreach (var span in text.AsSpan().EnumerateLines())
        {
            if (span.Contains("-->", StringComparison.Ordinal))
            {
                Finish();
                times = CueTime.TryParseRange(span, out var start, out var end) ? (start, end) : null;
                if (times is null)
                    cues.Skip();
            }
            else if (times is not null)
            {
                last = span.Trim().ToString();
                body.Append(last).Append('\n');
            }
        }

        last = "";
        Finish();
        return cues.Build();

        // The line before a time line is the next cue's number, unless it is text that happens to be one.
        void Finish()
        {
            if (times is var (start, end))
            {
                if (last.Length > 0 && last.All(char.IsAsciiDigit))
                    body.Length -= last.Length + 1;
                cues.Add(start, end, body.ToString());
            }

            body.Clear();
            last = "";
        }
    }
}
