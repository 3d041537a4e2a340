using System.Collections.Concurrent;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Linking;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk.Tables;
using FusionScorer.Pipeline.Tuning;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>What one fusion run learned, ready to be asked about any clip. Row i of everything is clip i. Immutable but for what it works out once.</summary>
public sealed class DeskModel : IFusedRows
{
    private const int MostChanges = 32;

    private readonly Project _project;
    private readonly FusedLibrary _library;
    private readonly ConcurrentDictionary<string, Lazy<bool[]>> _changes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Ranking>> _rankings = new(StringComparer.Ordinal);
    private readonly Lazy<LinkView> _links;
    private readonly Lazy<QueueDraw> _draw;

    internal DeskModel(Project project, LearnedModel learned, FusedLibrary library, Func<long, Standing?> standingOf)
    {
        _project = project;
        _library = library;
        Run = learned.Run;
        Policy = learned.Policy;
        PolicyRow = learned.PolicyRow;
        Cost = CostMatrix.Linear(Policy.Taxonomy.Count, Policy.UnderRatingCost, Policy.OverRatingCost);
        Weights = FusionRun.Weights(Policy);
        AuditPool = new RowFlags(library.Askable);
        Ahead = [.. learned.Ahead.Select(ahead => (Row: RowOf(ahead.ClipNo), ahead.Score)).Where(ahead => ahead.Row >= 0)];
        Context = new QueryContext
        {
            Levels = Policy.Taxonomy.Count,
            Posterior = library.Fused.Posterior,
            LabelModelPosterior = library.Fused.LabelModel,
            Conflict = library.Fused.Conflict,
            ExpectedCost = library.Fused.Cost,
            Available = library.Askable,
            Votes = new LabelMatrix(Policy.Taxonomy.Count, LabelMatrix.ColumnsOf(Policy.Functions, Policy.InformativeMissing), library.Fused.Votes),
            Classifier = learned.Classifier,
            DecisionCount = Run.Decisions,
            ConflictThreshold = Policy.ConflictThreshold,
            CostThreshold = Policy.CostThreshold,
            ThresholdsFrom = Policy.ThresholdsFrom,
        };
        _links = new Lazy<LinkView>(() => LinkView.Of(project, Clips, Clips.Numbers, standingOf, KnownOf, learned.Propagations));
        _draw = new Lazy<QueueDraw>(() => new QueueDraw(project, this));
    }

    /// <summary>The run.</summary>
    public FusionRow Run { get; }

    /// <summary>The policy that it ran under.</summary>
    public Policy Policy { get; }

    /// <summary>The same as stored.</summary>
    public PolicyRow PolicyRow { get; }

    /// <summary>All clips, without people.</summary>
    public ClipTable Clips => _library.Clips;

    /// <summary>Cost of showing a wrong level.</summary>
    public CostMatrix Cost { get; }

    /// <summary>Signal weights of the policy.</summary>
    public SignalWeights Weights { get; }

    /// <summary>What each signal says of each clip.</summary>
    public SignalBlocks Blocks => _library.Blocks;

    /// <summary>n × K probabilities, row by row.</summary>
    public ReadOnlyMemory<float> Posteriors => _library.Fused.Posterior;

    /// <summary>Why links moved clips.</summary>
    public LinkView Links => _links.Value;

    /// <inheritdoc/>
    public IReadOnlySet<int> AuditPool { get; }

    /// <inheritdoc/>
    public IReadOnlyList<(int Row, double Score)> Ahead { get; }

    /// <summary>The columns themselves, for whoever looks at all rows.</summary>
    internal FusedLibrary Library => _library;

    /// <summary>What strategies look at, as it was when the model was learned.</summary>
    internal QueryContext Context { get; }

    /// <summary>Draws batches.</summary>
    internal QueueDraw Draw => _draw.Value;

    /// <summary>A row's clip with all its metadata.</summary>
    public Clip WholeClip(int row) => _project.Store.Clips.Find(Clips.IdOf(row)) ?? Clips[row];

    /// <summary>A clip's row; −1 when the model does not know it.</summary>
    public int RowOf(long clip) => Clips.RowOf(clip);

    /// <summary>The row of a clip by its public id; −1 when the model does not know it.</summary>
    public int RowOf(string clipId) => Clips.RowOf(clipId);

    /// <summary>The result of a row.</summary>
    public FusedClip Result(int row) => _library.Fused[row, Clips.Numbers[row]];

    /// <summary>Why a row has its posterior.</summary>
    public Account AccountOf(int row) => Account.Of(Blocks, row, Weights);

    /// <summary>A row's level and who says so.</summary>
    public ClipLevel LevelOf(int row, Standing? standing) => standing is { Levels.IsEmpty: false }
        ? ClipLevel.Of(standing, known: null, Result(row), Cost)
        : _library.Known[row] is var known and >= 0
            ? new ClipLevel(known, "known", "auto", _library.Fused.Level[row] != known)
            : new ClipLevel(_library.Fused.Level[row], "model", "unreviewed", ModelDisagrees: false);

    /// <summary>Whether anybody could be asked about a row: it can be watched, and its level is not known from outside. The audit speaks for these rows.</summary>
    public bool CanBeAsked(int row) => _library.Askable[row];

    /// <inheritdoc/>
    public long ClipAt(int row) => Clips.Numbers[row];

    /// <inheritdoc/>
    FusedClip IFusedRows.ResultAt(int row) => Result(row);

    /// <inheritdoc/>
    public (FeatureTable Features, int Row) FeaturesAt(int row) => (FusionInputs.FeaturesOf(_project, WholeClip(row)), 0);

    /// <summary>Works out what is worked out once.</summary>
    internal void WarmUp()
    {
        _ = _links.Value;
        _ = _draw.Value;
        _ = Clips.ByName;
        RankingOf(Policy.Strategy);
    }

    /// <summary>The level of a row that is known from outside; −1 for none.</summary>
    internal int KnownLevel(int row) => _library.Known[row];

    /// <summary>Whether anybody could be asked, for all rows; a copy.</summary>
    internal bool[] Askable() => [.. _library.Askable];

    /// <summary>How a strategy ranks all clips, whatever people have said of them.</summary>
    internal Ranking RankingOf(string strategy) => _rankings.GetOrAdd(
        strategy, name => new Lazy<Ranking>(() => Ranking.Of(Context with { Seed = QueueRun.Seed(_project, Run.Decisions) }, QueryStrategies.ByName(name)))).Value;

    /// <summary>Which rows a saved change of weights and costs would move: n flags, worked out once.</summary>
    /// <exception cref="Core.BadInputException">There is no such change.</exception>
    internal bool[] ChangedBy(string change)
    {
        if (_changes.TryGetValue(change, out var known))
            return known.Value;
        if (_changes.Count > MostChanges)
            _changes.Clear();
        var saved = SavedChange.Find(_project, change);
        return _changes.GetOrAdd(change, _ => new Lazy<bool[]>(() => saved.Moves(Blocks))).Value;
    }

    private int? KnownOf(long clip) => RowOf(clip) is var row and >= 0 && _library.Known[row] is var known and >= 0 ? known : null;
}
