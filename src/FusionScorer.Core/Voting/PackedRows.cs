using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace FusionScorer.Core.Voting;

/// <summary>Rows of bytes as numbers of 64 bits that sort as the rows do, where the bits that ever occur fit.</summary>
internal static class PackedRows
{
    private const int Word = sizeof(ulong);

    /// <summary>One number a row; null when the bits that occur in some row take more than 64.</summary>
    /// <param name="cells">n × m bytes, row by row.</param>
    /// <param name="rows">n.</param>
    /// <param name="width">m.</param>
    /// <param name="bits">How many low bits of the numbers are in use.</param>
    public static ulong[]? Pack(ReadOnlySpan<byte> cells, int rows, int width, out int bits)
    {
        bits = 0;
        if (rows == 0 || width == 0)
            return null;
        if (width < Word)
            return Narrow(cells, rows, width, out bits);
        var masks = Masks(cells, rows, width);
        foreach (var mask in masks)
            bits += BitOperations.PopCount(mask);
        if (bits > 64)
            return null;
        var keys = new ulong[rows];
        for (var row = 0; row < rows; row++)
        {
            var bytes = cells.Slice(row * width, width);
            var key = 0ul;
            for (var w = 0; w < masks.Length; w++)
                key = (key << BitOperations.PopCount(masks[w])) | Extract(Read(bytes, w), masks[w]);
            keys[row] = key;
        }

        return keys;
    }

    /// <summary>Rows shorter than a word always fit.</summary>
    private static ulong[] Narrow(ReadOnlySpan<byte> cells, int rows, int width, out int bits)
    {
        bits = 8 * width;
        var keys = new ulong[rows];
        for (var row = 0; row < rows; row++)
        {
            foreach (var cell in cells.Slice(row * width, width))
                keys[row] = (keys[row] << 8) | cell;
        }

        return keys;
    }

    /// <summary>Sorts numbers and what belongs to them by counting digits of eleven bits, the lowest first.</summary>
    public static void Sort(ref ulong[] keys, ref int[] items, int bits)
    {
        const int Digit = 11;
        var otherKeys = new ulong[keys.Length];
        var otherItems = new int[keys.Length];
        var place = new int[1 << Digit];
        for (var shift = 0; shift < bits; shift += Digit)
        {
            Array.Clear(place);
            foreach (var key in keys)
                place[(int)(key >> shift) & (place.Length - 1)]++;
            var sum = 0;
            for (var d = 0; d < place.Length; d++)
                (place[d], sum) = (sum, sum + place[d]);
            for (var i = 0; i < keys.Length; i++)
            {
                var to = place[(int)(keys[i] >> shift) & (place.Length - 1)]++;
                otherKeys[to] = keys[i];
                otherItems[to] = items[i];
            }

            (keys, otherKeys) = (otherKeys, keys);
            (items, otherItems) = (otherItems, items);
        }
    }

    /// <summary>The bits that occur, word by word.</summary>
    private static ulong[] Masks(ReadOnlySpan<byte> cells, int rows, int width)
    {
        var masks = new ulong[(width + Word - 1) / Word];
        for (var row = 0; row < rows; row++)
        {
            var bytes = cells.Slice(row * width, width);
            for (var w = 0; w < masks.Length; w++)
                masks[w] |= Read(bytes, w);
        }

        // The last word is read from the row's last eight bytes: those that an earlier word has are masked out.
        if (width % Word != 0)
            masks[^1] &= (1ul << (8 * (width % Word))) - 1;
        return masks;
    }

    private static ulong Read(ReadOnlySpan<byte> row, int word) =>
        BinaryPrimitives.ReadUInt64BigEndian(row[Math.Min(word * Word, row.Length - Word)..]);

    private static ulong Extract(ulong value, ulong mask)
    {
        if (Bmi2.X64.IsSupported)
            return Bmi2.X64.ParallelBitExtract(value, mask);
        var result = 0ul;
        for (var at = 0; mask != 0; mask &= mask - 1)
            result |= (value >> BitOperations.TrailingZeroCount(mask) & 1) << at++;
        return result;
    }
}
