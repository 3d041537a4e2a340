using System.Runtime.InteropServices;
using System.Text;
using FusionScorer.Core.Graph;

namespace FusionScorer.Library.Links;

/// <summary>The link tables of a store in a file of the project's <c>cache</c> folder. Safe to delete; what is damaged or of another store does not count.</summary>
public static class LinkCache
{
    private const string Magic = "fusion.links/1";

    /// <summary>Writes tables; a fault of the disk loses the cache, not the work.</summary>
    public static void Write(string path, LinkTables tables)
    {
        var part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var writer = new BinaryWriter(File.Create(part), Encoding.UTF8))
            {
                writer.Write(Magic);
                writer.Write(tables.Stamp!.Value.Store);
                Write(writer, [tables.Stamp.Value.Version]);
                Write(writer, tables.ClipNos);
                writer.Write(tables.Tables.Length);
                foreach (var (relation, ids) in tables.Tables)
                {
                    writer.Write(relation.Name);
                    Write(writer, ids);
                    Write(writer, relation.Graph.ClipStarts);
                    Write(writer, relation.Graph.ClipNodes);
                    Write(writer, relation.Graph.Ratings);
                }
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            File.Delete(part);
        }
    }

    /// <summary>Reads tables back; null when the file does not hold them whole.</summary>
    public static LinkTables? Read(string path)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
            if (reader.ReadString() != Magic)
                return null;
            var stamp = new LinkStamp(reader.ReadString(), Read<long>(reader) is [var version] ? version : -1);
            var clips = Read<long>(reader);
            var count = reader.ReadInt32();
            var tables = new List<LinkTable>();
            for (var i = 0; i < count; i++)
            {
                var name = reader.ReadString();
                var ids = Read<long>(reader);
                var graph = LinkGraph.FromParts(ids.Length, Read<int>(reader), Read<int>(reader), Read<float>(reader));
                if (LinkKind.All.FirstOrDefault(kind => kind.Name == name) is not { } kind || graph.Clips != clips.Length || !IsAscending(ids))
                    return null;
                tables.Add(new LinkTable(new LinkRelation(kind.Signal, name, graph, kind.HubExponent), ids));
            }

            return IsAscending(clips) && reader.BaseStream.Position == reader.BaseStream.Length
                ? new LinkTables(clips, [.. tables], stamp)
                : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static void Write<T>(BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
        writer.Write(Sum(MemoryMarshal.AsBytes(values)));
    }

    private static void Write(BinaryWriter writer, long[] values) => Write<long>(writer, values);

    private static T[] Read<T>(BinaryReader reader)
        where T : unmanaged
    {
        var count = reader.ReadInt32();
        var stream = reader.BaseStream;
        if (count < 0 || (long)count * Marshal.SizeOf<T>() > stream.Length - stream.Position)
            throw new FormatException("a list is cut off");
        var values = GC.AllocateUninitializedArray<T>(count);
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return reader.ReadUInt64() == Sum(MemoryMarshal.AsBytes(values.AsSpan())) ? values : throw new FormatException("a list is damaged");
    }

    /// <summary>A sum that any changed byte changes: FNV-1a (Fowler, Noll and Vo) over words of eight bytes.</summary>
    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        const ulong Prime = 0x100000001B3;
        var sum = 0xCBF29CE484222325;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            sum = (sum ^ word) * Prime;
        foreach (var b in bytes[(words.Length * sizeof(ulong))..])
            sum = (sum ^ b) * Prime;
        return sum;
    }

    private static bool IsAscending(ReadOnlySpan<long> values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] <= values[i - 1])
                return false;
        }

        return true;
    }
}
