using System.Collections.Immutable;
using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;

namespace FusionScorer.Core.Simulation;

/// <summary>One simulated review session: a strategy asks, the truth answers, the model learns.</summary>
internal sealed class Session
{
    private const double Reliability = 1 - 1e-6;

    private readonly FusedModel _model;
    private readonly float[] _weak;
    private readonly float[] _conflict;
    private readonly ReadOnlyMemory<int> _truth;
    private readonly SimulationOptions _options;
    private readonly IQueryStrategy _strategy;
    private readonly ulong _seed;
    private readonly int[] _test;
    private readonly int[] _pool;
    private readonly HashSet<int> _poolRows;
    private readonly FusedClassifier _classifier;
    private readonly List<int> _labelled = [];
    private readonly HashSet<int> _audited = [];
    private readonly Dictionary<int, double> _inclusion = [];
    private readonly bool[] _available;
    private readonly float[] _cost;
    private readonly SessionLog _log;
    private float[] _posterior = [];
    private int _learned;
    private ulong _batches;

    public Session(
        FusedModel model, float[] weak, float[] conflict, ReadOnlyMemory<int> truth, SimulationOptions options, IQueryStrategy strategy, int seed, int[] test,
        int[] pool)
    {
        _model = model;
        _weak = weak;
        _conflict = conflict;
        _truth = truth;
        _options = options;
        _strategy = strategy;
        _seed = (ulong)seed;
        _test = test;
        _pool = pool;
        _poolRows = [.. pool];
        _classifier = new FusedClassifier(model);
        _available = new bool[model.Data.Rows];
        foreach (var row in pool)
            _available[row] = true;
        _cost = new float[model.Data.Rows];
        _log = new SessionLog(model.Data.Levels);
    }

    public SessionLog Run(ImmutableArray<int> budgets, LearningCurves.Counter counter, bool keepTrace, CancellationToken cancellation)
    {
        Learn();
        foreach (var budget in budgets)
        {
            while (_labelled.Count < budget)
            {
                cancellation.ThrowIfCancellationRequested();
                var before = _labelled.Count;
                Ask(Math.Min(_options.Batch - (before % _options.Batch), budget - before));
                counter.Add(_labelled.Count - before);
                if (_labelled.Count - _learned >= Math.Max(1, _options.UpdateEvery))
                    Learn();
            }

            Score(budget, keepTrace);
        }

        return _log;
    }

    private void Ask(int count)
    {
        var context = new QueryContext
        {
            Levels = _model.Data.Levels,
            Posterior = _posterior,
            LabelModelPosterior = _weak,
            Conflict = _conflict,
            ExpectedCost = _cost,
            Available = _available,
            Votes = _model.Data.Matrix,
            Classifier = _classifier,
            DecisionCount = _labelled.Count,
            ThresholdsFrom = _options.ThresholdsFrom,
            ConflictThreshold = _options.ConflictThreshold,
            CostThreshold = _options.CostThreshold,
            Seed = (_seed * 1_000_003) + _batches++,
        };
        var picks = BatchSelector.Select(context, _strategy, count, _options.AuditShare, _audited, _poolRows);
        foreach (var pick in picks)
        {
            if (pick.Audit)
            {
                _audited.Add(pick.Row);
                _inclusion[pick.Row] = pick.InclusionProbability!.Value / count;
            }

            Label(pick.Row);
        }

        // Nothing is eligible any more: go on with the least certain clips, and say so.
        if (picks.Count == 0)
        {
            foreach (var pick in BatchSelector.Select(context, new SmallestMarginStrategy(), count, auditShare: 0, _audited, _poolRows))
            {
                _log.FilledUp++;
                Label(pick.Row);
            }
        }
    }

    private void Label(int row)
    {
        if (!_available[row])
            return;
        _available[row] = false;
        _labelled.Add(row);
        _log.Picks.Add(row);
    }

    private void Learn()
    {
        _classifier.Fit([.. _labelled.Select(row => new LevelObservation(row, LevelSet.Single(_truth.Span[row]), Reliability))]);
        _classifier.Calibrate(_inclusion);
        _learned = _labelled.Count;
        _posterior = _classifier.Posterior();
        ExpectedCosts.Compute(_model.Data.Cost, _posterior, _cost);
    }

    private void Score(int budget, bool keepTrace)
    {
        var levels = _model.Data.Levels;
        var p = new double[_test.Length * levels];
        var truth = new int[_test.Length];
        for (var i = 0; i < _test.Length; i++)
        {
            for (var y = 0; y < levels; y++)
                p[(i * levels) + y] = _posterior[(_test[i] * levels) + y];
            truth[i] = _truth.Span[_test[i]];
        }

        _log.Add(budget, p, truth, _options.TopLevel ?? TopLevel(), keepTrace ? _test : null);
    }

    private int TopLevel()
    {
        var top = 0;
        foreach (var level in _truth.Span)
            top = Math.Max(top, level);
        return top;
    }
}
