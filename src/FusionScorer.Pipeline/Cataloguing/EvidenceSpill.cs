using System.Runtime.InteropServices;
using System.Text;
using FusionScorer.Core.Clips;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>Sorts evidence by clip and time in bounded memory: what does not fit goes to sorted files, which are merged.</summary>
/// <param name="signal">The signal of all evidence.</param>
/// <param name="folder">Where the files lie meanwhile; they vanish with this object.</param>
/// <param name="mostBytes">Roughly the most that is held in memory.</param>
internal sealed class EvidenceSpill(string signal, string folder, long mostBytes = 8 << 20) : IDisposable
{
    private const int RowBytes = 120;
    private const int BufferBytes = 16 << 10;

    private readonly List<(long Clip, Evidence? Fact)> _rows = [];
    private readonly List<FileStream> _runs = [];
    private long _bytes;

    /// <summary>Takes a fact of a clip; null says that the clip was looked at.</summary>
    public void Add(long clip, Evidence? fact)
    {
        _rows.Add((clip, fact));
        _bytes += RowBytes + (2 * (fact?.Text.Length ?? 0));
        if (_bytes >= mostBytes)
            Spill();
    }

    /// <summary>All facts by clip, ascending, and time. Ends the taking.</summary>
    /// <param name="most">The most facts of a clip; of what is more only the number is told.</param>
    public IEnumerable<(long Clip, List<Evidence> Facts, long Dropped)> ByClip(int most)
    {
        _rows.Sort(Compare);
        var queue = new PriorityQueue<IEnumerator<(long Clip, Evidence? Fact)>, (long Clip, Evidence? Fact)>(Comparer<(long Clip, Evidence? Fact)>.Create(Compare));
        foreach (var run in _runs.Select(Rows).Append(_rows))
        {
            var rows = run.GetEnumerator();
            if (rows.MoveNext())
                queue.Enqueue(rows, rows.Current);
        }

        while (queue.Count > 0)
        {
            var clip = queue.Peek().Current.Clip;
            var facts = new List<Evidence>();
            var dropped = 0L;
            while (queue.TryPeek(out var rows, out var row) && row.Clip == clip)
            {
                if (row.Fact is not null && facts.Count < most)
                    facts.Add(row.Fact);
                else if (row.Fact is not null)
                    dropped++;
                if (rows.MoveNext())
                    queue.DequeueEnqueue(rows, rows.Current);
                else
                    queue.Dequeue();
            }

            yield return (clip, facts, dropped);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _runs.ForEach(run => run.Dispose());

    private static int Compare((long Clip, Evidence? Fact) a, (long Clip, Evidence? Fact) b) =>
        a.Clip != b.Clip ? a.Clip.CompareTo(b.Clip)
        : a.Fact is null || b.Fact is null ? (a.Fact is null ? 0 : 1) - (b.Fact is null ? 0 : 1)
        : InTime(a.Fact, b.Fact);

    private static int InTime(Evidence a, Evidence b) =>
        Nullable.Compare(a.StartMs, b.StartMs) is not 0 and var start ? start
        : Nullable.Compare(a.EndMs, b.EndMs) is not 0 and var end ? end
        : string.CompareOrdinal(a.Kind, b.Kind) is not 0 and var kind ? kind
        : a.Score.CompareTo(b.Score) is not 0 and var score ? score : string.CompareOrdinal(a.Text, b.Text);

    private void Spill()
    {
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = BufferBytes, Options = FileOptions.DeleteOnClose };

        // What was said of clips is nobody else's.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var run = new FileStream(Path.Combine(folder, $"import-{Guid.NewGuid():N}.tmp"), options);
        _runs.Add(run);
        _rows.Sort(Compare);
        using var writer = new BinaryWriter(run, Encoding.UTF8, leaveOpen: true);
        foreach (var (clip, fact) in _rows)
            Write(writer, clip, fact);
        writer.Flush();
        _rows.Clear();
        _bytes = 0;
    }

    // Text goes as UTF-16: half a character must come back as it was, or its clip's key would change.
    private static void Write(BinaryWriter writer, long clip, Evidence? fact)
    {
        writer.Write(clip);
        writer.Write(fact is not null);
        if (fact is null)
            return;
        writer.Write(fact.Kind);
        writer.Write(fact.Score);
        writer.Write(fact.StartMs ?? -1);
        writer.Write(fact.EndMs ?? -1);
        writer.Write(fact.Text.Length);
        writer.Write(MemoryMarshal.AsBytes(fact.Text.AsSpan()));
    }

    private IEnumerable<(long Clip, Evidence? Fact)> Rows(FileStream run)
    {
        run.Position = 0;
        using var reader = new BinaryReader(run, Encoding.UTF8, leaveOpen: true);
        var length = run.Length;
        while (run.Position < length)
        {
            var clip = reader.ReadInt64();
            yield return (clip, reader.ReadBoolean() ? Fact(reader) : null);
        }
    }

    private Evidence Fact(BinaryReader reader)
    {
        var (kind, score, start, end) = (reader.ReadString(), reader.ReadDouble(), reader.ReadInt64(), reader.ReadInt64());
        var text = new string(MemoryMarshal.Cast<byte, char>(reader.ReadBytes(2 * reader.ReadInt32())));
        return new Evidence(signal, kind, score, text, start < 0 ? null : start, end < 0 ? null : end);
    }
}
