using System.Buffers.Binary;
using System.Text;

namespace FusionScorer.TestKit.Hostile;

/// <summary>Makes a QuickTime file say that its samples lie in another file (data references, <c>dref</c>).</summary>
public static class ExternalReference
{
    private static readonly string[] Parents = ["moov", "trak", "mdia", "minf", "dinf"];

    /// <summary>The movie with every data reference replaced; its index must follow its samples, so that these do not move.</summary>
    public static byte[] In(byte[] movie, string path) => Atoms(movie, path);

    private static byte[] Atoms(ReadOnlySpan<byte> bytes, string path)
    {
        var written = new List<byte>(bytes.Length + 1024);
        while (bytes.Length >= 8)
        {
            var size = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes);
            var type = Encoding.ASCII.GetString(bytes[4..8]);
            if (size < 8 || size > bytes.Length)
                break;
            var body = bytes[8..size];
            Write(written, type, type == "dref" ? References(path) : Parents.Contains(type) ? Atoms(body, path) : body);
            bytes = bytes[size..];
        }

        written.AddRange(bytes);
        return [.. written];
    }

    // Two of them: an address, and a Mac alias whose record names the file.
    private static byte[] References(string path)
    {
        var list = new List<byte> { 0, 0, 0, 0, 0, 0, 0, 2 };
        Write(list, "url ", [0, 0, 0, 0, .. Encoding.UTF8.GetBytes("file://" + path), 0]);
        var name = Encoding.UTF8.GetBytes(path);
        var alias = new byte[150 + 4 + ((name.Length + 1) & ~1) + 4];
        BinaryPrimitives.WriteUInt16BigEndian(alias.AsSpan(4), (ushort)alias.Length);
        alias[6 + 1] = 2;
        BinaryPrimitives.WriteInt16BigEndian(alias.AsSpan(150), 18);
        BinaryPrimitives.WriteInt16BigEndian(alias.AsSpan(152), (short)name.Length);
        name.CopyTo(alias, 154);
        BinaryPrimitives.WriteInt16BigEndian(alias.AsSpan(alias.Length - 4), -1);
        Write(list, "alis", [0, 0, 0, 0, .. alias]);
        return [.. list];
    }

    private static void Write(List<byte> to, string type, ReadOnlySpan<byte> body)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(size, (uint)(body.Length + 8));
        to.AddRange(size);
        to.AddRange(Encoding.ASCII.GetBytes(type));
        to.AddRange(body);
    }
}
