using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>What audit answers say of all clips.</summary>
internal sealed class ProgressAudit
{
    private readonly List<ShownLevel> _all = [];
    private readonly List<(ShownLevel Shown, LevelSet Truth, double Chance)> _answers = [];
    private readonly CostMatrix _cost;

    public ProgressAudit(Project project, FusionInputs inputs, IReadOnlyDictionary<long, FusedClip> results, IHeldOutPosterior heldOut)
    {
        var policy = project.Policy;
        _cost = CostMatrix.Linear(policy.Taxonomy.Count, policy.UnderRatingCost, policy.OverRatingCost);
        var pool = new Dictionary<long, int>();
        foreach (var row in QueueRun.AuditPool(inputs, results).Order())
        {
            pool.Add(inputs.Clips[row].No, row);

            // All clips, not only the audited, are seen as if undecided: else the sample's confidences and the library's would not compare.
            _all.Add(ShownLevel.Of(heldOut.Of(inputs.Clips[row].No), policy, _cost));
        }

        var audited = AuditedRows.Of(project.Store.Fusion.AuditPicks(), clip => pool.GetValueOrDefault(clip, -1), clip => inputs.Standings.GetValueOrDefault(clip));
        Waiting = [.. audited.Waiting.Select(row => inputs.Clips[row])];
        foreach (var (row, truth, chance) in audited.Answers)
            _answers.Add((ShownLevel.Of(heldOut.Of(inputs.Clips[row].No), policy, _cost), truth, chance));
    }

    /// <summary>How many clips the audit speaks for.</summary>
    public int Clips => _all.Count;

    /// <summary>Audited clips without an answer that stands.</summary>
    public IReadOnlyList<Clip> Waiting { get; }

    /// <summary>Right where the person's set holds the level shown.</summary>
    public ProgressFigure Accuracy() => Figure(shown => shown.Confidence, (shown, truth) => truth.Contains(shown.Level) ? 1 : 0, top: 1);

    /// <summary>Under-rated where the level shown is milder than all that the person holds possible.</summary>
    public ProgressFigure UnderRated() => Figure(shown => shown.UnderRated, (shown, truth) => shown.Level < truth.Lowest ? 1 : 0, top: 1);

    /// <summary>The least cost over the levels that the person holds possible.</summary>
    public ProgressFigure Cost()
    {
        var top = ShownLevel.Most(_cost);
        return Figure(shown => shown.Cost, Of, top > 0 ? top : 1);

        double Of(ShownLevel shown, LevelSet truth)
        {
            var least = top;
            for (var level = truth.Lowest; level <= truth.Highest; level++)
                least = truth.Contains(level) ? Math.Min(least, _cost[level, shown.Level]) : least;
            return least;
        }
    }

    private ProgressFigure Figure(Func<ShownLevel, double> predicted, Func<ShownLevel, LevelSet, double> found, double top)
    {
        if (_all.Count == 0)
            return new ProgressFigure(new AuditEstimate(null, 0, top, 0), null);
        var mean = Math.Clamp(_all.Average(predicted), 0, top);
        return new ProgressFigure(
            AuditSample.Estimate([.. _answers.Select(answer => new AuditMeasure(found(answer.Shown, answer.Truth), predicted(answer.Shown), answer.Chance))], new AuditPopulation(_all.Count, mean), top),
            mean);
    }
}
