namespace FusionScorer.Library.Importing;

/// <summary>Numbers texts in the order of their first appearance: 0, 1, … Holds millions: their bytes lie in large pieces, some 25 bytes beside each.</summary>
internal sealed class IdTable
{
    private const int PieceBits = 20;
    private const int FirstPiece = 1 << 12;
    private const int LengthBytes = sizeof(int);

    private readonly List<byte[]> _pieces = [];
    private int _used;
    private int _last;
    private long[] _places = new long[256];
    private int[] _hashes = new int[256];
    private int[] _slots = new int[1024]; // number + 1, 0 = free

    /// <summary>How many texts there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a text.</summary>
    public int NumberOf(ReadOnlySpan<byte> text)
    {
        // Tables are mostly sorted by one of their columns.
        if (Count > 0 && Text(_last).SequenceEqual(text))
            return _last;

        // The hash is salted anew in each process, so that no file can be written to collide; numbers do not depend on it.
        var hasher = default(HashCode);
        hasher.AddBytes(text);
        var hash = hasher.ToHashCode();
        var slot = hash & (_slots.Length - 1);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var number = _slots[slot] - 1;
            if (_hashes[number] == hash && Text(number).SequenceEqual(text))
                return _last = number;
        }

        _slots[slot] = Count + 1;
        Append(text, hash);
        if (Count * 2L > _slots.Length)
            Grow();
        return _last = Count - 1;
    }

    private ReadOnlySpan<byte> Text(int number)
    {
        var piece = _pieces[(int)(_places[number] >> PieceBits)];
        var at = (int)(_places[number] & ((1 << PieceBits) - 1));
        return piece.AsSpan(at + LengthBytes, BitConverter.ToInt32(piece, at));
    }

    private void Append(ReadOnlySpan<byte> text, int hash)
    {
        if (_pieces.Count == 0 || _used + LengthBytes + text.Length > Math.Min(_pieces[^1].Length, 1 << PieceBits))
        {
            _pieces.Add(GC.AllocateUninitializedArray<byte>(Math.Max(_pieces.Count == 0 ? FirstPiece : 1 << PieceBits, LengthBytes + text.Length)));
            _used = 0;
        }

        if (Count == _places.Length)
        {
            Array.Resize(ref _places, Count * 2);
            Array.Resize(ref _hashes, Count * 2);
        }

        _places[Count] = ((long)(_pieces.Count - 1) << PieceBits) | (uint)_used;
        _hashes[Count++] = hash;
        BitConverter.TryWriteBytes(_pieces[^1].AsSpan(_used), text.Length);
        text.CopyTo(_pieces[^1].AsSpan(_used + LengthBytes));
        _used += LengthBytes + text.Length;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var number = 0; number < Count; number++)
        {
            var slot = _hashes[number] & (_slots.Length - 1);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = number + 1;
        }
    }
}
