using System.Collections.Immutable;
using System.Text.Json;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>What a run learned of its functions, stored with it for people to see: the figures of the table that <c>fusion fuse</c> prints.</summary>
/// <param name="Functions">One a function, in the policy's order.</param>
/// <param name="Dependent">Pairs that say much the same, the largest share first.</param>
public sealed record LearnedFunctions(ImmutableArray<LearnedFunction> Functions, ImmutableArray<DependentPair> Dependent)
{
    /// <summary>Nothing known.</summary>
    public static readonly LearnedFunctions None = new([], []);

    /// <summary>The part of a summary that is kept.</summary>
    public static LearnedFunctions Of(LabelMatrixSummary summary) => new(
        [.. summary.Functions.Select(function => new LearnedFunction(
            function.Name, function.Signal, function.Coverage, function.Overlap, function.Conflict, function.Accuracy, (int)function.Judged, function.Weight ?? 1))],
        summary.Dependent);

    /// <summary>What a run stored; nothing for runs of older programs.</summary>
    public static LearnedFunctions Of(FusionRow run) =>
        run.Functions is { } json && JsonSerializer.Deserialize(json, FusionJson.Default.LearnedFunctions) is { } functions ? functions : None;

    /// <summary>As it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FusionJson.Default.LearnedFunctions);
}

/// <summary>One function. Shares are of all clips.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Signal">Its signal.</param>
/// <param name="Coverage">Where it fired.</param>
/// <param name="Overlap">Where another fired too.</param>
/// <param name="Conflict">Where another fired with levels that have nothing in common with its own.</param>
/// <param name="Accuracy">Where it fired and the level is known: how often that was among its levels; null where none is known.</param>
/// <param name="Judged">On how many clips that rests.</param>
/// <param name="Weight">The learned dependence discount, 0 to 1.</param>
public sealed record LearnedFunction(string Name, string Signal, double Coverage, double Overlap, double Conflict, double? Accuracy, int Judged, double Weight);
