using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Tuning;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Tuning;

/// <summary>Tuning as the API shows it.</summary>
internal static class TuningViews
{
    /// <summary>What is in force.</summary>
    public static TuningState Of(TuningDesk tuning, TuningOverview look)
    {
        var (model, policy) = (look.Model, look.Model.Policy);
        return new TuningState(
            Of(model.PolicyRow, tuning.Policies.Active), model.Run.Id, model.Clips.Count, policy.Taxonomy.Levels, CostsOf(policy),
            policy.LevelRule == LevelRule.Argmax ? "argmax" : "least-cost",
            [.. look.Signals.Select(signal => new TunedSignalView(signal.Signal, signal.Weight, signal.Suggested, signal.Sd, signal.Informed, signal.Contribution))],
            look.Caveat, look.Decisions, look.Audited, Of(tuning, look.Functions, policy.Taxonomy, model.Clips.Count),
            [.. look.Features.Select(feature => new FeatureView(feature.Feature, feature.Signal, feature.Present, feature.Deciles[0], feature.Deciles[^1], feature.Deciles))]);
    }

    /// <summary>Functions and how they vote.</summary>
    public static List<FunctionView> Of(TuningDesk tuning, IEnumerable<FunctionMeasure> measures, Taxonomy taxonomy, int clips) =>
    [
        .. measures.Select(measure => new FunctionView(
            measure.Function.Name, measure.Function.Signal,
            [.. measure.Function.Rules.Select((rule, r) => Of(rule, measure.Rules[r], taxonomy, clips))], Of(measure.All, clips), tuning.LearnedOf(measure))),
    ];

    /// <summary>What a draft would do.</summary>
    public static PreviewView Of(TuningPreview preview)
    {
        var levels = preview.Levels;
        return new PreviewView(
            preview.Run, preview.Policy, Math.Round(preview.Seconds * 1000, 1), levels.Rows, levels.Moved, levels.Milder, levels.Stricter,
            [.. Enumerable.Range(0, levels.Levels).Select(from => Enumerable.Range(0, levels.Levels).Select(to => levels[from, to]).ToArray())],
            new BeforeAfterRates(Of(levels.Before), Of(levels.After)),
            preview.Audit is { } audit ? new BeforeAfterAudit(Of(audit.Before), Of(audit.After)) : null,
            preview.Calibration is { } calibration ? new BeforeAfterCalibration(Of(calibration.Before), Of(calibration.After)) : null,
            [.. preview.Examples.Select(Of)], preview.Refitted);
    }

    /// <summary>A clip that moves.</summary>
    public static MovedView Of(MovedClip clip) =>
        new(clip.ClipId, clip.Name, clip.Year, clip.From, clip.To, Math.Round(clip.Change, 4), Math.Round(clip.Conflict, 4), clip.Pair, clip.Stands);

    /// <summary>A trial.</summary>
    public static TrialView Of(TuningTrial trial) => new(trial.Id, trial.State, trial.Fault, trial.StartedAt, trial.Preview is { } preview ? Of(preview) : null);

    /// <summary>A policy in a list.</summary>
    public static PolicyHead Of(PolicyRow row, string active) => new(row.Hash, row.Parent, row.Author, row.Note, row.CreatedAt, row.Hash == active);

    /// <summary>A policy.</summary>
    public static PolicyView ViewOf(PolicyRow row, string active)
    {
        var policy = PolicyShelf.Read(row);
        return new PolicyView(
            Of(row, active), row.Text, policy.Weights, CostsOf(policy),
            [.. policy.Functions.Select(function => new FunctionText(function.Name, function.Signal, [.. function.Rules.Select(rule => rule.Format(policy.Taxonomy))]))]);
    }

    /// <summary>A draft as the browser sent it.</summary>
    public static TuningDraft DraftOf(DraftBody? body) => new(body?.Weights, body?.Costs?.Under, body?.Costs?.Over, body?.Functions is { } functions ? FunctionsOf(functions) : null);

    /// <summary>Functions as the browser sent them; parts that lack count as empty, which the reader of policies refuses in its own words.</summary>
    public static List<DraftFunction> FunctionsOf(IReadOnlyList<FunctionText>? functions) =>
        [.. (functions ?? []).Select(function => new DraftFunction(function?.Name ?? "", function?.Signal ?? "", [.. (function?.Rules ?? []).Select(rule => rule ?? "")]))];

    private static Costs CostsOf(Policy policy) => new(policy.UnderRatingCost, policy.OverRatingCost);

    private static RuleView Of(Rule rule, VoteCount count, Taxonomy taxonomy, int clips) => new(
        rule.Format(taxonomy), [.. rule.Conditions.Select(condition => new ConditionView(condition.Feature, condition.Sign, condition.Value))], rule.Then.Format(taxonomy), Of(count, clips));

    private static VoteMeasure Of(VoteCount count, int clips)
    {
        var n = Math.Max(1.0, clips);
        return new VoteMeasure(
            count.Fires, count.Fires / n, count.Overlap / n, count.Conflict / n, count.Judged == 0 ? null : count.Right / (double)count.Judged, count.Judged);
    }

    private static ExpectedView Of(ExpectedRates rates) => new(rates.Accuracy, rates.UnderRated, rates.OverRated, rates.Cost);

    private static AuditView Of(AuditRates rates) => new(Of(rates.Accuracy), Of(rates.UnderRated), Of(rates.OverRated), rates.Accuracy.Answers);

    private static IntervalView Of(AuditEstimate estimate) => new(estimate.Value ?? 0, estimate.Low, estimate.High);

    private static CalibrationView Of(ReliabilityDiagram diagram)
    {
        var width = 1.0 / diagram.Bins.Length;
        return new CalibrationView(
            diagram.Error, [.. diagram.Bins.Select((bin, b) => new CalibrationBin(b * width, (b + 1) * width, bin.Count, bin.MeanConfidence, bin.Accuracy))]);
    }
}
