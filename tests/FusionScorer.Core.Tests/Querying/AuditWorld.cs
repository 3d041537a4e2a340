using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Tests.Querying;

/// <summary>
/// A library of four levels whose clips show six signals of three outcomes each, some of them copies of one another; a naive Bayes model with a weak idea of
/// the signals; a reviewer who is always right. Leaving an answer out of naive Bayes is exact: its counts are taken off.
/// </summary>
internal sealed class AuditWorld
{
    private const int Levels = 4;
    private const int Signals = 6;
    private const int Outcomes = 3;

    private readonly int _clips;
    private readonly ulong _seed;
    private readonly int[] _truth;
    private readonly int[] _shown;
    private readonly bool[] _decided;
    private readonly double[] _count = new double[Levels];
    private readonly double[] _outcomeCount = new double[Signals * Outcomes * Levels];
    private readonly HashSet<int> _audited = [];
    private readonly List<QueryPick> _audit = [];
    private readonly CostMatrix _cost = CostMatrix.Linear(Levels);
    private int _decisions;
    private ulong _batches;

    public AuditWorld(ulong seed, int clips, double strength)
    {
        (_clips, _seed) = (clips, seed);
        (_truth, _shown, _decided) = (new int[clips], new int[clips * Signals], new bool[clips]);
        var random = new CounterRandom(seed, 11);
        var table = new double[_outcomeCount.Length];
        for (var signal = 0; signal < Signals; signal++)
        {
            for (var level = 0; level < Levels; level++)
            {
                var sum = 0.0;
                for (var outcome = 0; outcome < Outcomes; outcome++)
                    sum += table[At(signal, outcome, level)] = 0.2 + random.NextDouble() + (outcome == (level + signal) % Outcomes ? strength * 4 * random.NextDouble() : 0);
                for (var outcome = 0; outcome < Outcomes; outcome++)
                    table[At(signal, outcome, level)] /= sum;
            }
        }

        for (var clip = 0; clip < clips; clip++)
        {
            var level = _truth[clip] = (int)(Levels * Math.Sqrt(random.NextDouble()));
            var copies = random.NextInt(3) == 0;
            for (var signal = 0; signal < Signals; signal++)
            {
                var outcome = 0;
                for (var rest = random.NextDouble() - table[At(signal, 0, level)]; rest > 0 && outcome < Outcomes - 1; rest -= table[At(signal, outcome, level)])
                    outcome++;
                _shown[(clip * Signals) + signal] = copies && signal % 2 == 1 ? _shown[(clip * Signals) + signal - 1] : outcome;
            }
        }

        for (var level = 0; level < Levels; level++)
        {
            _count[level] = 6;
            for (var signal = 0; signal < Signals; signal++)
            {
                for (var outcome = 0; outcome < Outcomes; outcome++)
                    _outcomeCount[At(signal, outcome, level)] = 6 * ((table[At(signal, outcome, level)] + 0.4) / (1 + (0.4 * Outcomes)));
            }
        }
    }

    public void Review(int decisions, int batch, double share)
    {
        var posterior = new float[_clips * Levels];
        Span<double> p = stackalloc double[Levels];
        while (_decisions < decisions)
        {
            for (var clip = 0; clip < _clips; clip++)
            {
                Posterior(clip, leftOut: false, p);
                for (var level = 0; level < Levels; level++)
                    posterior[(clip * Levels) + level] = (float)p[level];
            }

            var context = new QueryContext
            {
                Levels = Levels, Posterior = posterior, Conflict = new float[_clips], ExpectedCost = new float[_clips],
                Available = Array.ConvertAll(_decided, decided => !decided), Seed = (_seed * 1_000_003) + _batches++,
            };
            foreach (var pick in BatchSelector.Select(context, new SmallestMarginStrategy(), Math.Min(batch, decisions - _decisions), share, _audited))
            {
                if (pick.Audit && _audited.Add(pick.Row))
                    _audit.Add(pick);
                if (!_decided[pick.Row])
                    Learn(pick.Row);
            }
        }
    }

    /// <summary>The audit's estimates beside the truth: the level that a model without the clip's own answer shows.</summary>
    public (double TrueAccuracy, AuditEstimate Accuracy, AuditEstimate NotLeftOut, double TrueUnderRated, AuditEstimate UnderRated) Estimate()
    {
        double right = 0, under = 0, confidence = 0, expectedUnder = 0;
        for (var clip = 0; clip < _clips; clip++)
        {
            var score = Score(clip, leftOut: true);
            right += score.Shown == _truth[clip] ? 1.0 / _clips : 0;
            under += score.Shown < _truth[clip] ? 1.0 / _clips : 0;
            confidence += score.Confidence / _clips;
            expectedUnder += score.Stricter / _clips;
        }

        return (
            right,
            AuditSample.Estimate([.. _audit.Select(pick => Answer(pick, leftOut: true))], confidence, _clips),
            AuditSample.Estimate([.. _audit.Select(pick => Answer(pick, leftOut: false))], confidence, _clips),
            under,
            AuditSample.Estimate(
                [.. _audit.Select(pick => new AuditMeasure(Score(pick.Row, leftOut: true).Shown < _truth[pick.Row] ? 1 : 0, Score(pick.Row, leftOut: true).Stricter, pick.InclusionProbability!.Value))],
                new AuditPopulation(_clips, Math.Min(1, expectedUnder))));
    }

    private AuditAnswer Answer(QueryPick pick, bool leftOut)
    {
        var score = Score(pick.Row, leftOut);
        return new AuditAnswer(score.Shown == _truth[pick.Row], score.Confidence, pick.InclusionProbability!.Value);
    }

    private (int Shown, double Confidence, double Stricter) Score(int clip, bool leftOut)
    {
        Span<double> p = stackalloc double[Levels];
        Posterior(clip, leftOut, p);
        var shown = _cost.LeastCost(p);
        var stricter = 0.0;
        for (var level = shown + 1; level < Levels; level++)
            stricter += p[level];
        return (shown, Math.Min(1, p[shown]), Math.Min(1, stricter));
    }

    private void Posterior(int clip, bool leftOut, Span<double> p)
    {
        var sum = 0.0;
        for (var level = 0; level < Levels; level++)
        {
            var own = leftOut && _decided[clip] && _truth[clip] == level ? 1 : 0;
            p[level] = _count[level] - own;
            for (var signal = 0; signal < Signals; signal++)
            {
                var total = _outcomeCount[At(signal, 0, level)] + _outcomeCount[At(signal, 1, level)] + _outcomeCount[At(signal, 2, level)];
                p[level] *= (_outcomeCount[At(signal, _shown[(clip * Signals) + signal], level)] - own) / (total - own);
            }

            sum += p[level];
        }

        for (var level = 0; level < Levels; level++)
            p[level] /= sum;
    }

    private void Learn(int clip)
    {
        _decided[clip] = true;
        _decisions++;
        _count[_truth[clip]]++;
        for (var signal = 0; signal < Signals; signal++)
            _outcomeCount[At(signal, _shown[(clip * Signals) + signal], _truth[clip])]++;
    }

    private static int At(int signal, int outcome, int level) => (((signal * Outcomes) + outcome) * Levels) + level;
}
