using System.Runtime.InteropServices;

namespace FusionScorer.Library.Moving;

/// <summary>A sum over the rows of a table in any order: equal for equal rows, and for nothing else that happens by accident.</summary>
internal struct RowSum
{
    private const ulong Prime = 0x100000001B3;
    private const ulong Basis = 0xCBF29CE484222325;

    /// <summary>How many rows.</summary>
    public long Rows { get; private set; }

    /// <summary>The sum of the rows' hashes, modulo 2^64.</summary>
    public ulong Sum { get; private set; }

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlySpan<object?> values)
    {
        var hash = Basis;
        foreach (var value in values)
        {
            hash = value switch
            {
                null => Word(hash, 1),
                long number => Word(Word(hash, 2), (ulong)number),
                double number => Word(Word(hash, 3), BitConverter.DoubleToUInt64Bits(number)),
                string text => Text(hash, text),
                byte[] blob => Bytes(Word(hash, 5), blob),
                _ => throw new ArgumentException($"no column holds a {value.GetType().Name}", nameof(values)),
            };
        }

        Rows++;
        Sum += Mix(hash);
    }

    private static ulong Word(ulong hash, ulong word) => Mix((hash ^ word) * Prime);

    private static ulong Text(ulong hash, string text) => Bytes(Word(hash, 4), MemoryMarshal.AsBytes(text.AsSpan()));

    private static ulong Bytes(ulong hash, ReadOnlySpan<byte> bytes)
    {
        hash = Word(hash, (ulong)bytes.Length);
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            hash = (hash ^ word) * Prime;
        foreach (var b in bytes[(words.Length * sizeof(ulong))..])
            hash = (hash ^ b) * Prime;
        return Mix(hash);
    }

    // The finaliser of MurmurHash3 (Appleby), so that a sum of hashes keeps what each of them says.
    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}
