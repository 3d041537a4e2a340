using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>The penalised objective before an update of the label model.</summary>
/// <param name="Round">From 0; between rounds the discounts change.</param>
/// <param name="Block">From 0; within a block of a round the objective never falls.</param>
/// <param name="Value">In nats.</param>
public readonly record struct ObjectiveStep(int Round, int Block, double Value);

/// <summary>A <see cref="LabelModelFit"/> as plain data, for storage as JSON.</summary>
public sealed record LabelModelFitData
{
    /// <summary>K.</summary>
    public required int Levels { get; init; }

    /// <summary>m functions.</summary>
    public required VoteColumnData[] Columns { get; init; }

    /// <summary>π, K numbers.</summary>
    public required double[] Balance { get; init; }

    /// <summary>log θ of each function, outcomes × K, missing first (zeros).</summary>
    public required double[][] LogTables { get; init; }

    /// <summary>w, m numbers.</summary>
    public required double[] Weight { get; init; }

    /// <summary>ρ, m numbers.</summary>
    public required double[] Redundancy { get; init; }

    /// <summary>share(j, l), m × m.</summary>
    public required double[] Shares { get; init; }

    /// <summary>γ.</summary>
    public required double DiscountStrength { get; init; }

    /// <summary>Iterations over all rounds.</summary>
    public required int Iterations { get; init; }

    /// <summary>Whether the last round ended by its tolerance.</summary>
    public required bool Converged { get; init; }

    /// <summary>The penalised objective at the end, in nats.</summary>
    public required double Objective { get; init; }

    /// <summary>R.</summary>
    public required int DistinctRows { get; init; }

    /// <summary>n.</summary>
    public required int Rows { get; init; }

    /// <summary>c, m numbers; empty in fits stored before it was learned.</summary>
    public double[] Credibility { get; init; } = [];

    /// <summary>What was learned of reviewers, by index; empty in fits stored before it was learned.</summary>
    public ReviewerReliability[] Reviewers { get; init; } = [];

    /// <summary>The objective, iteration by iteration.</summary>
    public required ObjectiveStep[] Trace { get; init; }
}

/// <summary>A <see cref="VoteColumn"/> as plain data.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Signal">Its signal.</param>
/// <param name="Votes">The level set of each vote as bits.</param>
public sealed record VoteColumnData(string Name, string Signal, uint[] Votes)
{
    /// <summary>The data of a column.</summary>
    public static VoteColumnData Of(VoteColumn column) => new(column.Name, column.Signal, [.. column.Votes.Select(set => set.Bits)]);

    /// <summary>The column again.</summary>
    public VoteColumn ToColumn() => new(Name, Signal, [.. Votes.Select(LevelSet.FromBits)]);
}
