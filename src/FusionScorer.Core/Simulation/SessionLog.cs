using FusionScorer.Core.Fusion;

namespace FusionScorer.Core.Simulation;

/// <summary>What one session did and how good it was.</summary>
internal sealed class SessionLog(int levels)
{
    /// <summary>Bins of the calibration error.</summary>
    public const int Bins = 15;

    private readonly List<(int Budget, int[] Rows, double[] Posterior)> _kept = [];

    /// <summary>Rows in the order in which they were labelled.</summary>
    public List<int> Picks { get; } = [];

    /// <summary>Picks that the strategy would not have asked for.</summary>
    public int FilledUp { get; set; }

    /// <summary>One a budget.</summary>
    public List<SessionScore> Scores { get; } = [];

    /// <summary>Scores the test clips.</summary>
    public void Add(int budget, double[] posterior, int[] truth, int top, int[]? keep)
    {
        Scores.Add(SessionScore.Of(posterior, truth, levels, top));
        if (keep is not null)
            _kept.Add((budget, keep, posterior));
    }

    /// <summary>Hands everything to a trace, and lets go of what was kept for it.</summary>
    public void Tell(ISimulationTrace? trace, string strategy, int seed)
    {
        if (trace is null)
            return;
        var told = 0;
        foreach (var (budget, rows, posterior) in _kept)
        {
            for (; told < Math.Min(budget, Picks.Count); told++)
                trace.Pick(strategy, seed, told + 1, Picks[told]);
            for (var i = 0; i < rows.Length; i++)
                trace.Test(strategy, seed, budget, rows[i], posterior.AsSpan(i * levels, levels));
        }

        _kept.Clear();
    }
}

/// <summary>Scores of one session at one budget.</summary>
internal sealed record SessionScore(PosteriorMetrics Metrics, double? AucTop, double UnderRated, double[] Confidence, double[] Hits)
{
    public static SessionScore Of(double[] posterior, int[] truth, int levels, int top)
    {
        var confidence = new double[SessionLog.Bins];
        var hits = new double[SessionLog.Bins];
        var under = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            var p = posterior.AsSpan(i * levels, levels);
            var shown = PosteriorMetrics.Argmax(p);
            var bin = Math.Min((int)(p[shown] * SessionLog.Bins), SessionLog.Bins - 1);
            confidence[bin] += p[shown];
            hits[bin] += shown == truth[i] ? 1 : 0;
            under += shown < truth[i] ? 1 : 0;
        }

        return new SessionScore(PosteriorMetrics.Of(posterior, truth)!, Auc(posterior, truth, levels, top), (double)under / truth.Length, confidence, hits);
    }

    /// <summary>Area under the ROC curve by ranks, ties sharing their rank (Mann and Whitney 1947).</summary>
    private static double? Auc(double[] posterior, int[] truth, int levels, int top)
    {
        var scores = new double[truth.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            for (var y = top; y < levels; y++)
                scores[i] += posterior[(i * levels) + y];
        }

        var order = Enumerable.Range(0, scores.Length).ToArray();
        Array.Sort(scores, order);
        double ranks = 0, positives = 0;
        for (var from = 0; from < scores.Length;)
        {
            var to = from;
            while (to < scores.Length && scores[to].Equals(scores[from]))
                to++;
            for (var i = from; i < to; i++)
            {
                ranks += truth[order[i]] >= top ? (from + to + 1) / 2.0 : 0;
                positives += truth[order[i]] >= top ? 1 : 0;
            }

            from = to;
        }

        var negatives = scores.Length - positives;
        return positives > 0 && negatives > 0 ? (ranks - (positives * (positives + 1) / 2)) / (positives * negatives) : null;
    }
}
