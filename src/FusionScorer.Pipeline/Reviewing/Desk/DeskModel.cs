using System.Collections.Concurrent;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Linking;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>What one fusion run learned, ready to be asked about any clip. Row i of everything is clip i. Immutable but for what it works out once.</summary>
public sealed class DeskModel
{
    private readonly Project _project;
    private readonly Dictionary<long, int> _rowOf;
    private readonly Dictionary<string, int> _rowOfId;
    private readonly ConcurrentDictionary<string, Lazy<Ranking>> _rankings = new(StringComparer.Ordinal);
    private readonly bool[] _askable;
    private readonly Lazy<LinkView> _links;
    private readonly Lazy<QueueDraw> _draw;

    private DeskModel(Project project, FusionOutcome outcome)
    {
        _project = project;
        Outcome = outcome;
        Policy = project.Policy;
        PolicyRow = project.PolicyRow;
        Cost = CostMatrix.Linear(Policy.Taxonomy.Count, Policy.UnderRatingCost, Policy.OverRatingCost);
        Weights = FusionRun.Weights(Policy);
        _rowOf = Enumerable.Range(0, Clips.Count).ToDictionary(row => Clips[row].No);
        _rowOfId = Enumerable.Range(0, Clips.Count).ToDictionary(row => Clips[row].ClipId, StringComparer.Ordinal);
        _askable = [.. Clips.Select(clip => !outcome.Inputs.Known.ContainsKey(clip.No) && !outcome.Inputs.Unplayable.Contains(clip.No))];
        var resultOf = outcome.Results.ToDictionary(result => result.ClipNo);
        Context = QueueRun.Context(project, outcome.Inputs, resultOf, reviewer: null) with { Classifier = outcome.Model.Classifier };
        _links = new Lazy<LinkView>(() => LinkView.Of(project, Clips, outcome.Inputs.Standings, outcome.Inputs.Known, outcome.Model.Propagations));
        _draw = new Lazy<QueueDraw>(() => new QueueDraw(project, outcome.Inputs, resultOf));
    }

    /// <summary>What the fusion run left.</summary>
    public FusionOutcome Outcome { get; }

    /// <summary>The run.</summary>
    public FusionRow Run => Outcome.Run;

    /// <summary>The policy that it ran under.</summary>
    public Policy Policy { get; }

    /// <summary>The same as stored.</summary>
    public PolicyRow PolicyRow { get; }

    /// <summary>All clips.</summary>
    public IReadOnlyList<Clip> Clips => Outcome.Inputs.Clips;

    /// <summary>Cost of showing a wrong level.</summary>
    public CostMatrix Cost { get; }

    /// <summary>Signal weights of the policy.</summary>
    public SignalWeights Weights { get; }

    /// <summary>What each signal says of each clip.</summary>
    public SignalBlocks Blocks => Outcome.Blocks;

    /// <summary>n × K probabilities, row by row.</summary>
    public ReadOnlyMemory<float> Posteriors => Context.Posterior;

    /// <summary>Why links moved clips.</summary>
    public LinkView Links => _links.Value;

    /// <summary>What strategies look at, as it was when the model was learned.</summary>
    internal QueryContext Context { get; }

    /// <summary>Draws batches.</summary>
    internal QueueDraw Draw => _draw.Value;

    /// <summary>The model of the project as it stands; runs a fusion when decisions or a policy came in since the last one.</summary>
    public static DeskModel Open(Project project) => new(project, FusionRun.Resume(project));

    /// <summary>Learns anew and saves it.</summary>
    public static DeskModel Learn(Project project) => new(project, FusionRun.Run(project));

    /// <summary>Works out what is worked out once.</summary>
    internal void WarmUp()
    {
        _ = _links.Value;
        _ = _draw.Value;
        RankingOf(Policy.Strategy);
    }

    /// <summary>A clip's row; −1 when the model does not know it.</summary>
    public int RowOf(long clip) => _rowOf.GetValueOrDefault(clip, -1);

    /// <summary>The row of a clip by its public id; −1 when the model does not know it.</summary>
    public int RowOf(string clipId) => _rowOfId.GetValueOrDefault(clipId, -1);

    /// <summary>The result of a row.</summary>
    public FusedClip Result(int row) => Outcome.Results[row];

    /// <summary>Why a row has its posterior.</summary>
    public Account AccountOf(int row) => Account.Of(Outcome.Blocks, row, Weights);

    /// <summary>A row's level and who says so.</summary>
    public ClipLevel LevelOf(int row, Standing? standing) => ClipLevel.Of(
        standing, Outcome.Inputs.Known.TryGetValue(Clips[row].No, out var known) ? known : null, Result(row), Cost);

    /// <summary>The level of a row that is known from outside; −1 for none.</summary>
    internal int KnownLevel(int row) => Outcome.Inputs.Known.TryGetValue(Clips[row].No, out var known) ? known : -1;

    /// <summary>Whether anybody could be asked about a row: it can be watched, and its level is not known from outside.</summary>
    public bool CanBeAsked(int row) => _askable[row];

    /// <summary>The same for all rows; a copy.</summary>
    internal bool[] Askable() => [.. _askable];

    /// <summary>How a strategy ranks all clips, whatever people have said of them.</summary>
    internal Ranking RankingOf(string strategy) => _rankings.GetOrAdd(
        strategy, name => new Lazy<Ranking>(() => Ranking.Of(Context with { Seed = QueueRun.Seed(_project, Outcome.Inputs.Decisions) }, QueryStrategies.ByName(name)))).Value;
}
