using System.Collections.Immutable;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>How good the levels are, and whether more answers would make them better.</summary>
public sealed record ProgressReport
{
    /// <summary>Clips that take part.</summary>
    public required int Clips { get; init; }

    /// <summary>Answers in the log, by kind; kinds without an answer are left out.</summary>
    public required IReadOnlyDictionary<DecisionKind, int> Answers { get; init; }

    /// <summary>Clips with a decision that stands.</summary>
    public required int Decided { get; init; }

    /// <summary>Clips that the audit speaks for: those that can be watched and whose level is not known from outside.</summary>
    public required int AuditedFor { get; init; }

    /// <summary>Audit picks that have no answer yet, by clip.</summary>
    public required ImmutableArray<Clip> Waiting { get; init; }

    /// <summary>Share of clips whose level the model shows rightly.</summary>
    public required ProgressFigure Accuracy { get; init; }

    /// <summary>Share of clips shown below the truth.</summary>
    public required ProgressFigure UnderRated { get; init; }

    /// <summary>Mean cost of the level shown, under the policy's costs.</summary>
    public required ProgressFigure Cost { get; init; }

    /// <summary>The accuracy asked for.</summary>
    public required double Target { get; init; }

    /// <summary>Decisions that the target still needs.</summary>
    public required DecisionsNeeded Needed { get; init; }

    /// <summary>Accuracy by number of decided clips: what the model expected then, shifted by what the audit finds now.</summary>
    public required ImmutableArray<LearningCurvePoint> Curve { get; init; }

    /// <summary>What each stopping rule says.</summary>
    public required ImmutableArray<StoppingVerdict> Rules { get; init; }

    /// <summary>All rules together.</summary>
    public StoppingVerdict Verdict => StoppingRules.Combine(Rules);
}

/// <summary>A figure, as the audit finds it and as the model expects it.</summary>
/// <param name="Audit">From audit answers.</param>
/// <param name="Expected">By the model's own posteriors; null without a clip.</param>
public sealed record ProgressFigure(AuditEstimate Audit, double? Expected);
