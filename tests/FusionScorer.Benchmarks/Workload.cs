using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Voting;
using FusionScorer.TestKit;

namespace FusionScorer.Benchmarks;

/// <summary>Synthetic votes and what follows from them, made once before anything is measured.</summary>
internal sealed class Workload
{
    private static readonly HashSet<int> NoRows = [];

    private readonly byte[] _cells;
    private readonly int[] _truth;

    private Workload(SyntheticVotes votes, LabelModelFit fit, QueryContext context)
    {
        _cells = votes.Matrix.Cells.ToArray();
        _truth = votes.Truth;
        Matrix = votes.Matrix;
        Model = fit;
        Context = context;
    }

    public LabelMatrix Matrix { get; }

    public LabelModelFit Model { get; }

    public QueryContext Context { get; }

    /// <summary>The same votes as a new matrix, so that grouping its rows is measured too.</summary>
    private LabelMatrix Fresh() => new(Matrix.Levels, Matrix.Columns, _cells);

    public static Workload Create(int rows)
    {
        var votes = SyntheticVotes.Draw(rows);
        var matrix = votes.Matrix;
        var fit = LabelModel.Fit(matrix, [], LabelModelOptions.Default);
        var posterior = Array.ConvertAll(fit.Predict(matrix), p => (float)p);
        var cost = new float[rows];
        ExpectedCosts.Compute(CostMatrix.Linear(matrix.Levels), posterior, cost);
        var available = new bool[rows];
        available.AsSpan().Fill(true);
        return new Workload(votes, fit, new QueryContext
        {
            Levels = matrix.Levels,
            Posterior = posterior,
            Conflict = Conflict.Compute(fit, matrix),
            ExpectedCost = cost,
            Available = available,
            Votes = matrix,
        });
    }

    public double[] FitPredict()
    {
        var matrix = Fresh();
        return LabelModel.Fit(matrix, [], LabelModelOptions.Default).Predict(matrix);
    }

    /// <summary>How good the label model is on these votes.</summary>
    public PosteriorMetrics Metrics() => PosteriorMetrics.Of(Model.Predict(Matrix), _truth)!;

    public float[] Conflicts() => Conflict.Compute(Model, Fresh());

    public IReadOnlyList<QueryPick> Query(string strategy) => BatchSelector.Select(Context, QueryStrategies.ByName(strategy), 100, 0.1, NoRows);
}
