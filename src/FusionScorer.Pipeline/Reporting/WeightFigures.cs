using FusionScorer.Core;
using FusionScorer.Core.Fusion;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;

namespace FusionScorer.Pipeline.Reporting;

/// <summary>Signal weights, now and in the log of policies.</summary>
internal static class WeightFigures
{
    private const int MostPolicies = 50;
    private const int MostChanges = 10;

    /// <summary>The weights in force, and those of every policy.</summary>
    /// <param name="state">What was read.</param>
    /// <param name="blocks">What each signal says of each clip; null where it is not known.</param>
    public static ReportWeights Of(ReportState state, SignalBlocks? blocks)
    {
        var weights = FusionRun.Weights(state.Policy);
        var moved = blocks is null ? [] : FusedPosterior.MeanContribution(blocks, weights);
        var contribution = moved.Select((value, index) => (blocks!.Signals[index], value)).ToDictionary(pair => pair.Item1, pair => pair.value, StringComparer.Ordinal);
        var signals = state.Policy.Functions.Select(function => function.Signal).Concat(contribution.Keys).Concat(state.Policy.Weights.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var log = state.Project.Store.Policies.Log();
        return new ReportWeights(
            [.. signals.Select(signal => new ReportSignalWeight(signal, weights.Of(signal), contribution.TryGetValue(signal, out var nats) ? nats : null))],
            Steps(log, state.Project.PolicyRow.Hash), Math.Max(0, log.Count - MostPolicies));
    }

    private static List<ReportPolicyStep> Steps(IReadOnlyList<PolicyRow> log, string active)
    {
        var policies = new Dictionary<string, Policy>(StringComparer.Ordinal);
        var texts = log.ToDictionary(row => row.Hash, StringComparer.Ordinal);
        var steps = new List<ReportPolicyStep>();
        foreach (var row in log.Take(MostPolicies).Reverse())
        {
            if (Parse(row) is not { } policy)
                continue;
            var changes = row.Parent is { } parent && texts.TryGetValue(parent, out var before) && Parse(before) is { } old ? PolicyDiff.Between(old, policy) : [];
            steps.Add(new ReportPolicyStep(
                row.Hash, row.CreatedAt, row.Author, row.Note, row.Hash == active, [.. policy.Weights.Select(weight => new ReportStatedWeight(weight.Key, weight.Value))],
                policy.UnderRatingCost, policy.OverRatingCost, [.. changes.Take(MostChanges)], Math.Max(0, changes.Count - MostChanges)));
        }

        return steps;

        Policy? Parse(PolicyRow row)
        {
            if (policies.TryGetValue(row.Hash, out var known))
                return known;
            try
            {
                return policies[row.Hash] = PolicyReader.Parse($"policy {row.Hash[..8]}", row.Text);
            }
            catch (BadInputException)
            {
                // Written by another version of the program; what it weighed cannot be told.
                return null;
            }
        }
    }
}
