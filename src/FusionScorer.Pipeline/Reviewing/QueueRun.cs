using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Chooses the next clips that people should look at, and says why.</summary>
public static class QueueRun
{
    private const string SeedSetting = "random-seed";
    private const string NeedsNoAnswer = "; answered already, needs no new answer";
    private const string WaitsForAnother = "; waits for another reviewer";

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
        var results = project.Store.Fusion.Results();
        var inputs = FusionInputs.Gather(project, project.Policy);
        var resultOf = results.ToDictionary(result => result.ClipNo);
        var context = Context(project, inputs, resultOf, reviewer);
        var latest = project.Store.Fusion.LatestBatch();
        if (latest is not null && IsOpen(latest, run, strategy, size, inputs, context))
            return latest;
        context = context with { Classifier = ProjectModel.Learn(project, project.Policy, inputs).Classifier };
        var rowOf = Enumerable.Range(0, inputs.Clips.Count).ToDictionary(row => inputs.Clips[row].No);
        var pool = AuditPool(inputs, resultOf);
        var drawn = project.Store.Fusion.AuditPicks();

        // An audit pick waits until somebody answers it, and stands first; only places that no open question holds are raffled.
        var waiting = drawn.Where(pick => rowOf.TryGetValue(pick.ClipNo, out var row) && pool.Contains(row) && context.Available.Span[row])
            .Take(size).Select(pick => project.Store.Fusion.LatestPick(pick.ClipNo)!).ToList();
        var raffled = Math.Max(0, size - (latest?.Picks.Count(pick => IsUnanswered(pick, inputs)) ?? 0));
        var audits = BatchSelector.Select(
            context, new RandomStrategy(), raffled, project.Policy.AuditShare, drawn.Where(pick => rowOf.ContainsKey(pick.ClipNo)).Select(pick => rowOf[pick.ClipNo]).ToHashSet(), pool)
            .Where(pick => pick.Audit).Take(size - waiting.Count).ToList();
        var taken = waiting.Select(pick => rowOf[pick.ClipNo]).Concat(audits.Select(pick => pick.Row)).ToHashSet();
        var left = context with { Available = Without(context.Available.Span, taken) };
        var useful = BatchSelector.Select(left, strategy, size - taken.Count, auditShare: 0, taken);
        var reasons = new ReasonWriter(project, inputs);
        var chosen = new List<Pick>(size);
        foreach (var pick in waiting)
        {
            var reason = pick.Reason.Replace(NeedsNoAnswer, "", StringComparison.Ordinal).Replace(WaitsForAnother, "", StringComparison.Ordinal);
            chosen.Add(pick with { BatchId = 0, Rank = chosen.Count + 1, Reason = reason });
        }

        foreach (var pick in audits.Concat(useful))
        {
            var reason = pick.Audit
                ? $"audit: drawn at random with probability {pick.InclusionProbability!.Value.ToString("0.####", CultureInfo.InvariantCulture)}{Remark(context, pick.Row, inputs)}"
                : reasons.Why(resultOf[inputs.Clips[pick.Row].No], pick, strategy.Name);
            chosen.Add(new Pick(
                BatchId: 0, chosen.Count + 1, inputs.Clips[pick.Row].No, pick.Strategy, pick.Audit ? 0 : pick.Score, reason, pick.InclusionProbability, pick.Audit));
        }

        project.Store.Fusion.SaveBatch(new Batch(Id: 0, strategy.Name, size, run.Id, project.Clock.GetUtcNow(), [.. chosen], raffled));
        return project.Store.Fusion.LatestBatch()!;
    }

    private static string Remark(QueryContext context, int row, FusionInputs inputs) =>
        context.Available.Span[row] ? "" : inputs.Standings.TryGetValue(inputs.Clips[row].No, out var standing) && !standing.Levels.IsEmpty ? NeedsNoAnswer : WaitsForAnother;

    private static bool HasRemark(Pick pick) =>
        pick.Reason.EndsWith(NeedsNoAnswer, StringComparison.Ordinal) || pick.Reason.EndsWith(WaitsForAnother, StringComparison.Ordinal);

    private static bool IsUnanswered(Pick pick, FusionInputs inputs) =>
        !(inputs.Standings.TryGetValue(pick.ClipNo, out var standing) && !standing.Levels.IsEmpty);

    private static bool[] Without(ReadOnlySpan<bool> available, HashSet<int> rows)
    {
        var left = available.ToArray();
        foreach (var row in rows)
            left[row] = false;
        return left;
    }

    // A batch is drawn anew when the model has learnt, when one of its questions is answered, or when it was cut short for a reviewer who had passed on clips.
    private static bool IsOpen(Batch batch, FusionRow run, IQueryStrategy strategy, int size, FusionInputs inputs, QueryContext context)
    {
        if (batch.RunId != run.Id || batch.Strategy != strategy.Name || batch.Size != size)
            return false;
        var available = Enumerable.Range(0, inputs.Clips.Count).Where(row => context.Available.Span[row]).Select(row => inputs.Clips[row].No).ToHashSet();
        var chosen = batch.Picks.Select(pick => pick.ClipNo).ToHashSet();
        return batch.Picks.All(pick => available.Contains(pick.ClipNo) || (pick.Audit && HasRemark(pick))) && (chosen.Count == size || available.IsSubsetOf(chosen));
    }

    // What the audit speaks for: all clips that can be watched and whose level is not known from outside.
    internal static HashSet<int> AuditPool(FusionInputs inputs, IReadOnlyDictionary<long, FusedClip> resultOf) => [.. Enumerable.Range(0, inputs.Clips.Count)
        .Where(row => resultOf.ContainsKey(inputs.Clips[row].No) && !inputs.Known.ContainsKey(inputs.Clips[row].No) && !inputs.Unplayable.Contains(inputs.Clips[row].No))];

    internal static QueryContext Context(Project project, FusionInputs inputs, IReadOnlyDictionary<long, FusedClip> resultOf, string? reviewer)
    {
        var levels = project.Policy.Taxonomy.Count;
        var posterior = new float[inputs.Clips.Count * levels];
        var labelModel = new float[inputs.Clips.Count * levels];
        var conflict = new float[inputs.Clips.Count];
        var cost = new float[inputs.Clips.Count];
        var available = new bool[inputs.Clips.Count];
        var seed = Seed(project, inputs.Decisions);
        for (var row = 0; row < inputs.Clips.Count; row++)
        {
            var no = inputs.Clips[row].No;
            if (!resultOf.TryGetValue(no, out var result))
                continue;
            result.Posterior.CopyTo(posterior, row * levels);
            result.LabelModel.CopyTo(labelModel, row * levels);
            conflict[row] = (float)result.Conflict;
            cost[row] = (float)result.ExpectedCost;
            var standing = inputs.Standings.GetValueOrDefault(no);
            available[row] = standing is not { Levels.IsEmpty: false } && !inputs.Known.ContainsKey(no) && !inputs.Unplayable.Contains(no)
                && !(standing?.Answers.Any(answer => answer.Reviewer == reviewer || answer.Kind == DecisionKind.Flag) ?? false);
        }

        return new QueryContext
        {
            Levels = levels,
            Posterior = posterior,
            Conflict = conflict,
            ExpectedCost = cost,
            Available = available,
            LabelModelPosterior = labelModel,
            Votes = inputs.Matrix,
            DecisionCount = inputs.Decisions,
            ConflictThreshold = project.Policy.ConflictThreshold,
            CostThreshold = project.Policy.CostThreshold,
            ThresholdsFrom = project.Policy.ThresholdsFrom,
            Seed = seed,
        };
    }

    // One seed a project, made once; each decision moves it on, so that a batch can be repeated but not foreseen.
    private static ulong Seed(Project project, int decisions)
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
