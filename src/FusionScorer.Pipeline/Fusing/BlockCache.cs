using System.Runtime.InteropServices;
using System.Text;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>The signal blocks of the latest fusion run, in the project's <c>cache</c> folder: an account or a preview needs no new fit. Safe to delete.</summary>
internal static class BlockCache
{
    private const string Magic = "fusion.blocks/1";
    private const int MostSignals = 10_000;

    private const string UsualName = "blocks.bin";

    /// <summary>Writes the blocks of a run; a fault of the disk loses the cache, not the run.</summary>
    public static void Write(Project project, long run, IReadOnlyList<long> clips, SignalBlocks blocks, string name = UsualName)
    {
        var path = project.CachePath(name);
        var part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var writer = new BinaryWriter(File.Create(part), Encoding.UTF8))
            {
                writer.Write(Magic);
                writer.Write(run);
                writer.Write(blocks.Rows);
                writer.Write(blocks.Levels);
                writer.Write(blocks.Temperature);
                writer.Write(blocks.Signals.Length);
                foreach (var signal in blocks.Signals)
                    writer.Write(signal);
                foreach (var value in blocks.Bias)
                    writer.Write(value);
                foreach (var clip in clips)
                    writer.Write(clip);
                writer.Write(MemoryMarshal.AsBytes(blocks.Values));
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            File.Delete(part);
        }
    }

    /// <summary>The blocks of a run with the number of each row's clip; null when the cache does not hold them whole.</summary>
    public static (long[] Clips, SignalBlocks Blocks)? Read(Project project, long run, string name = UsualName)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(project.CachePath(name)), Encoding.UTF8);
            if (reader.ReadString() != Magic || reader.ReadInt64() != run)
                return null;
            int rows = reader.ReadInt32(), levels = reader.ReadInt32();
            var temperature = reader.ReadDouble();
            var count = reader.ReadInt32();
            if (rows < 0 || levels is < 1 or > Taxonomy.MaxLevels || count is < 0 or > MostSignals || (long)rows * count * levels > Array.MaxLength)
                return null;
            var signals = new string[count];
            for (var s = 0; s < count; s++)
                signals[s] = reader.ReadString();
            var bias = new double[levels];
            for (var y = 0; y < levels; y++)
                bias[y] = reader.ReadDouble();
            var size = ((long)rows * sizeof(long)) + ((long)rows * count * levels * sizeof(float));
            if (reader.BaseStream.Length - reader.BaseStream.Position != size)
                return null;
            var clips = new long[rows];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(clips.AsSpan()));
            var values = new float[rows * count * levels];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return (clips, new SignalBlocks(rows, levels, [.. signals], [.. bias], temperature, values));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
