using System.Text.Json;
using System.Text.Json.Serialization;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>A report as JSON: what <c>fusion progress --json</c> prints and the review app shows. Unknown numbers are null.</summary>
/// <param name="Schema">Name and version of the shape.</param>
/// <param name="Policy">Hash of the policy.</param>
/// <param name="Clips">Clips that take part.</param>
/// <param name="Decided">Clips with a decision that stands.</param>
/// <param name="Answers">Answers in the log, by kind.</param>
/// <param name="Audit">The audit's extent.</param>
/// <param name="Accuracy">Share of clips whose level is right.</param>
/// <param name="UnderRated">Share of clips shown below the truth.</param>
/// <param name="Cost">Mean cost of the level shown.</param>
/// <param name="Target">The accuracy asked for.</param>
/// <param name="Needed">Decisions still needed.</param>
/// <param name="Stopping">All stopping rules together, and each.</param>
/// <param name="Curve">The learning curve.</param>
public sealed record ProgressDocument(
    string Schema, string Policy, int Clips, int Decided, IReadOnlyDictionary<string, int> Answers, ProgressDocument.AuditPart Audit,
    ProgressDocument.FigurePart Accuracy, ProgressDocument.FigurePart UnderRated, ProgressDocument.FigurePart Cost, double Target,
    ProgressDocument.NeededPart Needed, ProgressDocument.StoppingPart Stopping, IReadOnlyList<ProgressDocument.PointPart> Curve)
{
    /// <summary>The present shape.</summary>
    public const string SchemaName = "fusion.progress/1";

    /// <summary>The document of a report.</summary>
    /// <param name="policy">Hash of the policy that was reported on.</param>
    /// <param name="report">The report.</param>
    public static ProgressDocument Of(string policy, ProgressReport report) => new(
        SchemaName, policy, report.Clips, report.Decided,
        Enum.GetValues<DecisionKind>().ToDictionary(Name, kind => report.Answers.GetValueOrDefault(kind), StringComparer.Ordinal),
        new AuditPart(report.AuditedFor, report.Accuracy.Audit.Answers, [.. report.Waiting.Select(clip => clip.ClipId)]),
        FigureOf(report.Accuracy), FigureOf(report.UnderRated), FigureOf(report.Cost), report.Target,
        new NeededPart(Name(report.Needed.Kind), report.Needed.More, report.Needed.From, report.Needed.To),
        new StoppingPart(
            report.Verdict.Rule, Name(report.Verdict.Advice), report.Verdict.Reason,
            [.. report.Rules.Select(rule => new VerdictPart(rule.Rule, Name(rule.Advice), rule.Reason))]),
        [.. report.Curve.Select(point => new PointPart(point.Decisions, point.Accuracy))]);

    private static FigurePart FigureOf(ProgressFigure figure) =>
        new(Finite(figure.Audit.Value), Finite(figure.Audit.Low), Finite(figure.Audit.High), Finite(figure.Expected));

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The audit's extent.</summary>
    /// <param name="Clips">Clips that it speaks for.</param>
    /// <param name="Answers">Answers that it rests on.</param>
    /// <param name="Waiting">Ids of picks without an answer.</param>
    public sealed record AuditPart(int Clips, int Answers, IReadOnlyList<string> Waiting);

    /// <summary>A figure.</summary>
    /// <param name="Value">By the audit.</param>
    /// <param name="Low">Lower end of its 90 % interval.</param>
    /// <param name="High">Upper end.</param>
    /// <param name="Expected">By the model itself.</param>
    public sealed record FigurePart(double? Value, double? Low, double? High, double? Expected);

    /// <summary>Decisions still needed.</summary>
    /// <param name="Verdict">What can be said.</param>
    /// <param name="More">How many.</param>
    /// <param name="From">Lower end of the 90 % interval.</param>
    /// <param name="To">Upper end.</param>
    public sealed record NeededPart(string Verdict, int? More, int? From, int? To);

    /// <summary>What a stopping rule says.</summary>
    /// <param name="Rule">Its name.</param>
    /// <param name="Advice"><c>stop</c>, <c>goOn</c> or <c>notYetKnown</c>.</param>
    /// <param name="Reason">One line.</param>
    public sealed record VerdictPart(string Rule, string Advice, string Reason);

    /// <summary>What all rules say together.</summary>
    /// <param name="Rule">Which decided.</param>
    /// <param name="Advice">As in <see cref="VerdictPart"/>.</param>
    /// <param name="Reason">One line.</param>
    /// <param name="Rules">Each.</param>
    public sealed record StoppingPart(string Rule, string Advice, string Reason, IReadOnlyList<VerdictPart> Rules);

    /// <summary>A point of the learning curve.</summary>
    /// <param name="Decided">Decided clips.</param>
    /// <param name="Accuracy">Accuracy then.</param>
    public sealed record PointPart(int Decided, double Accuracy);
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProgressDocument))]
public sealed partial class ProgressDocumentJson : JsonSerializerContext;
