using System.Collections.Immutable;
using FusionScorer.Core.Fusion;

namespace FusionScorer.Core.Voting;

/// <summary>How one rule of a function does.</summary>
/// <param name="Fired">On how many rows it fired.</param>
/// <param name="LearnedRight">By the label model, the share of these rows whose level lies in the rule's set; null without a fit or a firing.</param>
public sealed record RuleSummary(int Fired, double? LearnedRight);

/// <summary>How one function does. Shares are of all n rows.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Signal">Its signal.</param>
/// <param name="Coverage">Share of rows where a rule of it fired.</param>
/// <param name="Overlap">Share of rows where it and another function fired.</param>
/// <param name="Conflict">Share of rows where it and another function fired with level sets that have nothing in common.</param>
/// <param name="Missing">Share of rows where it is missing.</param>
/// <param name="Accuracy">Where it fired and the level is known: the share of rows whose level lies in its set; null where none is known.</param>
/// <param name="LearnedAccuracy">The same for all rows where it fired, by the label model's posterior; null without a fit or a firing.</param>
/// <param name="Weight">The label model's dependence discount, 0 to 1; null without a fit.</param>
/// <param name="Rules">One for each rule, in order.</param>
public sealed record FunctionSummary(
    string Name,
    string Signal,
    double Coverage,
    double Overlap,
    double Conflict,
    double Missing,
    double? Accuracy,
    double? LearnedAccuracy,
    double? Weight,
    ImmutableArray<RuleSummary> Rules)
{
    /// <summary>On how many rows it fired and the level is known: what <see cref="Accuracy"/> rests on.</summary>
    public long Judged { get; init; }
}

/// <summary>Two functions that say much the same.</summary>
/// <param name="First">A function's name.</param>
/// <param name="Second">Another's.</param>
/// <param name="Share">How much of the one the other already says given the level, the larger of both directions: 0 to 1.</param>
public sealed record DependentPair(string First, string Second, double Share);

/// <summary>What a label matrix holds, function by function.</summary>
/// <param name="Rows">n.</param>
/// <param name="DistinctRows">R.</param>
/// <param name="Functions">m summaries, in the order of the columns.</param>
/// <param name="Dependent">Pairs whose share is at least <see cref="LeastShare"/>, the largest first; empty without a fit.</param>
/// <param name="Suggestions">Functions that deserve a second look, by kind and in the order of the functions.</param>
public sealed record LabelMatrixSummary(
    int Rows,
    int DistinctRows,
    ImmutableArray<FunctionSummary> Functions,
    ImmutableArray<DependentPair> Dependent,
    ImmutableArray<Suggestion> Suggestions)
{
    /// <summary>A function that is present on fewer rows is not yet said never to fire, never to matter or to be another's double.</summary>
    public const int LeastRows = 50;

    /// <summary>A function with fewer votes to check is not yet said to be worse than chance.</summary>
    public const int LeastVotes = 20;

    /// <summary>A pair with a smaller share is not called dependent.</summary>
    public const double LeastShare = 0.1;

    /// <summary>Sums a matrix up in one pass over its distinct rows.</summary>
    /// <param name="matrix">n × m outcomes.</param>
    /// <param name="labels">n known levels, −1 = unknown; empty = none known.</param>
    /// <param name="fit">A fit of the same functions, or null.</param>
    /// <exception cref="ArgumentException">Labels or fit do not belong to the matrix.</exception>
    public static LabelMatrixSummary Of(LabelMatrix matrix, ReadOnlySpan<int> labels, LabelModelFit? fit)
    {
        if (!labels.IsEmpty && labels.Length != matrix.Rows)
            throw new ArgumentException($"{labels.Length} labels are not one for each of {matrix.Rows} rows", nameof(labels));
        fit?.Check(matrix);
        var rows = Voting.DistinctRows.Of(matrix);
        var tally = new LabelMatrixTally(matrix, rows);
        tally.Count(labels, fit);
        var functions = tally.Functions(fit);
        return new LabelMatrixSummary(matrix.Rows, rows.Count, functions, Pairs(fit), new SuggestionFinder(matrix, rows, functions).Find(labels, fit));
    }

    private static ImmutableArray<DependentPair> Pairs(LabelModelFit? fit)
    {
        var pairs = new List<DependentPair>();
        for (var j = 0; j < (fit?.Columns.Length ?? 0); j++)
        {
            for (var l = j + 1; l < fit!.Columns.Length; l++)
            {
                var share = Math.Max(fit.Share(j, l), fit.Share(l, j));
                if (share >= LeastShare)
                    pairs.Add(new DependentPair(fit.Columns[j].Name, fit.Columns[l].Name, share));
            }
        }

        return [.. pairs.OrderByDescending(pair => pair.Share)];
    }
}
