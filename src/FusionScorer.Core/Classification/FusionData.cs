using System.Collections.Immutable;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Classification;

/// <summary>One kind of link between clips.</summary>
/// <param name="Signal">The signal that the links belong to: <c>people</c>, <c>viewers</c>.</param>
/// <param name="Name">What is shared: <c>directors</c>, <c>cast</c>, <c>viewers</c>.</param>
/// <param name="Graph">Links of n clips.</param>
/// <param name="HubExponent">A node of degree d counts d^−this; 0 = every node alike.</param>
public sealed record LinkRelation(string Signal, string Name, LinkGraph Graph, double HubExponent);

/// <summary>All that is known of n clips before any person's answer. Row i of every part is clip i.</summary>
public sealed record FusionData
{
    /// <summary>Raw features; features of link signals that follow from decisions have no place here.</summary>
    public required FeatureTable Features { get; init; }

    /// <summary>Votes of all functions that do not depend on decisions.</summary>
    public required LabelMatrix Matrix { get; init; }

    /// <summary>Links between clips; may be empty.</summary>
    public ImmutableArray<LinkRelation> Relations { get; init; } = [];

    /// <summary>A guess of how common each level is, K positive numbers in any scale; empty = none.</summary>
    public ImmutableArray<double> ExpectedBalance { get; init; } = [];

    /// <summary>What a wrong level costs.</summary>
    public required CostMatrix Cost { get; init; }

    /// <summary>The year from which each level exists, K numbers; −∞ = always. Empty = all always. A clip from before is hardly ever of that level.</summary>
    public ImmutableArray<double> LevelsSince { get; init; } = [];

    /// <summary>K.</summary>
    public int Levels => Matrix.Levels;

    /// <summary>n.</summary>
    public int Rows => Features.Rows;
}
