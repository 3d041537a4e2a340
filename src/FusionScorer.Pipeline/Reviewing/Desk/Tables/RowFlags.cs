using System.Collections;

namespace FusionScorer.Pipeline.Reviewing.Desk.Tables;

/// <summary>A set of rows as one flag a row.</summary>
/// <param name="flags">n flags, not copied.</param>
internal sealed class RowFlags(bool[] flags) : IReadOnlySet<int>
{
    public int Count { get; } = flags.AsSpan().Count(value: true);

    public bool Contains(int item) => (uint)item < (uint)flags.Length && flags[item];

    public IEnumerator<int> GetEnumerator()
    {
        for (var row = 0; row < flags.Length; row++)
        {
            if (flags[row])
                yield return row;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool IsProperSubsetOf(IEnumerable<int> other) => this.ToHashSet().IsProperSubsetOf(other);

    public bool IsProperSupersetOf(IEnumerable<int> other) => this.ToHashSet().IsProperSupersetOf(other);

    public bool IsSubsetOf(IEnumerable<int> other) => this.ToHashSet().IsSubsetOf(other);

    public bool IsSupersetOf(IEnumerable<int> other) => other.All(Contains);

    public bool Overlaps(IEnumerable<int> other) => other.Any(Contains);

    public bool SetEquals(IEnumerable<int> other) => this.ToHashSet().SetEquals(other);
}
