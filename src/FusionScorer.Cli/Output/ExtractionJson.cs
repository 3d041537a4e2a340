using FusionScorer.Pipeline.Extraction;

namespace FusionScorer.Cli.Output;

/// <summary>Extraction as JSON lines: one object a clip, a summary at the end.</summary>
internal static class ExtractionJson
{
    public static void Clip(Shell shell, ClipExtraction clip) => JsonOut.Object(shell, "fusion.extract.clip/1", json =>
    {
        json.WriteString("clip_id", clip.Clip.ClipId);
        json.WriteString("path", $"{clip.Clip.Root}:{clip.Clip.Path}");
        json.WriteNumber("duration_ms", clip.MediaMs);
        json.WriteNumber("seconds", Math.Round(clip.Took.TotalSeconds, 3));
        json.Objects("signals", clip.Signals, signal =>
        {
            json.WriteString("signal", signal.Signal);
            json.WriteString("status", signal.Status.ToString().ToLowerInvariant());
            json.WriteString("reason", signal.Reason);
            json.Number("evidence", signal.Evidence);
            json.WriteBoolean("reused", signal.Reused);
        });
    });

    public static void Summary(Shell shell, ExtractionSummary summary) => JsonOut.Object(shell, "fusion.extract.summary/1", json =>
    {
        json.WriteNumber("clips", summary.Clips);
        json.WriteNumber("todo", summary.ToDo);
        json.WriteNumber("done", summary.Done);
        json.WriteNumber("seconds", Math.Round(summary.Elapsed.TotalSeconds, 3));
        json.WriteNumber("media_seconds", Math.Round(summary.Media.TotalSeconds, 3));
        json.WriteBoolean("cancelled", summary.Cancelled);
        json.Objects("failures", summary.Failures, failure =>
        {
            json.WriteString("clip_id", failure.Clip.ClipId);
            json.WriteString("path", $"{failure.Clip.Root}:{failure.Clip.Path}");
            json.WriteString("signal", failure.Signal);
            json.WriteString("reason", failure.Reason);
        });
    });
}
