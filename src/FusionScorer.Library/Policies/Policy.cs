using System.Collections.Immutable;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;

namespace FusionScorer.Library.Policies;

/// <summary>How a final level follows from a posterior.</summary>
public enum LevelRule
{
    /// <summary>The level of least expected cost; ties go to the stricter one.</summary>
    LeastCost,

    /// <summary>The most probable level; ties go to the stricter one.</summary>
    Argmax,
}

/// <summary>What a policy owner decides: levels, functions, weights, costs and thresholds. Immutable.</summary>
public sealed record Policy
{
    /// <summary>The ordered levels.</summary>
    public required Taxonomy Taxonomy { get; init; }

    /// <summary>Labelling functions, in order; names are unique.</summary>
    public required ImmutableArray<LabellingFunction> Functions { get; init; }

    /// <summary>How common each level is expected to be, K positive numbers in any scale; empty = no guess. The model starts from it and moves it.</summary>
    public ImmutableArray<double> ExpectedBalance { get; init; } = [];

    /// <summary>The year in which each level was introduced, −∞ = there always; empty = all always.</summary>
    public ImmutableArray<double> LevelsSince { get; init; } = [];

    /// <summary>Signal weights in [0, 2]; a signal that is not named has weight 1.</summary>
    public ImmutableSortedDictionary<string, double> Weights { get; init; } = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>Cost of showing one level too mild.</summary>
    public double UnderRatingCost { get; init; } = 2;

    /// <summary>Cost of showing one level too strict.</summary>
    public double OverRatingCost { get; init; } = 1;

    /// <summary>How a level follows from a posterior.</summary>
    public LevelRule LevelRule { get; init; } = LevelRule.LeastCost;

    /// <summary>The default strategy asks about clips whose conflict is at least this.</summary>
    public double ConflictThreshold { get; init; } = 0.2;

    /// <summary>The default strategy asks about clips whose expected cost of error is at least this.</summary>
    public double CostThreshold { get; init; } = 0.3;

    /// <summary>Thresholds count only once so many decisions exist.</summary>
    public int ThresholdsFrom { get; init; } = 50;

    /// <summary>The query strategy that the queue uses when none is named.</summary>
    public string Strategy { get; init; } = "conflict-or-uncertain";

    /// <summary>The probability that a pick is an audit pick.</summary>
    public double AuditShare { get; init; } = 0.1;

    /// <summary>The model is updated after so many decisions: 1 = <c>each</c>, N = <c>batch(N)</c>.</summary>
    public int UpdateEvery { get; init; } = 1;

    /// <summary>Whether ratings that metadata states count as known levels.</summary>
    public bool TrustRatings { get; init; }

    /// <summary>Signals whose absence informs.</summary>
    public ImmutableSortedSet<string> InformativeMissing { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
