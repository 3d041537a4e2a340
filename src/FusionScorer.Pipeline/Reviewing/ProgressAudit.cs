using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>What audit answers say of all clips.</summary>
internal sealed class ProgressAudit
{
    private readonly List<(ShownLevel Shown, LevelSet Truth, double Chance)> _answers = [];
    private readonly CostMatrix _cost;
    private readonly ShownMeans _means;

    public ProgressAudit(ProgressInputs inputs)
    {
        var policy = inputs.Policy;
        _cost = CostMatrix.Linear(policy.Taxonomy.Count, policy.UnderRatingCost, policy.OverRatingCost);

        // All clips, not only the audited, are seen as if undecided: else the sample's confidences and the library's would not compare.
        _means = inputs.Means ?? ShownMeans.Of(inputs.Context.Posterior, inputs.AuditedFor, policy, _cost);
        var audited = AuditedRows.Of(
            inputs.AuditPicks, clip => inputs.RowOf(clip) is var row and >= 0 && inputs.AuditedFor[row] ? row : -1, clip => inputs.Standings.GetValueOrDefault(clip));
        Waiting = inputs.ClipsOf(audited.Waiting);
        var p = new double[policy.Taxonomy.Count];
        foreach (var (row, truth, chance) in audited.Answers)
            _answers.Add((ShownLevel.Of(ShownMeans.Row(inputs.Context.Posterior.Span, row, p), policy, _cost), truth, chance));
    }

    /// <summary>How many clips the audit speaks for.</summary>
    public int Clips => _means.Rows;

    /// <summary>Audited clips without an answer that stands.</summary>
    public IReadOnlyList<Clip> Waiting { get; }

    /// <summary>Right where the person's set holds the level shown.</summary>
    public ProgressFigure Accuracy() => Figure(_means.Confidence, shown => shown.Confidence, (shown, truth) => truth.Contains(shown.Level) ? 1 : 0, top: 1);

    /// <summary>Under-rated where the level shown is milder than all that the person holds possible.</summary>
    public ProgressFigure UnderRated() => Figure(_means.UnderRated, shown => shown.UnderRated, (shown, truth) => shown.Level < truth.Lowest ? 1 : 0, top: 1);

    /// <summary>The least cost over the levels that the person holds possible.</summary>
    public ProgressFigure Cost()
    {
        var top = ShownLevel.Most(_cost);
        return Figure(_means.Cost, shown => shown.Cost, Of, top > 0 ? top : 1);

        double Of(ShownLevel shown, LevelSet truth)
        {
            var least = top;
            for (var level = truth.Lowest; level <= truth.Highest; level++)
                least = truth.Contains(level) ? Math.Min(least, _cost[level, shown.Level]) : least;
            return least;
        }
    }

    private ProgressFigure Figure(double expected, Func<ShownLevel, double> predicted, Func<ShownLevel, LevelSet, double> found, double top)
    {
        if (Clips == 0)
            return new ProgressFigure(new AuditEstimate(null, 0, top, 0), null);
        var mean = Math.Clamp(expected, 0, top);
        return new ProgressFigure(
            AuditSample.Estimate([.. _answers.Select(answer => new AuditMeasure(found(answer.Shown, answer.Truth), predicted(answer.Shown), answer.Chance))], new AuditPopulation(Clips, mean), top),
            mean);
    }
}
