using System.Collections.Immutable;
using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>A number before and after.</summary>
public sealed record BeforeAfter<T>(T Before, T After);

/// <summary>What a draft would do. Holds no model, so that one that is kept for a while does not keep a library in memory.</summary>
/// <param name="Run">The run that the model in force was learned in.</param>
/// <param name="Policy">The hash of its policy.</param>
/// <param name="Levels">Moves and what the posterior expects.</param>
/// <param name="Audit">What audit answers say; null while there is none.</param>
/// <param name="Calibration">Confidence beside decisions; null while there is none.</param>
/// <param name="Examples">Clips that move most.</param>
/// <param name="Refitted">Whether the model was learned anew, instead of held fixed.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record TuningPreview(
    long Run, string Policy, PolicyPreview Levels, BeforeAfter<AuditRates>? Audit, BeforeAfter<ReliabilityDiagram>? Calibration, ImmutableArray<MovedClip> Examples, bool Refitted,
    double Seconds)
{
    private const int MostExamples = 20;

    /// <summary>Compares two policies over blocks of the same clips.</summary>
    /// <param name="desk">The desk.</param>
    /// <param name="tuning">The model in force.</param>
    /// <param name="truth">What is known of levels.</param>
    /// <param name="before">One policy with its blocks.</param>
    /// <param name="after">The other.</param>
    internal static TuningPreview Of(
        ReviewDesk desk, ModelTuning tuning, LibraryTruth truth, (SignalBlocks Blocks, Policy Policy) before, (SignalBlocks Blocks, Policy Policy) after)
    {
        var (model, clock) = (tuning.Model, desk.Project.Clock);
        var start = clock.GetTimestamp();
        LevelRates old = new(before.Blocks, before.Policy, truth), now = new(after.Blocks, after.Policy, truth);
        var levels = PolicyPreview.Of(old.Setting, now.Setting, MostExamples, tuning.Pool, Environment.ProcessorCount);
        var audit = old.Audit(levels.Before, levels.SpokenFor) is { } auditBefore ? new BeforeAfter<AuditRates>(auditBefore, now.Audit(levels.After, levels.SpokenFor)!) : null;
        var calibration = old.Calibration() is { } calibrationBefore ? new BeforeAfter<ReliabilityDiagram>(calibrationBefore, now.Calibration()!) : null;
        return new TuningPreview(
            model.Run.Id, model.PolicyRow.Hash, levels, audit, calibration, [.. levels.Examples.Select(row => MovedClip.Of(desk, model, row))],
            !ReferenceEquals(before.Blocks, after.Blocks), clock.GetElapsedTime(start).TotalSeconds);
    }
}
