using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Audit picks beside the decisions on them, and what follows for all clips.</summary>
/// <remarks>
/// Picks of two kinds have an answer: clips that were decided anyway, all of them, and clips that had to be asked for the audit, some of them. The
/// latter also speak for those that still wait: weighting by the response within each class (Little and Rubin 2002, section 3.3).
/// </remarks>
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
        var drawn = inputs.AuditPicks.Where(pick => inputs.RowOf(pick.ClipNo) is var row and >= 0 && inputs.AuditedFor[row]).ToList();
        Waiting = [.. drawn.Where(pick => Answer(pick) is null).Select(pick => inputs.Clips[inputs.RowOf(pick.ClipNo)])];
        var asked = drawn.Count(pick => Answer(pick)?.Decision!.Audit == true);
        var p = new double[policy.Taxonomy.Count];
        foreach (var pick in drawn)
        {
            // While no pick that had to be asked is answered, those that were decided anyway would speak for all.
            if (Answer(pick) is not { } standing || (asked == 0 && Waiting.Count > 0))
                continue;

            // For one place, since batches raffle different numbers of places; times the share of answers, since those decided anyway never wait for one.
            var chance = pick.InclusionProbability / Math.Max(1, pick.Raffled) * (standing.Decision!.Audit ? asked / (double)(asked + Waiting.Count) : 1);
            var shown = ShownLevel.Of(ShownMeans.Row(inputs.Context.Posterior.Span, inputs.RowOf(pick.ClipNo), p), policy, _cost);
            _answers.Add((shown, standing.Levels, Math.Clamp(chance, double.Epsilon, 1)));
        }

        Standing? Answer(AuditPick pick) => inputs.Standings.TryGetValue(pick.ClipNo, out var standing) && !standing.Levels.IsEmpty ? standing : null;
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
