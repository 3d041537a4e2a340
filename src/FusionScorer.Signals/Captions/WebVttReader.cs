using System.Text;

namespace FusionScorer.Signals.Captions;

/// <summary>Reads WebVTT (.vtt). Blocks without a time line (header, NOTE, STYLE, REGION) hold no cue.</summary>
public static class WebVttReader
{
    /// <summary>All cues of a file's text.</summary>
    public static CueList Read(string text)
    {
        var cues = new CueBuilder();
        var body = new StringBuilder();
        (long Start, long End)? times = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.Contains("-->", StringComparison.Ordinal))
            {
                Finish();
                if (CueTime.TryParseRange(line, out var start, out var end))
                    times = (start, end);
                else
                    cues.Skip();
            }
            else if (line.IsWhiteSpace())
            {
                Finish();
            }
            else if (times is not null)
            {
                body.Append(line).Append('\n');
            }
        }

        Finish();
        return cues.Build();

        void Finish()
        {
            if (times is var (start, end))
                cues.Add(start, end, body.ToString());
            times = null;
            body.Clear();
        }
    }
}
