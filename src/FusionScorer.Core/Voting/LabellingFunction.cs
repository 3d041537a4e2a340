using System.Collections.Immutable;
using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Voting;

/// <summary>A named, ordered list of rules over the features of one signal; the first rule that holds fires.</summary>
/// <param name="Name">Unique within a policy.</param>
/// <param name="Signal">The signal that the function belongs to: missing there means that the function's outcome is missing.</param>
/// <param name="Rules">1 to <see cref="Outcome.MaxRules"/> rules.</param>
public sealed record LabellingFunction(string Name, string Signal, ImmutableArray<Rule> Rules)
{
    /// <summary>The level set of each rule, in order.</summary>
    public ImmutableArray<LevelSet> LevelSets => [.. Rules.Select(rule => rule.Then)];

    /// <summary>What the function says of one clip.</summary>
    /// <returns><see cref="Outcome.Missing"/>, <see cref="Outcome.Silent"/> or the outcome of the first rule that holds.</returns>
    public byte Apply(FeatureTable features, int row)
    {
        if (!features.IsPresent(row, Signal))
            return Outcome.Missing;
        for (var rule = 0; rule < Rules.Length; rule++)
        {
            var holds = true;
            foreach (var condition in Rules[rule].Conditions)
            {
                if (condition.Holds(features.Get(row, condition.Feature)))
                    continue;
                holds = false;
                break;
            }

            if (holds)
                return Outcome.OfRule(rule);
        }

        return Outcome.Silent;
    }

    /// <summary>By name, signal and rules.</summary>
    public bool Equals(LabellingFunction? other) =>
        other is not null && Name == other.Name && Signal == other.Signal && Rules.AsSpan().SequenceEqual(other.Rules.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Rules.Aggregate(HashCode.Combine(Name, Signal), HashCode.Combine);
}
