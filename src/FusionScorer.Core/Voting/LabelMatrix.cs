using System.Collections.Immutable;
using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Voting;

/// <summary>What is known of a column of a label matrix before any row is read.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Signal">The signal that it belongs to; functions of one signal are discounted together first.</param>
/// <param name="Votes">The level set of each vote: outcome <c>2 + r</c> means <c>Votes[r]</c>; the empty set is an absence that informs.</param>
public sealed record VoteColumn(string Name, string Signal, ImmutableArray<LevelSet> Votes)
{
    /// <summary>The column of a labelling function.</summary>
    public static VoteColumn Of(LabellingFunction function) => new(function.Name, function.Signal, function.LevelSets);

    /// <summary>The column of a labelling function whose absence informs: one more outcome, which declares nothing.</summary>
    public static VoteColumn WithAbsence(LabellingFunction function) => new(function.Name, function.Signal, [.. function.LevelSets, default]);

    /// <summary>Whether an outcome speaks for levels: not missing, not silent, not an absence that informs.</summary>
    public bool IsVote(byte outcome) => outcome >= Outcome.FirstRule && !Votes[Outcome.RuleOf(outcome)].IsEmpty;
}

/// <summary>Clips × labelling functions; each cell is an <see cref="Outcome"/>. Row-major, one byte a cell.</summary>
public sealed class LabelMatrix
{
    private readonly byte[] _cells;
    private DistinctRows? _distinct;

    /// <summary>Wraps cells that are already encoded.</summary>
    /// <param name="levels">The number of levels or classes, K: 1 to 20.</param>
    /// <param name="columns">m columns.</param>
    /// <param name="cells">n × m outcomes, row by row; taken over, not copied.</param>
    /// <exception cref="ArgumentException">The cells do not fill whole rows, or a cell names a vote that its column lacks.</exception>
    public LabelMatrix(int levels, ImmutableArray<VoteColumn> columns, byte[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levels, Taxonomy.MaxLevels);
        if (columns.Length == 0 ? cells.Length != 0 : cells.Length % columns.Length != 0)
            throw new ArgumentException($"{cells.Length} cells do not fill rows of {columns.Length}", nameof(cells));
        var fewest = columns.IsEmpty ? 0 : columns.Min(column => column.Votes.Length);

        // One fast look settles it for most matrices.
        for (var i = cells.AsSpan().IndexOfAnyInRange(Outcome.OfRule(fewest), byte.MaxValue); i >= 0 && i < cells.Length; i++)
        {
            if (Outcome.RuleOf(cells[i]) >= columns[i % columns.Length].Votes.Length)
                throw new ArgumentException($"cell {i} holds outcome {cells[i]}, but column '{columns[i % columns.Length].Name}' has {columns[i % columns.Length].Votes.Length} votes", nameof(cells));
        }

        Levels = levels;
        Columns = columns;
        _cells = cells;
        Rows = columns.Length == 0 ? 0 : cells.Length / columns.Length;
    }

    /// <summary>The number of levels or classes, K.</summary>
    public int Levels { get; }

    /// <summary>The m functions.</summary>
    public ImmutableArray<VoteColumn> Columns { get; }

    /// <summary>The number of clips, n.</summary>
    public int Rows { get; }

    /// <summary>All n × m outcomes, row by row.</summary>
    public ReadOnlySpan<byte> Cells => _cells;

    /// <summary>The distinct rows. Two threads that ask at once may both work them out, to the same result.</summary>
    internal DistinctRows Distinct => _distinct ??= DistinctRows.Of(_cells, Rows, Columns.Length);

    /// <summary>The outcomes of one clip: m bytes.</summary>
    public ReadOnlySpan<byte> Row(int row) => _cells.AsSpan(row * Columns.Length, Columns.Length);

    /// <summary>The columns of functions.</summary>
    /// <param name="functions">m functions.</param>
    /// <param name="informativeMissing">Signals whose absence informs.</param>
    public static ImmutableArray<VoteColumn> ColumnsOf(IReadOnlyList<LabellingFunction> functions, IReadOnlySet<string>? informativeMissing = null) =>
        [.. functions.Select(function => informativeMissing?.Contains(function.Signal) ?? false ? VoteColumn.WithAbsence(function) : VoteColumn.Of(function))];

    /// <summary>Lets every function vote on every clip.</summary>
    /// <param name="functions">m functions.</param>
    /// <param name="features">Features of n clips.</param>
    /// <param name="levels">K.</param>
    /// <param name="informativeMissing">Signals whose absence informs: missing is then an outcome like any other, whose meaning is learned.</param>
    public static LabelMatrix Apply(
        IReadOnlyList<LabellingFunction> functions, FeatureTable features, int levels, IReadOnlySet<string>? informativeMissing = null)
    {
        var absence = functions.Select(function => informativeMissing?.Contains(function.Signal) ?? false).ToArray();
        var cells = new byte[features.Rows * functions.Count];
        for (var row = 0; row < features.Rows; row++)
        {
            for (var j = 0; j < functions.Count; j++)
            {
                var outcome = functions[j].Apply(features, row);
                cells[(row * functions.Count) + j] = outcome == Outcome.Missing && absence[j] ? Outcome.OfRule(functions[j].Rules.Length) : outcome;
            }
        }

        return new LabelMatrix(levels, ColumnsOf(functions, informativeMissing), cells);
    }
}
