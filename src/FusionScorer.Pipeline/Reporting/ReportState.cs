using System.Text.Json;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Reporting;

/// <summary>All that a report counts, read once. Row i of every array is clip i.</summary>
internal sealed class ReportState
{
    private ReportState(Project project, IReadOnlyList<Clip> clips, IReadOnlyList<Decision> decisions, IReadOnlyDictionary<long, Standing> standings, ProgressInputs? progress)
    {
        Project = project;
        Clips = clips;
        Decisions = decisions;
        Standings = standings;
        Progress = progress;
        Known = KnownLevels.Of(project.Store, clips, project.Policy);
        Cost = CostMatrix.Linear(Taxonomy.Count, Policy.UnderRatingCost, Policy.OverRatingCost);
        ModelLevel = new int[clips.Count];
        Array.Fill(ModelLevel, -1);
        Conflict = new float[clips.Count];
        Pair = new int[clips.Count];
        Array.Fill(Pair, -1);
        Votes = [];
        Shown = new ClipLevel[clips.Count];
    }

    public Project Project { get; }

    public Policy Policy => Project.Policy;

    public Taxonomy Taxonomy => Policy.Taxonomy;

    public CostMatrix Cost { get; }

    public IReadOnlyList<Clip> Clips { get; }

    public IReadOnlyList<Decision> Decisions { get; }

    public IReadOnlyDictionary<long, Standing> Standings { get; }

    public IReadOnlyDictionary<long, int> Known { get; }

    /// <summary>The latest run, if it ran under the active policy.</summary>
    public FusionRow? Run { get; private set; }

    /// <summary>Whether something was fused, but under another policy.</summary>
    public bool OtherPolicy { get; private set; }

    /// <summary>What the run learned of the functions.</summary>
    public LabelModelFit? Fit { get; private set; }

    /// <summary>What figures of progress are made of; null without a run.</summary>
    public ProgressInputs? Progress { get; }

    /// <summary>The model's level; −1 for none.</summary>
    public int[] ModelLevel { get; }

    /// <summary>0 to 1.</summary>
    public float[] Conflict { get; }

    /// <summary>Which of <see cref="PairNames"/> dominates the conflict; −1 for none.</summary>
    public int[] Pair { get; }

    /// <summary>Pairs of signals, milder|stricter.</summary>
    public List<string> PairNames { get; } = [];

    /// <summary>Outcomes of clips that have a result, row by row, in their order.</summary>
    public byte[] Votes { get; private set; }

    /// <summary>The level shown now and who says so.</summary>
    public ClipLevel[] Shown { get; }

    /// <summary>Reads it.</summary>
    public static ReportState Of(Project project)
    {
        var latest = project.Store.Fusion.Latest();
        var run = latest?.PolicyHash == project.PolicyRow.Hash ? latest : null;
        var progress = run is null ? null : ProgressInputs.OfStore(project, heldOut: null);
        var clips = project.Store.Clips.All();
        if (progress is not null)
        {
            // Clips that came in meanwhile wait; when one went, the figures are gathered again.
            clips = [.. clips.Where(clip => progress.RowOf(clip.No) >= 0)];
            if (clips.Count != progress.Count)
                return Of(project);
        }

        var decisions = project.Store.Decisions.All();
        var state = new ReportState(
            project, clips, decisions, progress?.Standings ?? StandingDecisions.Of(decisions, project.Policy.Taxonomy), progress)
        {
            Run = run,
            OtherPolicy = latest is not null && run is null,
            Fit = run is not null && JsonSerializer.Deserialize(run.Fit, FusionJson.Default.LabelModelFitData) is { } fit ? LabelModelFit.FromData(fit) : null,
        };
        if (run is not null)
            state.ReadResults();
        state.ShowLevels();
        return state;
    }

    /// <summary>The level that a row is known to have, for judging functions; −1 for none.</summary>
    public int TruthOf(int row)
    {
        var clip = Clips[row].No;
        if (Standings.TryGetValue(clip, out var standing) && standing.Levels.Count == 1)
            return standing.Levels.Lowest;
        return Known.TryGetValue(clip, out var known) && known < Taxonomy.Count ? known : -1;
    }

    private void ReadResults()
    {
        var votes = new List<byte>(Clips.Count * Policy.Functions.Length);
        var pairs = new Dictionary<string, int>(StringComparer.Ordinal);
        Project.Store.Fusion.ReadResults(result =>
        {
            var row = Progress!.RowOf(result.ClipNo);
            if (row < 0)
                return;
            ModelLevel[row] = result.Level;
            Conflict[row] = (float)result.Conflict;
            votes.AddRange(result.Votes);
            if (result.ConflictPair.Length == 0)
                return;
            if (!pairs.TryGetValue(result.ConflictPair, out var pair))
            {
                pairs.Add(result.ConflictPair, pair = PairNames.Count);
                PairNames.Add(result.ConflictPair);
            }

            Pair[row] = pair;
        });
        Votes = [.. votes];
    }

    private void ShowLevels()
    {
        var levels = Taxonomy.Count;
        for (var row = 0; row < Shown.Length; row++)
        {
            var clip = Clips[row].No;
            var standing = Standings.GetValueOrDefault(clip);
            var known = Known.TryGetValue(clip, out var stated) ? stated : (int?)null;
            if (standing is not { Levels.IsEmpty: false } && known is null)
            {
                Shown[row] = new ClipLevel(ModelLevel[row], "model", "unreviewed", ModelDisagrees: false);
                continue;
            }

            var fused = ModelLevel[row] < 0 ? null : new FusedClip(
                clip, ModelLevel[row], [.. Progress!.Context.Posterior.Span.Slice(row * levels, levels)], [], [], Conflict[row], ConflictPair: "", ExpectedCost: 0);
            Shown[row] = ClipLevel.Of(standing, known, fused, Cost);
        }
    }
}
