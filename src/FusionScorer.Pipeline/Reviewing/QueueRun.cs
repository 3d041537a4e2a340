using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk.Tables;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Chooses the next clips that people should look at, and says why.</summary>
public static class QueueRun
{
    private const string SeedSetting = "random-seed";

    /// <summary>The next batch. Asked again with nothing changed in between, it is the same batch.</summary>
    /// <param name="project">A project that has been fused.</param>
    /// <param name="strategyName">A strategy; null for the policy's.</param>
    /// <param name="size">How many clips.</param>
    /// <param name="reviewer">Clips that this reviewer has passed on already are left out; null for nobody.</param>
    /// <exception cref="BadInputException">Nothing was fused yet, or there is no such strategy.</exception>
    public static Batch Next(Project project, string? strategyName, int size, string? reviewer)
    {
        var run = project.Store.Fusion.Latest() ?? throw new BadInputException("nothing is fused yet; run: fusion fuse");
        if (run.PolicyHash != project.PolicyRow.Hash)
            throw new BadInputException("the levels were fused under another policy; run: fusion fuse");
        var strategy = QueryStrategies.ByName(strategyName ?? project.Policy.Strategy);
        var inputs = FusionInputs.Gather(project, project.Policy);
        var results = StoredResults(project, inputs);
        var context = Context(project, inputs, results, reviewer);
        var latest = project.Store.Fusion.LatestBatch();
        if (latest is not null && IsOpen(latest, run, strategy, size, inputs, context))
            return latest;
        context = context with { Classifier = ProjectModel.Learn(project, project.Policy, inputs).Classifier };
        var raffled = Math.Max(0, size - (latest?.Picks.Count(pick => IsUnanswered(pick, inputs)) ?? 0));
        new QueueDraw(project, new GatheredRows(inputs, results)).Draw(context, strategy, size, raffled, run.Id, inputs.Standings.GetValueOrDefault);
        return project.Store.Fusion.LatestBatch()!;
    }

    private static bool IsUnanswered(Pick pick, FusionInputs inputs) =>
        !(inputs.Standings.TryGetValue(pick.ClipNo, out var standing) && standing is { Levels.IsEmpty: false, Reopened: false });

    // A batch is drawn anew when the model has learnt, when one of its questions is answered, or when it was cut short for a reviewer who had passed on clips.
    private static bool IsOpen(Batch batch, FusionRow run, IQueryStrategy strategy, int size, FusionInputs inputs, QueryContext context)
    {
        if (batch.RunId != run.Id || batch.Strategy != strategy.Name || batch.Size != size)
            return false;
        var available = context.Available;
        var chosen = batch.Picks.Select(pick => pick.ClipNo).ToHashSet();
        return batch.Picks.All(pick => (inputs.RowOf(pick.ClipNo) is var row and >= 0 && available.Span[row]) || (pick.Audit && QueueDraw.HasRemark(pick)))
            && (chosen.Count == size || !Enumerable.Range(0, inputs.Count).Any(row => available.Span[row] && !chosen.Contains(inputs.Numbers[row])));
    }

    /// <summary>The stored results of all clips that take part.</summary>
    internal static FusedResults StoredResults(Project project, FusionInputs inputs) =>
        FusedResults.Read(project.Store, inputs.Numbers, project.Policy.Taxonomy.Count, project.Policy.Functions.Length);

    // What the audit speaks for: all clips that can be watched and whose level is not known from outside.
    internal static RowFlags AuditPool(FusionInputs inputs, FusedResults results) => new([.. Enumerable.Range(0, inputs.Count).Select(row => results.Has(row) && IsAskable(inputs, inputs.Numbers[row]))]);

    internal static QueryContext Context(Project project, FusionInputs inputs, FusedResults results, string? reviewer)
    {
        var conflict = new float[inputs.Count];
        var cost = new float[inputs.Count];
        var available = new bool[inputs.Count];
        var seed = Seed(project, inputs.Decisions);
        for (var row = 0; row < inputs.Count; row++)
        {
            if (!results.Has(row))
                continue;
            var no = inputs.Numbers[row];
            conflict[row] = (float)results.ConflictOf(row);
            cost[row] = (float)results.CostOf(row);
            var standing = inputs.Standings.GetValueOrDefault(no);
            available[row] = IsAskable(inputs, no) && (standing is null || standing.IsOpenFor(reviewer));
        }

        return new QueryContext
        {
            Levels = results.Levels,
            Posterior = results.Posterior,
            Conflict = conflict,
            ExpectedCost = cost,
            Available = available,
            LabelModelPosterior = results.LabelModel,
            Votes = inputs.Matrix,
            DecisionCount = inputs.Decisions,
            ConflictThreshold = project.Policy.ConflictThreshold,
            CostThreshold = project.Policy.CostThreshold,
            ThresholdsFrom = project.Policy.ThresholdsFrom,
            Seed = seed,
        };
    }

    private static bool IsAskable(FusionInputs inputs, long clip) => !inputs.Known.ContainsKey(clip) && !inputs.Unplayable.Contains(clip);

    // One seed a project, made once; each decision moves it on, so that a batch can be repeated but not foreseen.
    internal static ulong Seed(Project project, int decisions)
    {
        var text = project.Store.Settings.Get(SeedSetting);
        if (text is null)
        {
            var bytes = System.Security.Cryptography.RandomNumberGenerator.GetBytes(8);
            project.Store.Settings.Set(SeedSetting, text = BitConverter.ToUInt64(bytes).ToString(CultureInfo.InvariantCulture));
        }

        return ulong.Parse(text, CultureInfo.InvariantCulture) + (ulong)decisions;
    }
}
