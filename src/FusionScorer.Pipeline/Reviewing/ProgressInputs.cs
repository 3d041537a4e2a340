using FusionScorer.Core.Querying;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>What the figures of progress are made of, by row: from the stored results of a run, or from a model in memory.</summary>
internal sealed record ProgressInputs
{
    /// <summary>The policy that the levels were fused under.</summary>
    public required Policy Policy { get; init; }

    /// <summary>Its hash.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>The number of clips.</summary>
    public required int Count { get; init; }

    /// <summary>The clips of some rows.</summary>
    public required Func<IReadOnlyList<int>, IReadOnlyList<Clip>> ClipsOf { get; init; }

    /// <summary>A clip's row, −1 for none.</summary>
    public required Func<long, int> RowOf { get; init; }

    /// <summary>Whether the audit speaks for a row: it can be watched, and its level is not known from outside.</summary>
    public required bool[] AuditedFor { get; init; }

    /// <summary>What strategies look at, with the posterior; a decided clip's is from a model without its decision.</summary>
    public required QueryContext Context { get; init; }

    /// <summary>What the model expects of its own levels; null to work it out.</summary>
    public ShownMeans? Means { get; init; }

    /// <summary>What people said, by clip number.</summary>
    public required IReadOnlyDictionary<long, Standing> Standings { get; init; }

    /// <summary>Clips drawn for the audit.</summary>
    public required IReadOnlyList<AuditPick> AuditPicks { get; init; }

    /// <summary>The learning curve so far.</summary>
    public required IReadOnlyList<ProgressPoint> History { get; init; }

    /// <summary>Answers in the log, by kind.</summary>
    public required IReadOnlyDictionary<DecisionKind, int> Answers { get; init; }

    /// <summary>How many clips have a decision that stands.</summary>
    public int Decided => Standings.Count(pair => !pair.Value.Levels.IsEmpty && RowOf(pair.Key) >= 0);

    /// <summary>From what the latest run stored.</summary>
    public static ProgressInputs OfStore(Project project, IHeldOutPosterior? heldOut)
    {
        var inputs = FusionInputs.Gather(project, project.Policy);
        var results = QueueRun.StoredResults(project, inputs);
        var context = QueueRun.Context(project, inputs, results, reviewer: null);
        var audited = new bool[inputs.Count];
        foreach (var row in QueueRun.AuditPool(inputs, results))
            audited[row] = true;
        return new ProgressInputs
        {
            Policy = project.Policy,
            PolicyHash = project.PolicyRow.Hash,
            Count = inputs.Count,
            ClipsOf = rows => InOrder(project, [.. rows.Select(row => inputs.Numbers[row])]),
            RowOf = clip => inputs.RowOf(clip) is var row and >= 0 ? row : -1,
            AuditedFor = audited,
            Context = heldOut is null ? context : context with { Posterior = PosteriorOf(heldOut, inputs.Numbers, audited, context.Levels) },
            Standings = inputs.Standings,
            AuditPicks = project.Store.Fusion.AuditPicks(),
            History = project.Store.Fusion.Progress(project.PolicyRow.Hash),
            Answers = project.Store.Decisions.All().CountBy(decision => decision.Kind).ToDictionary(),
        };
    }

    /// <summary>From a model in memory and all answers until now.</summary>
    public static ProgressInputs OfDesk(ReviewDesk desk, DeskModel model)
    {
        var standings = desk.Log.Standings();
        var answers = desk.Log.Kinds();
        var audited = model.Askable();
        var available = model.Askable();
        foreach (var (clip, standing) in standings)
        {
            if (model.RowOf(clip) is var row and >= 0 && !standing.NeedsAnswer)
                available[row] = false;
        }

        return new ProgressInputs
        {
            Policy = model.Policy,
            PolicyHash = model.PolicyRow.Hash,
            Count = model.Clips.Count,
            ClipsOf = rows => [.. rows.Select(row => model.Clips[row])],
            RowOf = model.RowOf,
            AuditedFor = audited,
            Context = model.Context with { Posterior = model.Posteriors, Available = available, DecisionCount = answers.Values.Sum(), Classifier = null, Votes = null },
            Standings = standings,
            AuditPicks = desk.Project.Store.Fusion.AuditPicks(),
            History = desk.Project.Store.Fusion.Progress(model.PolicyRow.Hash),
            Answers = answers,
        };
    }

    private static List<Clip> InOrder(Project project, List<long> numbers)
    {
        var clips = project.Store.Clips.Of(numbers).ToDictionary(clip => clip.No);
        return [.. numbers.Where(clips.ContainsKey).Select(number => clips[number])];
    }

    private static float[] PosteriorOf(IHeldOutPosterior heldOut, long[] numbers, bool[] audited, int levels)
    {
        var posterior = new float[numbers.Length * levels];
        for (var row = 0; row < numbers.Length; row++)
        {
            if (!audited[row])
                continue;
            var of = heldOut.Of(numbers[row]);
            for (var level = 0; level < levels; level++)
                posterior[(row * levels) + level] = (float)of[level];
        }

        return posterior;
    }
}
