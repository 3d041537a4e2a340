using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using FusionScorer.Core;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>What of a policy moves levels while the fit is held fixed.</summary>
/// <param name="Weights">Signal weights.</param>
/// <param name="Under">Cost of one level too mild.</param>
/// <param name="Over">Cost of one level too strict.</param>
/// <param name="LeastCost">Whether levels follow from costs, or else are the most probable ones.</param>
public sealed record SavedSetting(ImmutableSortedDictionary<string, double> Weights, double Under, double Over, bool LeastCost)
{
    /// <summary>That part of a policy.</summary>
    public static SavedSetting Of(Policy policy) => new(policy.Weights, policy.UnderRatingCost, policy.OverRatingCost, policy.LevelRule == LevelRule.LeastCost);

    /// <summary>With the blocks of a model.</summary>
    public LevelSetting With(SignalBlocks blocks) => new(blocks, SignalWeights.Create(Weights), CostMatrix.Linear(blocks.Levels, Under, Over), LeastCost);
}

/// <summary>A change of weights and costs that somebody wants to see reviewed before it is made: a queue of the clips that it would move.</summary>
/// <param name="Before">What was in force.</param>
/// <param name="After">What was tried.</param>
/// <param name="Author">Who tried it.</param>
/// <param name="At">When.</param>
public sealed record SavedChange(SavedSetting Before, SavedSetting After, string Author, DateTimeOffset At)
{
    private const int LongestId = 32;

    /// <summary>Saves a change.</summary>
    /// <returns>Its id.</returns>
    public static string Save(Project project, SavedChange change)
    {
        var id = Ids.Short();
        project.Store.Settings.Set(Key(id), JsonSerializer.Serialize(change, SavedChangeJson.Default.SavedChange));
        return id;
    }

    /// <summary>A change by its id.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static SavedChange Find(Project project, string id) =>
        id.Length <= LongestId && project.Store.Settings.Get(Key(id)) is { } json && JsonSerializer.Deserialize(json, SavedChangeJson.Default.SavedChange) is { } change
            ? change
            : throw new BadInputException("there is no such change; preview it again and choose to review what it would change");

    /// <summary>Which clips the change moves under the blocks of a model: n flags.</summary>
    public bool[] Moves(SignalBlocks blocks)
    {
        var shift = LevelShift.Of(Before.With(blocks), After.With(blocks), Environment.ProcessorCount);
        var moves = new bool[blocks.Rows];
        foreach (var row in shift.Moved)
            moves[row.Row] = true;
        return moves;
    }

    private static string Key(string id) => $"tuning-change-{id}";
}

/// <summary>How saved changes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SavedChange))]
internal sealed partial class SavedChangeJson : JsonSerializerContext;
