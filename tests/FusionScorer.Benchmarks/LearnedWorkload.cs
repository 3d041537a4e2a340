using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Querying;
using FusionScorer.TestKit;

namespace FusionScorer.Benchmarks;

/// <summary>A library of five signals with seven features each, 40 columns in all, and a classifier that has learned 200 decisions.</summary>
internal sealed class LearnedWorkload
{
    private const int Decisions = 200;
    private static readonly HashSet<int> NoRows = [];

    private readonly SyntheticLibrary _library;
    private readonly FusedClassifier _classifier;
    private readonly float[] _weak;
    private readonly float[] _conflict;
    private readonly float[] _cost;
    private readonly bool[] _available;
    private readonly List<LevelObservation> _answers;
    private float[] _posterior = [];

    public LearnedWorkload(int rows)
    {
        _library = SyntheticLibrary.Draw(rows, signals: 5, features: 7);
        var data = _library.Data;
        var model = FusedModel.Prepare(data, ClassifierOptions.Default);
        _weak = Array.ConvertAll(model.LabelModel.Predict(data.Matrix), p => (float)p);
        _conflict = Conflict.Compute(model.LabelModel, data.Matrix);
        _cost = new float[rows];
        _available = new bool[rows];
        _available.AsSpan().Fill(true);
        _classifier = new FusedClassifier(model);
        _answers = [.. _library.Answers(Enumerable.Range(0, Decisions).Select(i => i * (rows / (Decisions * 2))))];
        foreach (var answer in _answers)
            _available[answer.Row] = false;
        Learn();
        Posteriors();
        Costs();
    }

    /// <summary>The classifier learns one more decision, from where it stands.</summary>
    public void Decide()
    {
        var row = Array.IndexOf(_available, true);
        _available[row] = false;
        _answers.AddRange(_library.Answers([row]));
        Learn();
    }

    public void Posteriors() => _posterior = _classifier.Posterior();

    public void Costs() => ExpectedCosts.Compute(_library.Data.Cost, _posterior, _cost);

    public void Batch(string strategy, int count)
    {
        var context = new QueryContext
        {
            Levels = _library.Data.Levels,
            Posterior = _posterior,
            LabelModelPosterior = _weak,
            Conflict = _conflict,
            ExpectedCost = _cost,
            Available = _available,
            Votes = _library.Data.Matrix,
            Classifier = _classifier,
            DecisionCount = _answers.Count,
            Seed = (ulong)_answers.Count,
        };
        if (BatchSelector.Select(context, QueryStrategies.ByName(strategy), count, 0.1, NoRows).Count != count)
            throw new InvalidOperationException($"{strategy} did not find {count} clips");
    }

    /// <summary>From a decision to the next batch.</summary>
    public void DecisionToBatch()
    {
        Decide();
        Posteriors();
        Costs();
        Batch(QueryStrategies.Default, 25);
    }

    /// <summary>CPU seconds to train the classifier on answers for all of 100,000 clips with 20 features and five levels.</summary>
    public static double FitAll()
    {
        const int Rows = 100_000;
        var library = SyntheticLibrary.Draw(Rows, signals: 4, features: 5, missing: 0);
        var model = FusedModel.Prepare(library.Data, ClassifierOptions.Default);
        var answers = library.Answers(Enumerable.Range(0, Rows));
        return Meter.CpuSeconds(() => new FusedClassifier(model).Fit(answers));
    }

    private void Learn() => _classifier.Fit(_answers);
}
