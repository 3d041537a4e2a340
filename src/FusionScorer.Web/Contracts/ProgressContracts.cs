using System.Text.Json.Serialization;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Web.Contracts;

// The shapes of /api/v1; ClientApp/src/api/progressTypes.ts has the same, and says what each part means.

/// <summary>How far review is.</summary>
public sealed record ProgressView(
    ProgressDocument Report, long Run, DateTimeOffset LearnedAt, IReadOnlyList<string> Levels, IReadOnlyList<LevelShare> Distribution, DecidedCalibration? Calibration,
    IReadOnlyList<FunctionRow> Functions, IReadOnlyList<DependencePair> Dependence, EffortView Effort);

/// <summary>Clips of a level.</summary>
public sealed record LevelShare(string Level, int Clips, int Settled);

/// <summary>Confidence against what people found.</summary>
public sealed record DecidedCalibration(double Error, IReadOnlyList<CalibrationBin> Bins, int Clips);

/// <summary>A labelling function.</summary>
public sealed record FunctionRow(string Name, string Signal, double Coverage, double Overlap, double Conflict, double? Accuracy, int Judged, double Weight);

/// <summary>Two functions that say much the same.</summary>
public sealed record DependencePair(string One, string Other, double Share);

/// <summary>What people spent, against watching every clip in full.</summary>
public sealed record EffortView(
    int Decisions, int Timed, double Minutes, double? MedianSeconds, double LibraryMinutes, int WithoutLength, double SavedMinutes, IReadOnlyList<EffortDay> Days);

/// <summary>One day of it.</summary>
public sealed record EffortDay(string Day, int Decisions, double Minutes);

/// <summary>How far extraction is.</summary>
public sealed record ExtractionView(
    bool Running, string? By, DateTimeOffset? StartedAt, int Done, int Total, double? Pace, double? SecondsLeft, IReadOnlyList<SignalStatus> Signals, int Clips);

/// <summary>How many clips a signal was read on.</summary>
public sealed record SignalStatus(string Signal, int Read, int Missing, int Failed, int Waiting);

/// <summary>What could not be read, and why.</summary>
public sealed record FailuresView(int Total, IReadOnlyList<FailureReasonView> Reasons, IReadOnlyList<FailureView> Items);

/// <summary>A reason and on how many clips.</summary>
public sealed record FailureReasonView(string Signal, string Reason, int Clips);

/// <summary>One clip that failed.</summary>
public sealed record FailureView(string Clip, string Title, string Signal, string Reason);

/// <summary>How these shapes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProgressView))]
[JsonSerializable(typeof(ExtractionView))]
[JsonSerializable(typeof(FailuresView))]
[JsonSerializable(typeof(ModelState))]
internal sealed partial class ProgressJson : JsonSerializerContext;
