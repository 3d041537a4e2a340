using System.Buffers.Binary;

namespace FusionScorer.Pipeline.Reviewing.Desk.Tables;

/// <summary>The text of a row, as bytes to sort by.</summary>
internal delegate ReadOnlySpan<byte> TextOfRow(int row);

/// <summary>Rows in the order of their texts, byte by byte; equal texts in the order of rows. Eight bytes are compared at once.</summary>
internal static class TextOrder
{
    private const int Step = sizeof(ulong);

    /// <summary>Sorts all rows.</summary>
    public static int[] Of(int rows, TextOfRow text)
    {
        var order = new int[rows];
        for (var row = 0; row < rows; row++)
            order[row] = row;
        Sort(order, 0, new ulong[rows], text);
        return order;
    }

    private static void Sort(Span<int> rows, int depth, ulong[] scratch, TextOfRow text)
    {
        var keys = scratch.AsSpan(0, rows.Length);
        var longest = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var bytes = text(rows[i]);
            longest = Math.Max(longest, bytes.Length);
            keys[i] = Key(bytes, depth);
        }

        keys.Sort(rows);
        if (longest <= depth)
        {
            rows.Sort();
            return;
        }

        // Runs are found before any is sorted further, since that uses the same scratch.
        var runs = new List<(int From, int To)>();
        for (int from = 0, to = 1; from < rows.Length; from = to++)
        {
            while (to < rows.Length && keys[to] == keys[from])
                to++;
            if (to - from > 1)
                runs.Add((from, to));
        }

        foreach (var (from, to) in runs)
            Sort(rows[from..to], depth + Step, scratch, text);
    }

    private static ulong Key(ReadOnlySpan<byte> text, int depth)
    {
        if (text.Length >= depth + Step)
            return BinaryPrimitives.ReadUInt64BigEndian(text[depth..]);
        Span<byte> last = stackalloc byte[Step];
        last.Clear();
        if (text.Length > depth)
            text[depth..].CopyTo(last);
        return BinaryPrimitives.ReadUInt64BigEndian(last);
    }
}
