using System.Collections.Immutable;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Classification;

/// <summary>All that is known of n clips before any person's answer. Row i of every part is clip i.</summary>
public sealed record FusionData
{
    /// <summary>Raw features; features of link signals that follow from decisions have no place here.</summary>
    public required FeatureTable Features { get; init; }

    /// <summary>Votes of all functions that do not depend on decisions; a matrix without functions has no rows.</summary>
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

    /// <summary>Checks that all parts speak of the same clips and levels.</summary>
    /// <exception cref="ArgumentException">They do not, or there is no clip.</exception>
    internal static void Validate(FusionData data)
    {
        int rows = data.Rows, levels = data.Levels;
        if (rows == 0 || (!data.Matrix.Columns.IsEmpty && data.Matrix.Rows != rows) || data.Relations.Any(relation => relation.Graph.Clips != rows))
            throw new ArgumentException($"features of {rows} clips, votes on {data.Matrix.Rows} and links of {string.Join(", ", data.Relations.Select(relation => relation.Graph.Clips))} do not go together", nameof(data));
        if (levels < 2 || data.Cost.Levels != levels || !(data.ExpectedBalance.Length == levels || data.ExpectedBalance.IsEmpty) || !(data.LevelsSince.Length == levels || data.LevelsSince.IsEmpty))
            throw new ArgumentException($"balance, costs and years do not all speak of {levels} levels, 2 at least", nameof(data));
    }
}
