using FusionScorer.Core.Querying;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>Rows in the order in which a strategy would ask about them.</summary>
internal sealed class Ranking
{
    private readonly double[] _utilities;

    private Ranking(int[] rows, double[] utilities)
    {
        Rows = rows;
        _utilities = utilities;
    }

    /// <summary>All rows, the most useful first; those that the strategy would never ask about come last, the dearest error first.</summary>
    public int[] Rows { get; }

    /// <summary>Ranks all clips, as if nobody had said anything of them.</summary>
    public static Ranking Of(QueryContext context, IQueryStrategy strategy)
    {
        var all = new bool[context.Rows];
        Array.Fill(all, true);
        var utilities = new double[context.Rows];
        strategy.Score(context with { Available = all }, utilities);
        var rows = new int[context.Rows];
        var keys = new (double Utility, float Cost, int Row)[context.Rows];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
            keys[row] = (double.IsNaN(utilities[row]) ? double.NegativeInfinity : utilities[row], context.ExpectedCost.Span[row], row);
        }

        Array.Sort(keys, rows, Comparer<(double Utility, float Cost, int Row)>.Create((one, other) =>
            one.Utility != other.Utility ? other.Utility.CompareTo(one.Utility) : one.Cost != other.Cost ? other.Cost.CompareTo(one.Cost) : one.Row.CompareTo(other.Row)));
        return new Ranking(rows, utilities);
    }

    /// <summary>Whether the strategy would ask about a row at all.</summary>
    public bool IsEligible(int row) => _utilities[row] > double.NegativeInfinity;

    /// <summary>How useful an answer would be.</summary>
    public double UtilityOf(int row) => _utilities[row];
}
