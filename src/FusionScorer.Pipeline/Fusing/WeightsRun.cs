using System.Collections.Immutable;
using FusionScorer.Core;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
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
        return new WeightsOverview(blocks, weights, suggestion, [.. FusedPosterior.MeanContribution(blocks, weights)], inputs.Numbers);
    }

    /// <summary>What other weights would do, the fit held fixed.</summary>
    /// <param name="project">The project.</param>
    /// <param name="overview">The weights in force.</param>
    /// <param name="after">The weights to try.</param>
    /// <param name="examples">How many moved clips to name at most.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static PolicyPreview Preview(
        Project project, WeightsOverview overview, SignalWeights after, int examples, CancellationToken cancellation = default)
    {
        var policy = project.Policy;
        var cost = CostMatrix.Linear(policy.Taxonomy.Count, policy.UnderRatingCost, policy.OverRatingCost);
        var before = new LevelSetting(overview.Blocks, overview.Weights, cost, policy.LevelRule == LevelRule.LeastCost);
        return PolicyPreview.Of(before, before with { Weights = after }, examples, parallelism: Environment.ProcessorCount, cancellation: cancellation);
    }

    /// <summary>The clips that a preview names, by row.</summary>
    public static IReadOnlyDictionary<int, Clip> Named(Project project, WeightsOverview overview, PolicyPreview preview)
    {
        var clips = project.Store.Clips.Of([.. preview.Examples.Select(example => overview.Clips[example.Row])]).ToDictionary(clip => clip.No);
        return preview.Examples.Where(example => clips.ContainsKey(overview.Clips[example.Row])).ToDictionary(example => example.Row, example => clips[overview.Clips[example.Row]]);
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

    // Signals of weight 0 have no block in the fit in force: to see what raising one would do, the model is learned with it.
    private static SignalBlocks Blocks(Project project, FusionInputs inputs)
    {
        var run = project.Store.Fusion.Latest() ?? throw new BadInputException("nothing is fused yet; run: fusion fuse");
        if (run.PolicyHash != project.PolicyRow.Hash)
            throw new BadInputException("the levels were fused under another policy; run: fusion fuse");
        if (project.Policy.Weights.Values.All(weight => weight > 0) && BlockCache.Read(project, run.Id) is { } cached
            && cached.Clips.AsSpan().SequenceEqual(inputs.Numbers))
            return cached.Blocks;
        return ProjectModel.Learn(project, project.Policy with { Weights = project.Policy.Weights.Clear() }).Blocks();
    }
}

/// <summary>Signal weights of a project.</summary>
/// <param name="Blocks">What each signal says of each clip.</param>
/// <param name="Weights">The weights in force.</param>
/// <param name="Suggestion">What decisions and known levels suggest.</param>
/// <param name="Contributions">How much each signal moves posteriors under the weights in force: mean absolute nats, in the order of the blocks.</param>
/// <param name="Clips">The store's numbers of clips: row i of the blocks is clip i.</param>
public sealed record WeightsOverview(
    SignalBlocks Blocks, SignalWeights Weights, WeightSuggestion Suggestion, ImmutableArray<double> Contributions, long[] Clips)
{
    /// <summary>The suggested weights of signals that decisions tell something of; the rest as they are.</summary>
    public SignalWeights Suggested => Suggestion.Signals.Where(signal => signal.Informed)
        .Aggregate(Weights, (weights, signal) => weights.With(signal.Signal, Math.Round(signal.Weight, 2)));
}
