using System.Collections.Immutable;
using System.Text.Json;
using FusionScorer.Core.Clips;
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
        var before = new Dictionary<long, int>();
        project.Store.Fusion.ReadResults(row => before.Add(row.ClipNo, row.Level));
        var run = new FusionRow(
            (project.Store.Fusion.Latest()?.Id ?? 0) + 1, project.PolicyRow.Hash, model.Inputs.Decisions,
            JsonSerializer.Serialize(model.Fit.ToData(), FusionJson.Default.LabelModelFitData), project.Clock.GetUtcNow(), Functions(model, project.Policy));
        project.Store.Fusion.Save(run, results);
        BlockCache.Write(project, run.Id, [.. model.Inputs.Clips.Select(clip => clip.No)], blocks);
        ProgressHistory.Record(project, model.Inputs, results);
        SaveLinkReadings(project, model.LinkReadings);
        return new FusionOutcome(
            run, model, blocks, results, before.Count == 0 ? null : results.Count(result => before.GetValueOrDefault(result.ClipNo, -1) != result.Level));
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
        long[] clips = [.. model.Inputs.Clips.Select(clip => clip.No)];
        var blocks = model.Blocks();
        BlockCache.Write(project, run.Id, clips, blocks);
        return (clips, blocks);
    }

    /// <summary>The signal weights of a policy.</summary>
    public static SignalWeights Weights(Policy policy) => SignalWeights.Create(policy.Weights);

    private static List<FusedClip> Score(ProjectModel model, SignalBlocks blocks, Policy policy)
    {
        var (inputs, fit) = (model.Inputs, model.Fit);
        var levels = policy.Taxonomy.Count;
        var posterior = FusedPosterior.Compute(blocks, Weights(policy), Environment.ProcessorCount);
        var labelModel = fit.Predict(model.Matrix);
        var distinct = DistinctRows.Of(model.Matrix);
        var conflicts = new ConflictResult[distinct.Count];
        for (var i = 0; i < conflicts.Length; i++)
            conflicts[i] = Conflict.Of(fit, distinct.Row(i));
        var cost = CostMatrix.Linear(levels, policy.UnderRatingCost, policy.OverRatingCost);
        var results = new List<FusedClip>(inputs.Clips.Count);
        Span<double> p = stackalloc double[levels];
        for (var row = 0; row < inputs.Clips.Count; row++)
        {
            for (var y = 0; y < levels; y++)
                p[y] = posterior[(row * levels) + y];
            var level = policy.LevelRule == LevelRule.Argmax ? PosteriorMetrics.Argmax(p) : cost.LeastCost(p);
            var conflict = conflicts[distinct.IndexOf[row]];
            results.Add(new FusedClip(
                inputs.Clips[row].No, level, ToSingle(p), ToSingle(labelModel.AsSpan(row * levels, levels)), [.. model.Matrix.Row(row)],
                conflict.Value, conflict.Milder is null ? "" : $"{conflict.Milder}|{conflict.Stricter}", cost.Expected(p, level)));
        }

        return results;
    }

    private static string Functions(ProjectModel model, Policy policy) => LearnedFunctions.Of(model.Summarise(policy.Taxonomy)).ToJson();

    private static ImmutableArray<float> ToSingle(ReadOnlySpan<double> p)
    {
        var single = ImmutableArray.CreateBuilder<float>(p.Length);
        foreach (var value in p)
            single.Add((float)value);
        return single.MoveToImmutable();
    }

    private static void SaveLinkReadings(Project project, IReadOnlyList<Reading> readings)
    {
        var store = project.Store.Readings;
        foreach (var signal in FusionInputs.LinkSignals)
        {
            var stored = store.All(signal).ToDictionary(reading => reading.ClipNo);
            var changed = readings.Where(reading => reading.Signal == signal && !(stored.Remove(reading.ClipNo, out var old) && SameFeatures(old.Features, reading.Features))).ToList();

            // What is left was said by an earlier run alone.
            var lost = stored.Values.Where(reading => reading.Status == ReadingStatus.Read).Select(reading => reading with
            {
                Status = ReadingStatus.Missing,
                Reason = "no known neighbour",
                Features = new Dictionary<string, float>(),
            });
            store.SaveMany([.. changed, .. lost]);
        }
    }

    private static bool SameFeatures(IReadOnlyDictionary<string, float> one, IReadOnlyDictionary<string, float> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value.Equals(pair.Value));
}

/// <summary>What a fusion run did.</summary>
/// <param name="Run">The run.</param>
/// <param name="Model">What was learned.</param>
/// <param name="Blocks">What each signal says of each clip.</param>
/// <param name="Results">One result a clip.</param>
/// <param name="Moved">How many clips changed level since the last run; null for the first.</param>
public sealed record FusionOutcome(FusionRow Run, ProjectModel Model, SignalBlocks Blocks, IReadOnlyList<FusedClip> Results, int? Moved)
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
