using FusionScorer.Core.Clips;

namespace FusionScorer.Core.Voting;

/// <summary>Raw features of many clips, one float column a feature; NaN = missing.</summary>
/// <remarks>A signal is present on a clip when any of its columns holds a number there. Not thread-safe while it is filled.</remarks>
public sealed class FeatureTable
{
    private readonly Dictionary<string, float[]> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool[]> _present = new(StringComparer.Ordinal);

    /// <summary>An empty table.</summary>
    /// <param name="rows">The number of clips, n.</param>
    public FeatureTable(int rows) => Rows = rows;

    /// <summary>The number of clips, n.</summary>
    public int Rows { get; }

    /// <summary>Names of all columns, in ordinal order.</summary>
    public IEnumerable<string> Columns => _columns.Keys.Order(StringComparer.Ordinal);

    /// <summary>Writes one value and marks its signal as present on the clip.</summary>
    /// <param name="row">0 … n − 1.</param>
    /// <param name="name"><c>signal.feature</c>.</param>
    /// <param name="value">A number; NaN leaves the cell missing.</param>
    public void Set(int row, string name, float value)
    {
        if (float.IsNaN(value))
            return;
        var column = Open(name);
        column[row] = value;
        MarkPresent(row, FeatureName.SignalOf(name).ToString());
    }

    /// <summary>A column of n values to write into, all missing at first: for millions of values, whose names need not be looked up one by one.</summary>
    /// <remarks>Whoever writes into it says so with <see cref="OpenPresence"/> or <see cref="MarkPresent"/>.</remarks>
    /// <param name="name"><c>signal.feature</c>.</param>
    public float[] Open(string name)
    {
        if (_columns.TryGetValue(name, out var column))
            return column;
        column = new float[Rows];
        Array.Fill(column, float.NaN);
        _columns.Add(name, column);
        return column;
    }

    /// <summary>On which clips a signal was read: n flags to write into.</summary>
    public bool[] OpenPresence(string signal)
    {
        if (!_present.TryGetValue(signal, out var present))
            _present.Add(signal, present = new bool[Rows]);
        return present;
    }

    /// <summary>The same table without some signals. Columns are shared.</summary>
    public FeatureTable Without(IReadOnlySet<string> signals)
    {
        var rest = new FeatureTable(Rows);
        foreach (var (name, column) in _columns)
        {
            if (!signals.Contains(FeatureName.SignalOf(name).ToString()))
                rest._columns.Add(name, column);
        }

        foreach (var (signal, present) in _present)
        {
            if (!signals.Contains(signal))
                rest._present.Add(signal, present);
        }

        return rest;
    }

    /// <summary>Says that a signal was read on a clip, even if it gave no number.</summary>
    public void MarkPresent(int row, string signal) => OpenPresence(signal)[row] = true;

    /// <summary>Whether the signal was read on the clip.</summary>
    public bool IsPresent(int row, string signal) => _present.TryGetValue(signal, out var present) && present[row];

    /// <summary>One feature of one clip; NaN = missing. A genre that a clip with known genres does not have is 0.</summary>
    public float Get(int row, string name)
    {
        if (_columns.TryGetValue(name, out var column) && !float.IsNaN(column[row]))
            return column[row];
        return IsOneHot(name) && IsPresent(row, SignalNames.Genre) ? 0 : float.NaN;
    }

    /// <summary>A column of n values as stored, or an empty span when no clip has the feature.</summary>
    public ReadOnlySpan<float> Column(string name) => _columns.TryGetValue(name, out var column) ? column : [];

    /// <summary>Which clips a signal was read on: n flags, or an empty span when it was read on none.</summary>
    public ReadOnlySpan<bool> Presence(string signal) => _present.TryGetValue(signal, out var present) ? present : [];

    internal static bool IsOneHot(string name) => name.StartsWith(SignalNames.Genre + ".", StringComparison.Ordinal);
}
