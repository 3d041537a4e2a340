using System.Text.Json;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Cli.Output;

/// <summary><c>fusion progress --json</c></summary>
internal static class ProgressJson
{
    public static void Write(Shell shell, Project project, ProgressReport report) => JsonOut.Document(shell, "fusion.progress/1", json =>
    {
        json.WriteString("policy", project.PolicyRow.Hash);
        json.WriteNumber("clips", report.Clips);
        json.WriteNumber("decided", report.Decided);
        json.WriteStartObject("answers");
        foreach (var kind in Enum.GetValues<DecisionKind>())
            json.WriteNumber(Name(kind), report.Answers.GetValueOrDefault(kind));
        json.WriteEndObject();
        json.WriteStartObject("audit");
        json.WriteNumber("clips", report.AuditedFor);
        json.WriteNumber("answers", report.Accuracy.Audit.Answers);
        json.Array("waiting", report.Waiting, clip => json.WriteStringValue(clip.ClipId));
        json.WriteEndObject();
        Figure(json, "accuracy", report.Accuracy);
        Figure(json, "underRated", report.UnderRated);
        Figure(json, "cost", report.Cost);
        json.WriteNumber("target", report.Target);
        json.WriteStartObject("needed");
        json.WriteString("verdict", Name(report.Needed.Kind));
        json.Number("more", report.Needed.More);
        json.Number("from", report.Needed.From);
        json.Number("to", report.Needed.To);
        json.WriteEndObject();
        json.WriteStartObject("stopping");
        Verdict(json, report.Verdict);
        json.Objects("rules", report.Rules, rule => Verdict(json, rule));
        json.WriteEndObject();
        json.Objects("curve", report.Curve, point =>
        {
            json.WriteNumber("decided", point.Decisions);
            json.WriteNumber("accuracy", point.Accuracy);
        });
    });

    private static void Figure(Utf8JsonWriter json, string name, ProgressFigure figure)
    {
        json.WriteStartObject(name);
        json.Number("value", figure.Audit.Value);
        json.Number("low", figure.Audit.Low);
        json.Number("high", figure.Audit.High);
        json.Number("expected", figure.Expected);
        json.WriteEndObject();
    }

    private static void Verdict(Utf8JsonWriter json, StoppingVerdict verdict)
    {
        json.WriteString("rule", verdict.Rule);
        json.WriteString("advice", Name(verdict.Advice));
        json.WriteString("reason", verdict.Reason);
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
