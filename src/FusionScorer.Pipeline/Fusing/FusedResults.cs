using System.Collections;
using System.Collections.Immutable;
using FusionScorer.Library;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>What a fusion run found of each clip, in columns, as exact as it is stored. Row i is the clip of number i; the list makes a record of a row when it is asked for.</summary>
public sealed class FusedResults : IReadOnlyList<FusedClip>
{
    private readonly long[] _numbers;
    private readonly byte[] _votes;
    private readonly byte[] _level;
    private readonly double[] _conflict;
    private readonly double[] _cost;
    private readonly string[] _pair;
    private readonly bool[] _found;

    internal FusedResults(long[] numbers, int levels, int functions)
    {
        _numbers = numbers;
        (Levels, Functions) = (levels, functions);
        Posterior = new float[numbers.Length * levels];
        LabelModel = new float[numbers.Length * levels];
        _votes = new byte[numbers.Length * functions];
        _level = new byte[numbers.Length];
        _conflict = new double[numbers.Length];
        _cost = new double[numbers.Length];
        _pair = new string[numbers.Length];
        _found = new bool[numbers.Length];
    }

    /// <summary>The number of clips, n.</summary>
    public int Count => _numbers.Length;

    /// <summary>K.</summary>
    internal int Levels { get; }

    /// <summary>The number of labelling functions.</summary>
    internal int Functions { get; }

    /// <summary>n × K probabilities, fused.</summary>
    internal float[] Posterior { get; }

    /// <summary>n × K probabilities of the label model alone.</summary>
    internal float[] LabelModel { get; }

    /// <inheritdoc/>
    public FusedClip this[int row] => new(
        _numbers[row], _level[row], Slice(Posterior, row, Levels), Slice(LabelModel, row, Levels), Slice(_votes, row, Functions), _conflict[row], _pair[row], _cost[row]);

    /// <summary>Reads stored results of clips.</summary>
    /// <param name="store">The catalogue.</param>
    /// <param name="numbers">The clips, ascending; others are passed over.</param>
    /// <param name="levels">K.</param>
    /// <param name="functions">The number of labelling functions of the policy that they were fused under.</param>
    internal static FusedResults Read(IStore store, long[] numbers, int levels, int functions)
    {
        var results = new FusedResults(numbers, levels, functions);
        store.Fusion.ReadResults(from =>
        {
            var row = results.RowOf(from.ClipNo);
            if (row < 0 || from.Posterior.Length != levels || from.LabelModel.Length != levels || from.Votes.Length != functions)
                return;
            from.Posterior.CopyTo(results.Posterior.AsSpan(row * levels));
            from.LabelModel.CopyTo(results.LabelModel.AsSpan(row * levels));
            from.Votes.CopyTo(results._votes.AsSpan(row * functions));
            results.Set(row, from.Level, from.Conflict, from.ConflictPair, from.ExpectedCost);
        });
        return results;
    }

    /// <inheritdoc/>
    public IEnumerator<FusedClip> GetEnumerator()
    {
        for (var row = 0; row < Count; row++)
            yield return this[row];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether there is a result of a row: none of clips that came in since the run.</summary>
    internal bool Has(int row) => _found[row];

    /// <summary>The outcomes of a row, to write into.</summary>
    internal Span<byte> Votes(int row) => _votes.AsSpan(row * Functions, Functions);

    /// <summary>Index of the model's level.</summary>
    internal int LevelOf(int row) => _level[row];

    /// <inheritdoc cref="FusedClip.Conflict"/>
    internal double ConflictOf(int row) => _conflict[row];

    /// <inheritdoc cref="FusedClip.ExpectedCost"/>
    internal double CostOf(int row) => _cost[row];

    /// <summary>Writes what is no array of a row.</summary>
    internal void Set(int row, int level, double conflict, string pair, double cost)
    {
        _level[row] = (byte)level;
        _conflict[row] = conflict;
        _pair[row] = pair;
        _cost[row] = cost;
        _found[row] = true;
    }

    private static ImmutableArray<T> Slice<T>(T[] values, int row, int width) => ImmutableArray.Create(values, row * width, width);

    private int RowOf(long number) => Array.BinarySearch(_numbers, number);
}
