using System.Collections.Immutable;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Tests.Querying;

/// <summary>Small query contexts to work by hand.</summary>
internal static class QueryContexts
{
    /// <summary>Two levels; clip i has p(0) = <paramref name="first"/>[i], no conflict, no cost, and is available.</summary>
    public static QueryContext Of(params float[] first) => new()
    {
        Levels = 2,
        Posterior = first.SelectMany(p => new[] { p, 1 - p }).ToArray(),
        Conflict = new float[first.Length],
        ExpectedCost = new float[first.Length],
        Available = Enumerable.Repeat(true, first.Length).ToArray(),
    };

    /// <summary>n clips that differ in nothing but their posterior.</summary>
    public static QueryContext Many(int rows, ulong seed = 0) =>
        Of([.. Enumerable.Range(0, rows).Select(row => row / (float)rows)]) with { Seed = seed };

    public static QueryContext WithVotes(this QueryContext context, params byte[] cells)
    {
        ImmutableArray<VoteColumn> columns = [new VoteColumn("f", "s", [LevelSet.Single(0), LevelSet.Single(1)])];
        return context with { Votes = new LabelMatrix(2, columns, cells) };
    }

    public static double[] Score(this IQueryStrategy strategy, QueryContext context)
    {
        var utilities = new double[context.Rows];
        strategy.Score(context, utilities);
        return utilities;
    }
}
