using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Querying;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Querying;

/// <summary>A small library with a classifier that has learned some answers, and what a strategy sees of it.</summary>
internal sealed class QueryWorld
{
    private readonly SyntheticLibrary _library;
    private readonly int[] _decided;

    public QueryWorld(SyntheticLibrary library, int decisions, ClassifierOptions? options = null)
    {
        _library = library;
        _decided = [.. Enumerable.Range(0, decisions).Select(i => i * library.Data.Rows / Math.Max(1, decisions))];
        Model = FusedModel.Prepare(library.Data, options ?? ClassifierOptions.Default);
        Classifier = Learn();
        var posterior = Classifier.Posterior();
        var cost = new float[library.Data.Rows];
        ExpectedCosts.Compute(library.Data.Cost, posterior, cost);
        var available = Enumerable.Repeat(true, cost.Length).ToArray();
        foreach (var row in _decided)
            available[row] = false;
        Context = new QueryContext
        {
            Levels = library.Data.Levels,
            Posterior = posterior,
            LabelModelPosterior = Array.ConvertAll(Model.LabelModel.Predict(library.Data.Matrix), p => (float)p),
            Conflict = Conflict.Compute(Model.LabelModel, library.Data.Matrix),
            ExpectedCost = cost,
            Available = available,
            Votes = library.Data.Matrix,
            Classifier = Classifier,
            DecisionCount = decisions,
            Seed = 7,
        };
    }

    public FusedModel Model { get; }

    public FusedClassifier Classifier { get; }

    public QueryContext Context { get; }

    /// <summary>A classifier that has learned the answers, and more if any are given.</summary>
    public FusedClassifier Learn(params LevelObservation[] more)
    {
        var classifier = new FusedClassifier(Model);
        classifier.Fit([.. _library.Answers(_decided), .. more]);
        return classifier;
    }
}
