using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing.Desk.Tables;

/// <summary>What a fusion run found of each clip, in columns. Row i is clip i.</summary>
internal sealed class FusedTable
{
    /// <summary>A conflict below this is too small to name: it counts for no pair.</summary>
    public const float LeastNamedConflict = 0.01f;

    private readonly List<string> _pairs = [""];

    /// <summary>An empty table.</summary>
    /// <param name="rows">n.</param>
    /// <param name="levels">K.</param>
    /// <param name="functions">The number of labelling functions, J.</param>
    public FusedTable(int rows, int levels, int functions)
    {
        (Rows, Levels, Functions) = (rows, levels, functions);
        Level = new byte[rows];
        Posterior = new float[rows * levels];
        LabelModel = new float[rows * levels];
        Votes = new byte[rows * functions];
        Conflict = new float[rows];
        Cost = new float[rows];
        Pair = new byte[rows];
    }

    public int Rows { get; }

    public int Levels { get; }

    public int Functions { get; }

    /// <summary>The model's level.</summary>
    public byte[] Level { get; }

    /// <summary>n × K probabilities, fused.</summary>
    public float[] Posterior { get; }

    /// <summary>n × K probabilities of the label model alone.</summary>
    public float[] LabelModel { get; }

    /// <summary>n × J outcomes.</summary>
    public byte[] Votes { get; }

    /// <summary>0 to 1.</summary>
    public float[] Conflict { get; }

    /// <summary>Expected cost of the level.</summary>
    public float[] Cost { get; }

    /// <summary>Index of the pair of signals that contradict each other most; 0 for none.</summary>
    public byte[] Pair { get; }

    /// <summary>Names of pairs, milder signal first, joined by <c>|</c>; the first is empty.</summary>
    public IReadOnlyList<string> Pairs => _pairs;

    /// <summary>Writes a row.</summary>
    /// <returns>False when the stored row was made under other functions or levels.</returns>
    public bool Set(int row, FusedRow from)
    {
        if (from.Posterior.Length != Levels || from.LabelModel.Length != Levels || from.Votes.Length != Functions || (uint)from.Level >= (uint)Levels)
            return false;
        Level[row] = (byte)from.Level;
        from.Posterior.CopyTo(Posterior.AsSpan(row * Levels));
        from.LabelModel.CopyTo(LabelModel.AsSpan(row * Levels));
        from.Votes.CopyTo(Votes.AsSpan(row * Functions));
        Conflict[row] = (float)from.Conflict;
        Cost[row] = (float)from.ExpectedCost;
        Pair[row] = (byte)IndexOf(from.ConflictPair);
        return true;
    }

    /// <summary>Writes a row that was never stored, or is at hand.</summary>
    public bool Set(int row, FusedClip from) => Set(row, new FusedRow(
        from.ClipNo, from.Level, from.Posterior.AsSpan(), from.LabelModel.AsSpan(), from.Votes.AsSpan(), from.Conflict, from.ConflictPair, from.ExpectedCost));

    /// <summary>The probabilities of a row.</summary>
    public ReadOnlySpan<float> PosteriorOf(int row) => Posterior.AsSpan(row * Levels, Levels);

    /// <summary>The outcomes of a row.</summary>
    public ReadOnlySpan<byte> VotesOf(int row) => Votes.AsSpan(row * Functions, Functions);

    /// <summary>A row as a record.</summary>
    public FusedClip this[int row, long clip] => new(
        clip, Level[row], [.. PosteriorOf(row)], [.. LabelModel.AsSpan(row * Levels, Levels)], [.. VotesOf(row)], Conflict[row], _pairs[Pair[row]], Cost[row]);

    /// <summary>A flag for each index into <see cref="Pairs"/>: whether it is these two signals, whichever of them is the milder.</summary>
    public bool[] Find(string pair)
    {
        var wanted = Unordered(pair);
        return [.. _pairs.Select(name => name.Length > 0 && Unordered(name) == wanted)];
    }

    /// <summary>A pair's name in the order of the alphabet.</summary>
    public static string Unordered(string pair) =>
        pair.Split('|') is [var one, var other] && string.CompareOrdinal(one, other) > 0 ? $"{other}|{one}" : pair;

    // There are few signals, so few pairs; what is beyond a byte is told as none.
    private int IndexOf(string pair)
    {
        var at = _pairs.IndexOf(pair);
        if (at >= 0)
            return at;
        if (_pairs.Count > byte.MaxValue)
            return 0;
        _pairs.Add(pair);
        return _pairs.Count - 1;
    }
}
