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

    private Workload(LabelMatrix matrix, LabelModelFit fit, QueryContext context)
    {
        _cells = matrix.Cells.ToArray();
        Matrix = matrix;
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
        var matrix = SyntheticVotes.Draw(rows).Matrix;
        var fit = LabelModel.Fit(matrix, [], LabelModelOptions.Default);
        var posterior = fit.Predict(matrix);
        var costs = CostMatrix.Linear(matrix.Levels);
        var cost = new float[rows];
        var available = new bool[rows];
        for (var row = 0; row < rows; row++)
        {
            var p = posterior.AsSpan(row * matrix.Levels, matrix.Levels);
            cost[row] = (float)costs.Expected(p, costs.LeastCost(p));
            available[row] = true;
        }

        return new Workload(matrix, fit, new QueryContext
        {
            Levels = matrix.Levels,
            Posterior = Array.ConvertAll(posterior, p => (float)p),
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

    public float[] Conflicts() => Conflict.Compute(Model, Fresh());

    public IReadOnlyList<QueryPick> Query(string strategy) => BatchSelector.Select(Context, QueryStrategies.ByName(strategy), 100, 0.1, NoRows);
}
