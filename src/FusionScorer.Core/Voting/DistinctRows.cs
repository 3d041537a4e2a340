using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace FusionScorer.Core.Voting;

/// <summary>The distinct rows of a byte table, in byte order, each with the number of rows that are equal to it.</summary>
/// <remarks>Immutable. The order does not depend on the order of the input, so sums over distinct rows do not either.</remarks>
public sealed class DistinctRows
{
    private readonly byte[] _cells;
    private readonly int[] _counts;
    private readonly int[] _indexOf;
    private readonly int[] _shared;

    private DistinctRows(int width, byte[] cells, int[] counts, int[] indexOf)
    {
        Width = width;
        _cells = cells;
        _counts = counts;
        _indexOf = indexOf;
        _shared = SharedPrefixes(cells, counts.Length, width);
    }

    /// <summary>The number of cells in a row, m.</summary>
    public int Width { get; }

    /// <summary>The number of distinct rows, R.</summary>
    public int Count => _counts.Length;

    /// <summary>How many rows equal each distinct row: R numbers that sum to n.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>The distinct row of every row: n indices below R.</summary>
    public ReadOnlySpan<int> IndexOf => _indexOf;

    /// <summary>The cells of a distinct row: m bytes.</summary>
    /// <param name="index">0 … R − 1.</param>
    public ReadOnlySpan<byte> Row(int index) => _cells.AsSpan(index * Width, Width);

    /// <summary>The clips of a label matrix by their votes; worked out once for each matrix.</summary>
    public static DistinctRows Of(LabelMatrix matrix) => matrix.Distinct;

    /// <summary>Groups the rows of a byte table.</summary>
    /// <param name="cells">n × m bytes, row by row.</param>
    /// <param name="rows">n.</param>
    /// <param name="width">m.</param>
    /// <exception cref="ArgumentException">The cells are not n × m.</exception>
    public static DistinctRows Of(ReadOnlySpan<byte> cells, int rows, int width)
    {
        if (cells.Length != (long)rows * width)
            throw new ArgumentException($"{cells.Length} cells are not {rows} rows of {width}", nameof(cells));
        var indexOf = new int[rows];
        var keys = PackedRows.Pack(cells, rows, width, out var bits);
        var firsts = keys is null ? FindFirsts(cells, width, indexOf) : FindFirsts(keys, indexOf);
        var order = keys is null ? Sort(cells, width, CollectionsMarshal.AsSpan(firsts)) : Sort(keys, CollectionsMarshal.AsSpan(firsts), bits);
        var placeOf = new int[order.Length];
        var sorted = new byte[order.Length * width];
        for (var place = 0; place < order.Length; place++)
        {
            placeOf[order[place]] = place;
            cells.Slice(firsts[order[place]] * width, width).CopyTo(sorted.AsSpan(place * width));
        }

        var counts = new int[order.Length];
        for (var row = 0; row < rows; row++)
        {
            indexOf[row] = placeOf[indexOf[row]];
            counts[indexOf[row]]++;
        }

        return new DistinctRows(width, sorted, counts, indexOf);
    }

    /// <summary>How many leading cells a distinct row has in common with the one before it; 0 for the first.</summary>
    internal int SharedPrefix(int index) => _shared[index];

    private static int[] SharedPrefixes(ReadOnlySpan<byte> sorted, int rows, int width)
    {
        var shared = new int[rows];
        for (var row = 1; row < rows; row++)
            shared[row] = sorted.Slice(row * width, width).CommonPrefixLength(sorted.Slice((row - 1) * width, width));
        return shared;
    }

    /// <summary>Numbers the groups by first appearance with an open hash table, into <paramref name="groupOf"/>; returns each group's first row.</summary>
    private static List<int> FindFirsts(ReadOnlySpan<byte> cells, int width, Span<int> groupOf)
    {
        var firsts = new List<int>();
        var slots = new int[1024];
        var hashes = new List<ulong>();
        for (var row = 0; row < groupOf.Length; row++)
        {
            var bytes = cells.Slice(row * width, width);
            var hash = Hash(bytes);
            var slot = (int)(hash >> 32) & (slots.Length - 1);
            while (slots[slot] != 0)
            {
                var group = slots[slot] - 1;
                if (hashes[group] == hash && bytes.SequenceEqual(cells.Slice(firsts[group] * width, width)))
                    break;
                slot = (slot + 1) & (slots.Length - 1);
            }

            if (slots[slot] == 0)
            {
                firsts.Add(row);
                hashes.Add(hash);
                slots[slot] = firsts.Count;
            }

            groupOf[row] = slots[slot] - 1;
            if (firsts.Count * 2 > slots.Length)
                slots = Grow(slots.Length * 4, CollectionsMarshal.AsSpan(hashes));
        }

        return firsts;
    }

    /// <summary>The same for rows packed into numbers.</summary>
    private static List<int> FindFirsts(ulong[] keys, Span<int> groupOf)
    {
        var firsts = new List<int>();
        var slots = new (ulong Key, int Group)[1024];
        for (var row = 0; row < keys.Length; row++)
        {
            var key = keys[row];
            var slot = Slot(key, slots.Length);
            while (slots[slot].Group != 0 && slots[slot].Key != key)
                slot = (slot + 1) & (slots.Length - 1);
            if (slots[slot].Group == 0)
            {
                firsts.Add(row);
                slots[slot] = (key, firsts.Count);
            }

            groupOf[row] = slots[slot].Group - 1;
            if (firsts.Count * 2 > slots.Length)
                slots = Grow(slots);
        }

        return firsts;
    }

    private static int Slot(ulong key, int size) => (int)(key * 0x9E3779B97F4A7C15 >> 33) & (size - 1);

    private static (ulong Key, int Group)[] Grow((ulong Key, int Group)[] slots)
    {
        var larger = new (ulong Key, int Group)[slots.Length * 4];
        foreach (var entry in slots)
        {
            if (entry.Group == 0)
                continue;
            var slot = Slot(entry.Key, larger.Length);
            while (larger[slot].Group != 0)
                slot = (slot + 1) & (larger.Length - 1);
            larger[slot] = entry;
        }

        return larger;
    }

    private static int[] Grow(int size, ReadOnlySpan<ulong> hashes)
    {
        var slots = new int[size];
        for (var group = 0; group < hashes.Length; group++)
        {
            var slot = (int)(hashes[group] >> 32) & (size - 1);
            while (slots[slot] != 0)
                slot = (slot + 1) & (size - 1);
            slots[slot] = group + 1;
        }

        return slots;
    }

    private static int[] Sort(ulong[] keys, ReadOnlySpan<int> firsts, int bits)
    {
        var order = new int[firsts.Length];
        var sorted = new ulong[firsts.Length];
        for (var group = 0; group < order.Length; group++)
            (order[group], sorted[group]) = (group, keys[firsts[group]]);
        PackedRows.Sort(ref sorted, ref order, bits);
        return order;
    }

    /// <summary>The order of the groups by their cells.</summary>
    private static int[] Sort(ReadOnlySpan<byte> cells, int width, ReadOnlySpan<int> firsts)
    {
        var order = new int[firsts.Length];
        for (var group = 0; group < order.Length; group++)
            order[group] = group;
        SortRun(cells, width, firsts, order, new ulong[order.Length], 0, order.Length, 0);
        return order;
    }

    /// <summary>Sorts a run of groups whose cells before <paramref name="from"/> are equal: by the next eight cells, then each tie by those after.</summary>
    private static void SortRun(
        ReadOnlySpan<byte> cells, int width, ReadOnlySpan<int> firsts, int[] order, ulong[] keys, int start, int length, int from)
    {
        var take = Math.Min(width - from, sizeof(ulong));
        for (var place = start; place < start + length; place++)
            keys[place] = Word(cells.Slice((firsts[order[place]] * width) + from, take));
        Array.Sort(keys, order, start, length);
        if (from + take >= width)
            return;
        for (var run = start; run < start + length;)
        {
            var next = run + 1;
            while (next < start + length && keys[next] == keys[run])
                next++;
            if (next - run > 1)
                SortRun(cells, width, firsts, order, keys, run, next - run, from + take);
            run = next;
        }
    }

    /// <summary>Up to eight bytes as a number that sorts as the bytes do.</summary>
    private static ulong Word(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == sizeof(ulong))
            return BinaryPrimitives.ReadUInt64BigEndian(bytes);
        var word = 0ul;
        for (var i = 0; i < sizeof(ulong); i++)
            word = (word << 8) | (i < bytes.Length ? bytes[i] : 0u);
        return word;
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 0x9E3779B97F4A7C15ul;
        while (bytes.Length > 0)
        {
            var take = Math.Min(bytes.Length, sizeof(ulong));
            hash = (hash ^ Word(bytes[..take])) * 0xBF58476D1CE4E5B9;
            hash ^= hash >> 29;
            bytes = bytes[take..];
        }

        hash *= 0x94D049BB133111EB;
        return hash ^ (hash >> 32);
    }
}
