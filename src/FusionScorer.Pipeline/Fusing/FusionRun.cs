using System.Text.Json;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>Votes → label model → posterior → levels, for the whole library.</summary>
public static class FusionRun
{
    /// <summary>Fuses under the active policy and saves the result.</summary>
    public static FusionOutcome Run(Project project)
    {
        // A program tells of one clip at a time; what it looks for is known once it has read several.
        foreach (var program in project.File.Programs)
            KnownKinds.Complete(project, program.Signal);
        return Save(project, ProjectModel.Learn(project, project.Policy));
    }

    /// <summary>What the latest run learned, without saving it again; a new run where decisions or a policy came in since, or nothing was fused yet.</summary>
    public static FusionOutcome Resume(Project project)
    {
        var model = ProjectModel.Learn(project, project.Policy);
        if (project.Store.Fusion.Latest() is not { } latest || latest.PolicyHash != project.PolicyRow.Hash || latest.Decisions != model.Inputs.Decisions)
            return Save(project, model);
        var blocks = model.Blocks();
        latest = latest with { Functions = latest.Functions ?? Functions(model, project.Policy) };
        return new FusionOutcome(latest, model, blocks, Score(model, blocks, project.Policy), Moved: 0);
    }

    private static FusionOutcome Save(Project project, ProjectModel model)
    {
        var blocks = model.Blocks();
        var results = Score(model, blocks, project.Policy);
        var before = LevelsBefore(project, model.Inputs);
        var run = new FusionRow(
            (project.Store.Fusion.Latest()?.Id ?? 0) + 1, project.PolicyRow.Hash, model.Inputs.Decisions,
            JsonSerializer.Serialize(model.Fit.ToData(), FusionJson.Default.LabelModelFitData), project.Clock.GetUtcNow(), Functions(model, project.Policy));
        project.Store.Fusion.Save(run, results);
        BlockCache.Write(project, run.Id, model.Inputs.Numbers, blocks);
        ProgressHistory.Record(project, model.Inputs, results);
        LinkVotes.Save(project.Store, model.Inputs.Numbers, model.Features);
        return new FusionOutcome(run, model, blocks, results, before is null ? null : Enumerable.Range(0, results.Count).Count(row => results.LevelOf(row) != before[row]));
    }

    /// <summary>The levels of the latest run, −1 for clips that came in since; null when there was none.</summary>
    private static sbyte[]? LevelsBefore(Project project, FusionInputs inputs)
    {
        sbyte[]? levels = null;
        project.Store.Fusion.ReadResults(result =>
        {
            if (levels is null)
                Array.Fill(levels = new sbyte[inputs.Count], (sbyte)-1);
            if (inputs.RowOf(result.ClipNo) is var row and >= 0)
                levels[row] = (sbyte)result.Level;
        });
        return levels;
    }

    /// <summary>The blocks of the latest run, one row a clip in the order of the numbers; null when nothing was fused under the active policy, or decisions came in since and the cache is gone.</summary>
    public static (long[] Clips, SignalBlocks Blocks)? LatestBlocks(Project project)
    {
        if (project.Store.Fusion.Latest() is not { } run || run.PolicyHash != project.PolicyRow.Hash)
            return null;
        if (BlockCache.Read(project, run.Id) is { } cached)
            return cached;
        var model = ProjectModel.Learn(project, project.Policy);
        if (model.Inputs.Decisions != run.Decisions)
            return null;
        var blocks = model.Blocks();
        BlockCache.Write(project, run.Id, model.Inputs.Numbers, blocks);
        return (model.Inputs.Numbers, blocks);
    }

    /// <summary>The signal weights of a policy.</summary>
    public static SignalWeights Weights(Policy policy) => SignalWeights.Create(policy.Weights);

    private static FusedResults Score(ProjectModel model, SignalBlocks blocks, Policy policy)
    {
        var (inputs, fit) = (model.Inputs, model.Fit);
        var levels = policy.Taxonomy.Count;
        var posterior = FusedPosterior.Compute(blocks, Weights(policy), Environment.ProcessorCount);
        var labelModel = fit.Predict(model.Matrix);
        var distinct = DistinctRows.Of(model.Matrix);
        var conflicts = new (double Value, string Pair)[distinct.Count];
        for (var i = 0; i < conflicts.Length; i++)
        {
            var conflict = Conflict.Of(fit, distinct.Row(i));
            conflicts[i] = (conflict.Value, conflict.Milder is null ? "" : $"{conflict.Milder}|{conflict.Stricter}");
        }

        var cost = CostMatrix.Linear(levels, policy.UnderRatingCost, policy.OverRatingCost);
        var results = new FusedResults(inputs.Numbers, levels, model.Matrix.Columns.Length);
        Span<double> p = stackalloc double[levels];
        for (var row = 0; row < inputs.Count; row++)
        {
            for (var y = 0; y < levels; y++)
            {
                p[y] = posterior[(row * levels) + y];
                results.Posterior[(row * levels) + y] = (float)p[y];
                results.LabelModel[(row * levels) + y] = (float)labelModel[(row * levels) + y];
            }

            model.Matrix.Row(row).CopyTo(results.Votes(row));
            var level = policy.LevelRule == LevelRule.Argmax ? PosteriorMetrics.Argmax(p) : cost.LeastCost(p);
            var (conflict, pair) = conflicts[distinct.IndexOf[row]];
            results.Set(row, level, conflict, pair, cost.Expected(p, level));
        }

        return results;
    }

    private static string Functions(ProjectModel model, Policy policy) => LearnedFunctions.Of(model.Summarise(policy.Taxonomy)).ToJson();
}

/// <summary>What a fusion run did.</summary>
/// <param name="Run">The run.</param>
/// <param name="Model">What was learned.</param>
/// <param name="Blocks">What each signal says of each clip.</param>
/// <param name="Results">One result a clip.</param>
/// <param name="Moved">How many clips changed level since the last run; null for the first.</param>
public sealed record FusionOutcome(FusionRow Run, ProjectModel Model, SignalBlocks Blocks, FusedResults Results, int? Moved)
{
    /// <summary>What went in.</summary>
    public FusionInputs Inputs => Model.Inputs;

    /// <summary>The votes.</summary>
    public LabelMatrix Matrix => Model.Matrix;

    /// <summary>The fitted label model.</summary>
    public LabelModelFit Fit => Model.Fit;

    /// <summary>The labelling-function table.</summary>
    public LabelMatrixSummary Summarise(Taxonomy taxonomy) => Model.Summarise(taxonomy);
}
