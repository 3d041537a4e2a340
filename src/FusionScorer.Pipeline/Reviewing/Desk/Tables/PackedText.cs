using System.Runtime.InteropServices;
using System.Text;
using FusionScorer.Core;

namespace FusionScorer.Pipeline.Reviewing.Desk.Tables;

/// <summary>One text a row, as UTF-8 in one array: a million texts are no million objects. Null and empty are told apart.</summary>
internal sealed class PackedText
{
    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private readonly bool[]? _absent;

    private PackedText(byte[] bytes, int[] ends, bool[]? absent) => (_bytes, _ends, _absent) = (bytes, ends, absent);

    /// <summary>All bytes, row after row.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The text of a row; null when it has none.</summary>
    public string? this[int row] => _absent is not null && _absent[row] ? null : Encoding.UTF8.GetString(Of(row));

    /// <summary>The bytes of a row.</summary>
    public ReadOnlySpan<byte> Of(int row)
    {
        var start = StartOf(row);
        return _bytes.AsSpan(start, _ends[row] - start);
    }

    /// <summary>The row that a byte belongs to.</summary>
    public int RowAt(int position)
    {
        int low = 0, high = _ends.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ends[middle] > position)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    /// <summary>Where the bytes of a row begin.</summary>
    public int StartOf(int row) => row == 0 ? 0 : _ends[row - 1];

    /// <summary>Packs texts one after the other.</summary>
    public sealed class Builder
    {
        private readonly List<int> _ends = [];
        private readonly List<int> _absent = [];
        private byte[] _bytes = new byte[1 << 12];
        private int _length;

        /// <summary>Adds the text of the next row.</summary>
        public void Add(string? text)
        {
            if (text is null)
                _absent.Add(_ends.Count);
            else
                Append(text);
            _ends.Add(_length);
        }

        /// <summary>Adds a row of several texts, a line feed after each.</summary>
        public void AddLines(ReadOnlySpan<string?> texts)
        {
            foreach (var text in texts)
            {
                if (text is not null)
                    Append(text);
                Reserve(1);
                _bytes[_length++] = (byte)'\n';
            }

            _ends.Add(_length);
        }

        /// <summary>What was packed.</summary>
        public PackedText Build()
        {
            bool[]? absent = null;
            if (_absent.Count > 0)
            {
                absent = new bool[_ends.Count];
                foreach (var row in CollectionsMarshal.AsSpan(_absent))
                    absent[row] = true;
            }

            return new PackedText(_bytes.AsSpan(0, _length).ToArray(), [.. _ends], absent);
        }

        private void Append(string text)
        {
            Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
            _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
        }

        private void Reserve(int more)
        {
            if (_length + (long)more > Array.MaxLength)
                throw new BadInputException("titles and paths of this library are more than 2 GB; the review app cannot hold them");
            if (_length + more > _bytes.Length)
                Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_length + (long)more, _bytes.Length * 2L)));
        }
    }
}
