using System.Text.Json.Serialization;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Reporting;

/// <summary>All figures of a report: what <c>fusion report --json</c> prints and the page is drawn from. Unknown numbers are null; shares lie between 0 and 1.</summary>
/// <param name="Schema">Name and version of the shape.</param>
/// <param name="Head">What the report is about.</param>
/// <param name="Missing">What could not be told yet, and what would tell it.</param>
/// <param name="Distribution">Clips by the level shown now, mildest first.</param>
/// <param name="Functions">The labelling-function table; empty before fusing.</param>
/// <param name="Dependence">Which functions say much the same; null before fusing.</param>
/// <param name="Suggestions">Functions that deserve a second look, in words.</param>
/// <param name="MoreSuggestions">How many more of these there are.</param>
/// <param name="Calibration">Confidence against what people found; null while nothing is decided.</param>
/// <param name="Progress">The document of <c>fusion progress --json</c>; null before fusing.</param>
/// <param name="ReviewShare">What is still expected to be under-rated, by how much is reviewed; null before fusing.</param>
/// <param name="Conflict">Which signals contradict each other; null before fusing.</param>
/// <param name="Weights">Signal weights, now and before.</param>
/// <param name="Review">What people did, and how well they agree.</param>
/// <param name="Extraction">What was read, and what could not be.</param>
public sealed record ReportDocument(
    string Schema, ReportHead Head, IReadOnlyList<ReportGap> Missing, IReadOnlyList<ReportLevel> Distribution, IReadOnlyList<ReportFunction> Functions,
    ReportDependence? Dependence, IReadOnlyList<string> Suggestions, int MoreSuggestions, ReportCalibration? Calibration, ProgressDocument? Progress, ReportReviewShare? ReviewShare,
    ReportConflict? Conflict, ReportWeights Weights, ReportReview Review, ReportExtraction Extraction)
{
    /// <summary>The present shape.</summary>
    public const string SchemaName = "fusion.report/1";
}

/// <summary>What a report is about.</summary>
/// <param name="Title">The title asked for, else the project's name.</param>
/// <param name="Project">Name of the project's folder.</param>
/// <param name="At">When the report was made, UTC.</param>
/// <param name="Versions">The program, what it runs on, and the engines of the machine that made the report.</param>
/// <param name="Policy">The active policy.</param>
/// <param name="Run">The fusion run that the levels are of; null where none ran under the active policy.</param>
/// <param name="Clips">Clips by who says their level.</param>
public sealed record ReportHead(
    string Title, string Project, DateTimeOffset At, IReadOnlyList<ReportVersion> Versions, ReportPolicy Policy, ReportRunFacts? Run, ReportClips Clips);

/// <summary>A version.</summary>
/// <param name="Name">Of what.</param>
/// <param name="Version">Which.</param>
public sealed record ReportVersion(string Name, string Version);

/// <summary>The active policy.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Parent">Of the policy before; null for the first.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Note">Why.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Taxonomy">Name of its levels together.</param>
/// <param name="Levels">Their names, mildest first.</param>
/// <param name="LevelRule"><c>leastCost</c> or <c>argmax</c>.</param>
/// <param name="UnderRatingCost">Cost of showing one level too mild.</param>
/// <param name="OverRatingCost">Cost of showing one level too strict.</param>
/// <param name="Strategy">How the queue chooses.</param>
/// <param name="AuditShare">The share of picks drawn for the audit.</param>
public sealed record ReportPolicy(
    string Hash, string? Parent, string Author, string Note, DateTimeOffset CreatedAt, string Taxonomy, IReadOnlyList<string> Levels, string LevelRule,
    double UnderRatingCost, double OverRatingCost, string Strategy, double AuditShare);

/// <summary>A fusion run.</summary>
/// <param name="Id">Grows with each run.</param>
/// <param name="At">When.</param>
/// <param name="Clips">Clips that it gave a level.</param>
/// <param name="DistinctRows">Different rows of votes among them.</param>
/// <param name="Iterations">Of the label model.</param>
/// <param name="Converged">Whether it came to rest.</param>
/// <param name="DecisionsSince">Decisions that came in after it.</param>
public sealed record ReportRunFacts(long Id, DateTimeOffset At, int Clips, int DistinctRows, int Iterations, bool Converged, int DecisionsSince);

/// <summary>Clips by who says their level.</summary>
/// <param name="All">All clips.</param>
/// <param name="Decided">People did.</param>
/// <param name="Known">The level is known from outside.</param>
/// <param name="Auto">The model alone does.</param>
/// <param name="WithoutLevel">Nobody does yet.</param>
/// <param name="Disputed">Of the decided, those that reviewers disagree on.</param>
public sealed record ReportClips(int All, int Decided, int Known, int Auto, int WithoutLevel, int Disputed);

/// <summary>Something that a report cannot tell yet.</summary>
/// <param name="What">What is missing.</param>
/// <param name="Command">The command that gives it.</param>
public sealed record ReportGap(string What, string Command);

/// <summary>Clips that show one level.</summary>
/// <param name="Level">Its name.</param>
/// <param name="Clips">How many.</param>
/// <param name="Decided">Of these, by people.</param>
/// <param name="Known">From outside.</param>
/// <param name="Auto">By the model alone.</param>
public sealed record ReportLevel(string Level, int Clips, int Decided, int Known, int Auto);

/// <summary>Signals as they were read.</summary>
/// <param name="Clips">All clips.</param>
/// <param name="Signals">By signal; its four counts add up to all clips.</param>
/// <param name="FailedReadings">Readings that failed, one a signal and clip.</param>
/// <param name="Failures">Why, the most frequent first.</param>
/// <param name="MoreReasons">Whether rarer reasons were left out.</param>
/// <param name="ReasonsLeftOut">How many.</param>
public sealed record ReportExtraction(
    int Clips, IReadOnlyList<ReportSignalStatus> Signals, int FailedReadings, IReadOnlyList<ReportFailure> Failures, bool MoreReasons, int ReasonsLeftOut);

/// <summary>How many clips a signal was read on.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Read">Read.</param>
/// <param name="Missing">With nothing to read.</param>
/// <param name="Failed">That could not be read.</param>
/// <param name="Waiting">Not read yet.</param>
public sealed record ReportSignalStatus(string Signal, int Read, int Missing, int Failed, int Waiting);

/// <summary>A reason for failures.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Reason">One line.</param>
/// <param name="Clips">On how many clips.</param>
public sealed record ReportFailure(string Signal, string Reason, int Clips);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReportDocument))]
public sealed partial class ReportDocumentJson : JsonSerializerContext;
