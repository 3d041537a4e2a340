using System.Text.Json.Serialization;

namespace FusionScorer.Web.Contracts;

// The shapes of /api/v1; ClientApp/src/api/tuningTypes.ts has the same, and says what each part means.

/// <summary>What is in force, and what decisions suggest.</summary>
public sealed record TuningState(
    PolicyHead Policy, long Run, int Clips, IReadOnlyList<string> Levels, Costs Costs, string LevelRule, IReadOnlyList<TunedSignalView> Signals, string? Caveat, int Decisions,
    int Audited, IReadOnlyList<FunctionView> Functions, IReadOnlyList<FeatureView> Features);

/// <summary>One level too mild, one too strict.</summary>
public sealed record Costs(double Under, double Over);

/// <summary>A policy in a list.</summary>
public sealed record PolicyHead(string Hash, string? Parent, string Author, string Note, DateTimeOffset At, bool Active);

/// <summary>A signal and its weight.</summary>
public sealed record TunedSignalView(string Signal, double Weight, double Suggested, double Sd, bool Informed, double Contribution);

/// <summary>A feature that rules can name.</summary>
public sealed record FeatureView(string Feature, string Signal, int Present, float Min, float Max, IReadOnlyList<float> Deciles);

/// <summary>A labelling function as it is written.</summary>
public sealed record FunctionText(string? Name, string? Signal, IReadOnlyList<string>? Rules);

/// <summary>A labelling function and how it votes.</summary>
public sealed record FunctionView(string Name, string Signal, IReadOnlyList<RuleView> Rules, VoteMeasure Measure, double? Learned);

/// <summary>A rule and how it votes.</summary>
public sealed record RuleView(string Text, IReadOnlyList<ConditionView> Conditions, string Levels, VoteMeasure Measure);

/// <summary>One comparison of a rule.</summary>
public sealed record ConditionView(string Feature, string Op, double Value);

/// <summary>How a function or a rule votes; shares of all clips.</summary>
public sealed record VoteMeasure(int Fires, double Coverage, double Overlap, double Conflict, double? Accuracy, int Judged);

/// <summary>What is being tried.</summary>
public sealed record DraftBody(IReadOnlyDictionary<string, double>? Weights = null, Costs? Costs = null, IReadOnlyList<FunctionText>? Functions = null);

/// <summary>What a draft would do.</summary>
public sealed record PreviewView(
    long Run, string Policy, double Milliseconds, int Clips, int Moved, int Milder, int Stricter, IReadOnlyList<IReadOnlyList<int>> Moves, BeforeAfterRates Expected,
    BeforeAfterAudit? Audit, BeforeAfterCalibration? Calibration, IReadOnlyList<MovedView> Examples, bool Refitted);

/// <summary>By the model's own posterior.</summary>
public sealed record BeforeAfterRates(ExpectedView Before, ExpectedView After);

/// <summary>By audit answers.</summary>
public sealed record BeforeAfterAudit(AuditView Before, AuditView After);

/// <summary>By decided clips.</summary>
public sealed record BeforeAfterCalibration(CalibrationView Before, CalibrationView After);

/// <summary>Shares, and the mean cost a clip.</summary>
public sealed record ExpectedView(double Accuracy, double UnderRated, double OverRated, double Cost);

/// <summary>Shares with their intervals.</summary>
public sealed record AuditView(IntervalView Accuracy, IntervalView UnderRated, IntervalView OverRated, int Answers);

/// <summary>A 90 % interval.</summary>
public sealed record IntervalView(double Value, double Low, double High);

/// <summary>Confidence beside what was found.</summary>
public sealed record CalibrationView(double Error, IReadOnlyList<CalibrationBin> Bins);

/// <summary>Clips whose top probability lies in one bin.</summary>
public sealed record CalibrationBin(double From, double To, int Clips, double Confidence, double Accuracy);

/// <summary>A clip that moves.</summary>
public sealed record MovedView(string Clip, string Title, int? Year, string From, string To, double Change, double Conflict, string? Pair, string? Stands);

/// <summary>Asks for clips that move.</summary>
public sealed record MovedRequest(DraftBody? Draft, string? From, string? To, int Offset, int Limit);

/// <summary>Some of the clips that move.</summary>
public sealed record MovedAnswer(int Total, IReadOnlyList<MovedView> Clips);

/// <summary>Asks for a queue of what would change.</summary>
public sealed record ChangesRequest(DraftBody? Draft);

/// <summary>A queue of what would change.</summary>
public sealed record ChangesAnswer(string Id, int Clips);

/// <summary>Functions to test.</summary>
public sealed record RulesRequest(IReadOnlyList<FunctionText>? Functions);

/// <summary>Functions as drafted, tested on the library as it is.</summary>
public sealed record RulesAnswer(IReadOnlyList<FunctionView> Functions, IReadOnlyList<ChangedFunction> Changed, IReadOnlyList<ChangedExample> Examples, double Milliseconds);

/// <summary>A function that says something else than in force.</summary>
public sealed record ChangedFunction(string Name, int Clips);

/// <summary>A clip of which a function says something else.</summary>
public sealed record ChangedExample(string Clip, string Title, string Name, string Before, string After);

/// <summary>Why a function cannot be read.</summary>
public sealed record RuleFault(string Function, int? Rule, string Message);

/// <summary>A model that is learned anew under a draft.</summary>
public sealed record TrialView(string Id, string State, string? Fault, DateTimeOffset StartedAt, PreviewView? Preview);

/// <summary>A policy.</summary>
public sealed record PolicyView(PolicyHead Head, string Text, IReadOnlyDictionary<string, double> Weights, Costs Costs, IReadOnlyList<FunctionText> Functions);

/// <summary>What separates two policies.</summary>
public sealed record PolicyComparison(PolicyHead From, PolicyHead To, IReadOnlyList<string> Lines, PreviewView? Preview);

/// <summary>A draft to save.</summary>
public sealed record PolicySave(DraftBody? Draft, string? Note, string? Parent);

/// <summary>Why a policy of before is used again.</summary>
public sealed record PolicyUse(string? Note);

/// <summary>How these shapes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TuningState))]
[JsonSerializable(typeof(DraftBody))]
[JsonSerializable(typeof(PreviewView))]
[JsonSerializable(typeof(MovedRequest))]
[JsonSerializable(typeof(MovedAnswer))]
[JsonSerializable(typeof(ChangesRequest))]
[JsonSerializable(typeof(ChangesAnswer))]
[JsonSerializable(typeof(RulesRequest))]
[JsonSerializable(typeof(RulesAnswer))]
[JsonSerializable(typeof(RuleFault))]
[JsonSerializable(typeof(TrialView))]
[JsonSerializable(typeof(IReadOnlyList<PolicyHead>))]
[JsonSerializable(typeof(PolicyView))]
[JsonSerializable(typeof(PolicyComparison))]
[JsonSerializable(typeof(PolicySave))]
[JsonSerializable(typeof(PolicyUse))]
internal sealed partial class TuningJson : JsonSerializerContext;
