using System.Buffers.Binary;

namespace FusionScorer.TestKit.Hostile;

/// <summary>Damages the bytes of a file the way disks, networks, editors and attackers do. The same seed gives the same damage.</summary>
public sealed class Damage
{
    private static readonly Func<Random, byte[], byte[]>[] Kinds =
        [FlipBits, Overwrite, Truncate, Splice, Clear, HugeNumbers, WrongMagic, RepeatBlock, InvalidUtf8, Controls, LineEnds, Remove];

    // What leaves a text decodable, so that the damage reaches what stands behind the decoder.
    private static readonly Func<Random, byte[], byte[]>[] TextKinds = [Marks, Marks, Truncate, Splice, RepeatBlock, Controls, LineEnds, Remove];

    private static readonly byte[][] Invalid =
        [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80], [0xFE, 0xFF], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0]];

    // Right-to-left override, terminal escape, bell, line separators, zero width, a lone combining mark.
    private static readonly string[] Special = ["\u202E", "\u001b[2J", "\a", "\u2028", "\u0085", "\u200B", "\u0301", "\v", "\f", "\u0000", "\U0001F4A9"];

    private readonly Random _random;

    /// <summary>Takes a seed.</summary>
    public Damage(int seed) => _random = new Random(seed);

    /// <summary>The content with one to four kinds of damage; the argument stays as it is.</summary>
    public byte[] Of(byte[] content) => Of(content, Kinds);

    /// <summary>The same for a text, most of which stays in its encoding.</summary>
    public byte[] OfText(byte[] content) => Of(content, _random.Next(4) == 0 ? Kinds : TextKinds);

    private byte[] Of(byte[] content, Func<Random, byte[], byte[]>[] kinds)
    {
        var damaged = (byte[])content.Clone();
        for (var i = _random.Next(1, 5); i > 0 && damaged.Length > 0; i--)
            damaged = kinds[_random.Next(kinds.Length)](_random, damaged);
        return damaged;
    }

    private static byte[] Marks(Random random, byte[] bytes)
    {
        var marks = "\"'<>&;:,.|{}[]()#!*-+=%\\/ \t\n0189aZ"u8;
        for (var i = random.Next(1, 12); i > 0; i--)
            bytes[random.Next(bytes.Length)] = marks[random.Next(marks.Length)];
        return bytes;
    }

    private static byte[] FlipBits(Random random, byte[] bytes)
    {
        for (var i = random.Next(1, 50); i > 0; i--)
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private static byte[] Overwrite(Random random, byte[] bytes)
    {
        for (var i = random.Next(1, 60); i > 0; i--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static byte[] Truncate(Random random, byte[] bytes) => bytes[..random.Next(bytes.Length)];

    private static byte[] Remove(Random random, byte[] bytes)
    {
        var (from, length) = Block(random, bytes, 4096);
        return [.. bytes.AsSpan(0, from), .. bytes.AsSpan(from + length)];
    }

    private static byte[] Splice(Random random, byte[] bytes)
    {
        var (from, length) = Block(random, bytes, bytes.Length / 4);
        bytes.AsSpan(from, length).ToArray().CopyTo(bytes, random.Next(bytes.Length - length + 1));
        return bytes;
    }

    private static byte[] Clear(Random random, byte[] bytes)
    {
        var (from, length) = Block(random, bytes, bytes.Length / 3);
        bytes.AsSpan(from, length).Fill(random.Next(2) == 0 ? (byte)0 : (byte)0xFF);
        return bytes;
    }

    // Lengths and counts stand near the start of containers, as 4 or 8 bytes of either order.
    private static byte[] HugeNumbers(Random random, byte[] bytes)
    {
        uint[] numbers = [uint.MaxValue, int.MaxValue, 0x8000_0000, 0x7FFF_FFF0, 1, 0, 0xFFFF, 0x00FF_FFFF];
        for (var i = random.Next(1, 12); i > 0 && bytes.Length >= 4; i--)
        {
            var at = random.Next(Math.Min(bytes.Length, random.Next(2) == 0 ? 2048 : bytes.Length) - 3 is var end and > 0 ? end : 1);
            var number = numbers[random.Next(numbers.Length)];
            if (random.Next(2) == 0)
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at), number);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), number);
        }

        return bytes;
    }

    private static byte[] WrongMagic(Random random, byte[] bytes)
    {
        byte[][] magics =
        [
            "RIFF\xFF\xFF\xFF\x7FAVI "u8.ToArray(), [0x1A, 0x45, 0xDF, 0xA3, 0x01, 0xFF, 0xFF, 0xFF], "\0\0\0\x08ftypqt  "u8.ToArray(), "OggS\0"u8.ToArray(),
            "#EXTM3U\n"u8.ToArray(), "<?xml"u8.ToArray(), "%YAML 9.9\n"u8.ToArray(), "PK\x03\x04"u8.ToArray(), [0x1F, 0x8B], "ID3\x04"u8.ToArray(), "WEBVTT\n"u8.ToArray(), [0x47, 0x40, 0, 0x10],
        ];
        var magic = magics[random.Next(magics.Length)];
        magic.AsSpan(0, Math.Min(magic.Length, bytes.Length)).CopyTo(bytes);
        return bytes;
    }

    // Atoms, cues, elements and rows that come a hundred times.
    private static byte[] RepeatBlock(Random random, byte[] bytes)
    {
        var (from, length) = Block(random, bytes, 512);
        var repeated = new List<byte>(bytes.Length + (length * 100));
        repeated.AddRange(bytes.AsSpan(0, from));
        for (var i = random.Next(2, 100); i > 0; i--)
            repeated.AddRange(bytes.AsSpan(from, length));
        repeated.AddRange(bytes.AsSpan(from));
        return [.. repeated];
    }

    private static byte[] InvalidUtf8(Random random, byte[] bytes) => Insert(random, bytes, Invalid[random.Next(Invalid.Length)], random.Next(1, 20));

    private static byte[] Controls(Random random, byte[] bytes) =>
        Insert(random, bytes, System.Text.Encoding.UTF8.GetBytes(Special[random.Next(Special.Length)]), random.Next(1, 20));

    private static byte[] LineEnds(Random random, byte[] bytes)
    {
        byte[][] ends = [[13], [13, 10], [13, 13, 10], [10, 13], [], [0, 10], [0xC2, 0x85]];
        var mixed = new List<byte>(bytes.Length + 64);
        foreach (var b in bytes)
        {
            if (b == 10 && random.Next(3) == 0)
                mixed.AddRange(ends[random.Next(ends.Length)]);
            else
                mixed.Add(b);
        }

        return [.. mixed];
    }

    private static byte[] Insert(Random random, byte[] bytes, byte[] what, int times)
    {
        var list = new List<byte>(bytes);
        for (var i = times; i > 0; i--)
            list.InsertRange(random.Next(list.Count + 1), what);
        return [.. list];
    }

    private static (int From, int Length) Block(Random random, byte[] bytes, int longest)
    {
        var length = random.Next(1, Math.Max(2, Math.Min(longest, bytes.Length)));
        return (random.Next(bytes.Length - length + 1), length);
    }
}
