using System.Text.Json.Serialization;

namespace FusionScorer.Web.Contracts;

// The shapes of /api/v1; ClientApp/src/api/qualityTypes.ts has the same, and says what each part means.

/// <summary>What share of clips is asked twice, or though its level is known.</summary>
public sealed record QualitySettings(double SecondShare, double HiddenShare);

/// <summary>How well people agree.</summary>
public sealed record QualityView(
    QualitySettings Settings, SecondView Second, TaskCount Adjudication, TaskCount Reopened, HiddenView Hidden, AlphaView? Alpha, IReadOnlyList<ReviewerQuality> Reviewers);

/// <summary>Second reviews.</summary>
public sealed record SecondView(int Drawn, int Waiting, int Done, int Agreed, int Disagreed);

/// <summary>What waits and what is done.</summary>
public sealed record TaskCount(int Waiting, int Done);

/// <summary>Clips of known level.</summary>
public sealed record HiddenView(int Available, int Asked, int Right);

/// <summary>Krippendorff's alpha.</summary>
public sealed record AlphaView(double Value, double Low, double High, int Clips, int Answers);

/// <summary>One reviewer.</summary>
public sealed record ReviewerQuality(string Reviewer, int Decisions, double? Reliability, HiddenCount Hidden, SharedCount Shared, double? MedianSeconds);

/// <summary>Clips of known level that a reviewer was asked about.</summary>
public sealed record HiddenCount(int Asked, int Right);

/// <summary>Clips that another reviewer answered too.</summary>
public sealed record SharedCount(int Clips, int Agreed);

/// <summary>Disputed clips.</summary>
public sealed record AdjudicationPage(int Total, IReadOnlyList<AdjudicationItem> Items);

/// <summary>A disputed clip.</summary>
public sealed record AdjudicationItem(
    string Clip, string Title, int? Year, string? Level, string ModelLevel, int Distance, DateTimeOffset Since, IReadOnlyList<AdjudicationAnswer> Answers);

/// <summary>An answer on a disputed clip.</summary>
public sealed record AdjudicationAnswer(string Reviewer, string Role, string Levels, string? Note, DateTimeOffset At, double? Seconds);

/// <summary>Asks for a clip anew.</summary>
public sealed record ReopenRequest(string? Reason);

/// <summary>How these shapes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QualitySettings))]
[JsonSerializable(typeof(QualityView))]
[JsonSerializable(typeof(AdjudicationPage))]
[JsonSerializable(typeof(ReopenRequest))]
internal sealed partial class QualityJson : JsonSerializerContext;
