using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Audit picks beside the decisions on them, and what follows for all clips.</summary>
/// <remarks>
/// Picks of two kinds have an answer: clips that were decided anyway, all of them, and clips that had to be asked for the audit, some of them. The
/// latter also speak for those that still wait: weighting by the response within each class (Little and Rubin 2002, section 3.3).
/// </remarks>
internal sealed class ProgressAudit
{
    private readonly List<ShownLevel> _all = [];
    private readonly List<(ShownLevel Shown, LevelSet Truth, double Chance)> _answers = [];
    private readonly CostMatrix _cost;

    public ProgressAudit(Project project, FusionInputs inputs, IReadOnlyDictionary<long, FusedClip> results, IHeldOutPosterior heldOut)
    {
        var policy = project.Policy;
        _cost = CostMatrix.Linear(policy.Taxonomy.Count, policy.UnderRatingCost, policy.OverRatingCost);
        var pool = new Dictionary<long, Clip>();
        foreach (var row in QueueRun.AuditPool(inputs, results).Order())
        {
            pool.Add(inputs.Clips[row].No, inputs.Clips[row]);
            // All clips, not only the audited, are seen as if undecided: else the sample's confidences and the library's would not compare.
            _all.Add(ShownLevel.Of(heldOut.Of(inputs.Clips[row].No), policy, _cost));
        }

        var drawn = project.Store.Fusion.AuditPicks().Where(pick => pool.ContainsKey(pick.ClipNo)).ToList();
        Waiting = [.. drawn.Where(pick => Answer(pick) is null).Select(pick => pool[pick.ClipNo])];
        var asked = drawn.Count(pick => Answer(pick)?.Audited == true);
        foreach (var pick in drawn)
        {
            // While no pick that had to be asked is answered, those that were decided anyway would speak for all.
            if (Answer(pick) is not { } standing || (asked == 0 && Waiting.Count > 0))
                continue;

            // For one place, since batches raffle different numbers of places; times the share of answers, since those decided anyway never wait for one.
            var chance = pick.InclusionProbability / Math.Max(1, pick.Raffled) * (standing.Audited ? asked / (double)(asked + Waiting.Count) : 1);
            _answers.Add((ShownLevel.Of(heldOut.Of(pick.ClipNo), policy, _cost), standing.Levels, Math.Clamp(chance, double.Epsilon, 1)));
        }

        Standing? Answer(AuditPick pick) => inputs.Standings.TryGetValue(pick.ClipNo, out var standing) && !standing.Levels.IsEmpty ? standing : null;
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
