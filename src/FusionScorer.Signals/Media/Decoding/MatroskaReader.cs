using System.Buffers.Binary;

namespace FusionScorer.Signals.Media.Decoding;

/// <summary>One block of a Matroska stream.</summary>
/// <param name="Track">From 0, in the order in which the stream lists its tracks.</param>
/// <param name="Ms">Presentation time in milliseconds.</param>
/// <param name="Data">The block's content; valid until the next block is read.</param>
internal readonly record struct MatroskaBlock(int Track, long Ms, ReadOnlyMemory<byte> Data);

/// <summary>
/// Reads blocks from a Matroska stream as ffmpeg writes it to a pipe: the one container that holds raw pictures together with their times
/// and takes a page to read (RFC 9559). Elements that hold what matters are entered, all others skipped, so sizes of open-ended ones are not needed.
/// </summary>
internal sealed class MatroskaReader(Stream stream, int maxBlockBytes)
{
    private const uint Segment = 0x18538067;
    private const uint Tracks = 0x1654AE6B;
    private const uint TrackEntry = 0xAE;
    private const uint TrackNumber = 0xD7;
    private const uint Cluster = 0x1F43B675;
    private const uint Timestamp = 0xE7;
    private const uint BlockGroup = 0xA0;
    private const uint Block = 0xA1;
    private const uint SimpleBlock = 0xA3;
    private const int LongestHeader = 12;

    private readonly List<long> _tracks = [];
    private readonly byte[] _buffer = new byte[maxBlockBytes + (64 << 10)];
    private int _from;
    private int _to;
    private long _clusterMs;

    /// <summary>The next block; null at the end of the stream, also when it ends within a block.</summary>
    /// <exception cref="InvalidDataException">The stream is no Matroska, or holds larger blocks than expected.</exception>
    public async ValueTask<MatroskaBlock?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await FillAsync(LongestHeader, cancellation);
            if (!TryReadId(out var id) || !TryReadNumber(out var size))
                return null;
            switch (id)
            {
                case Segment or Tracks or TrackEntry or Cluster or BlockGroup:
                    continue;
                case TrackNumber or Timestamp:
                    if (size > 8 || !await FillAsync((int)size, cancellation))
                        return null;
                    Note(id, Unsigned((int)size));
                    continue;
                case Block or SimpleBlock:
                    if (size > maxBlockBytes + LongestHeader)
                        throw new InvalidDataException($"a block of {size} bytes");
                    return await FillAsync((int)size, cancellation) ? ReadBlock((int)size) : null;
                default:
                    if (!await SkipAsync(size, cancellation))
                        return null;
                    continue;
            }
        }
    }

    private void Note(uint id, long value)
    {
        if (id == TrackNumber)
            _tracks.Add(value);
        else
            _clusterMs = value;
    }

    private MatroskaBlock ReadBlock(int size)
    {
        var end = _from + size;
        if (!TryReadNumber(out var number) || end - _from < 3)
            throw new InvalidDataException("a block without a header");
        var ms = _clusterMs + BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(_from));
        var data = _buffer.AsMemory((_from + 3)..end);
        _from = end;
        return new MatroskaBlock(_tracks.IndexOf(number), ms, data);
    }

    private long Unsigned(int size)
    {
        var value = 0L;
        foreach (var part in _buffer.AsSpan(_from, size))
            value = (value << 8) | part;
        _from += size;
        return value;
    }

    // An id keeps its length marker.
    private bool TryReadId(out uint id)
    {
        id = 0;
        var length = _from < _to ? System.Numerics.BitOperations.LeadingZeroCount((uint)_buffer[_from]) - 23 : 0;
        if (length == 0 || length > _to - _from)
            return false;
        if (length > 4)
            throw new InvalidDataException("no Matroska stream");
        id = (uint)Unsigned(length);
        return true;
    }

    private bool TryReadNumber(out long number)
    {
        number = 0;
        var length = _from < _to ? System.Numerics.BitOperations.LeadingZeroCount((uint)_buffer[_from]) - 23 : 0;
        if (length == 0 || length > _to - _from)
            return false;
        if (length > 8)
            throw new InvalidDataException("no Matroska stream");
        number = Unsigned(length) & ((1L << (7 * length)) - 1);
        return true;
    }

    private async ValueTask<bool> SkipAsync(long size, CancellationToken cancellation)
    {
        while (size > _to - _from)
        {
            size -= _to - _from;
            _from = _to = 0;
            if (!await FillAsync(1, cancellation))
                return false;
        }

        _from += (int)size;
        return true;
    }

    /// <summary>Reads until so many bytes wait in the buffer.</summary>
    private async ValueTask<bool> FillAsync(int bytes, CancellationToken cancellation)
    {
        if (_buffer.Length - _from < bytes)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        while (_to - _from < bytes)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_to), cancellation);
            if (read == 0)
                return false;
            _to += read;
        }

        return true;
    }
}
