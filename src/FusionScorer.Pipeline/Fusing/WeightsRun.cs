using System.Collections.Immutable;
using FusionScorer.Core;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>Signal weights of a project: what they do, what decisions suggest, what others would change.</summary>
public static class WeightsRun
{
    /// <summary>What each signal adds to each clip's logits, clips in the order of the store.</summary>
    /// <exception cref="BadInputException">Nothing was fused yet under the active policy.</exception>
    public static SignalBlocks Blocks(Project project) => Blocks(project, FusionInputs.Gather(project, project.Policy));

    /// <summary>The weights in force with their effect and the suggested ones.</summary>
    /// <exception cref="BadInputException">Nothing was fused yet under the active policy.</exception>
    public static WeightsOverview Look(Project project)
    {
        var inputs = FusionInputs.Gather(project, project.Policy);
        var blocks = Blocks(project, inputs);
        var weights = FusionRun.Weights(project.Policy);
        var suggestion = WeightSuggestion.Fit(blocks, [.. inputs.Observations.Select(observation => new WeightObservation(observation.Row, observation.Levels))]);
        return new WeightsOverview(blocks, weights, suggestion, [.. BlockPosterior.MeanContribution(blocks, weights)], inputs.Clips);
    }

    /// <summary>What other weights would do, the fit held fixed.</summary>
    /// <param name="project">The project.</param>
    /// <param name="overview">The weights in force.</param>
    /// <param name="after">The weights to try.</param>
    /// <param name="examples">How many moved clips to name at most.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static WeightsPreview Preview(
        Project project, WeightsOverview overview, SignalWeights after, int examples, CancellationToken cancellation = default)
    {
        var policy = project.Policy;
        var cost = CostMatrix.Linear(policy.Taxonomy.Count, policy.UnderRatingCost, policy.OverRatingCost);
        return WeightsPreview.Of(
            overview.Blocks, overview.Weights, after, cost, policy.LevelRule == LevelRule.LeastCost, examples, Environment.ProcessorCount, cancellation);
    }

    /// <summary>Makes weights part of a new active policy, and states them in the project file.</summary>
    /// <returns>The active policy; the present one when no weight changes.</returns>
    public static PolicyRow Save(Project project, SignalWeights weights, string author, string note)
    {
        var before = project.PolicyRow.Hash;
        var policy = project.Policy with { Weights = weights.Named.ToImmutableSortedDictionary(StringComparer.Ordinal) };
        var row = PolicyChange.Apply(project, policy, author, note);
        if (row.Hash != before)
            project.WriteFile(policy);
        return row;
    }

    private static SignalBlocks Blocks(Project project, FusionInputs inputs) => Blocks(Fit(project), inputs.Matrix);

    private static LabelModelFit Fit(Project project)
    {
        var run = project.Store.Fusion.Latest() ?? throw new BadInputException("nothing is fused yet; run: fusion fuse");
        return run.PolicyHash == project.PolicyRow.Hash
            ? FusionRun.LatestFit(project)!
            : throw new BadInputException("the levels were fused under another policy; run: fusion fuse");
    }

    // The sum of the log-evidence of a signal's functions, worked out once for each distinct row of votes.
    private static SignalBlocks Blocks(LabelModelFit fit, LabelMatrix matrix)
    {
        ImmutableArray<string> signals = [.. fit.Columns.Select(column => column.Signal).Distinct(StringComparer.Ordinal)];
        var signalOf = fit.Columns.Select(column => signals.IndexOf(column.Signal)).ToArray();
        var distinct = DistinctRows.Of(matrix);
        var size = signals.Length * fit.Levels;
        var sums = new float[distinct.Count * size];
        for (var row = 0; row < distinct.Count; row++)
        {
            for (var j = 0; j < signalOf.Length; j++)
            {
                for (var y = 0; y < fit.Levels; y++)
                    sums[(row * size) + (signalOf[j] * fit.Levels) + y] += (float)fit.LogEvidence(j, distinct.Row(row)[j], y);
            }
        }

        var values = new float[matrix.Rows * size];
        for (var row = 0; row < matrix.Rows; row++)
            sums.AsSpan(distinct.IndexOf[row] * size, size).CopyTo(values.AsSpan(row * size));
        return new SignalBlocks(matrix.Rows, fit.Levels, signals, [.. fit.Balance.ToArray().Select(share => Math.Log(share))], temperature: 1, values);
    }
}

/// <summary>Signal weights of a project.</summary>
/// <param name="Blocks">What each signal says of each clip.</param>
/// <param name="Weights">The weights in force.</param>
/// <param name="Suggestion">What decisions and known levels suggest.</param>
/// <param name="Contributions">How much each signal moves posteriors under the weights in force: mean absolute nats, in the order of the blocks.</param>
/// <param name="Clips">Row i of the blocks is clip i.</param>
public sealed record WeightsOverview(
    SignalBlocks Blocks, SignalWeights Weights, WeightSuggestion Suggestion, ImmutableArray<double> Contributions, IReadOnlyList<Clip> Clips)
{
    /// <summary>The suggested weights of signals that decisions tell something of; the rest as they are.</summary>
    public SignalWeights Suggested => Suggestion.Signals.Where(signal => signal.Informed)
        .Aggregate(Weights, (weights, signal) => weights.With(signal.Signal, Math.Round(signal.Weight, 2)));
}
