using FusionScorer.Core;

namespace FusionScorer.Library.Importing;

/// <summary>The part of a stream that is looked at: what was not taken yet, in one piece. It grows as far as one record needs. A byte order mark is passed over.</summary>
public sealed class StreamWindow : IDisposable
{
    private readonly Stream _stream;
    private readonly string _file;
    private readonly int _most;
    private readonly string _tooLong;
    private byte[] _buffer;
    private int _end;

    /// <summary>Takes over a stream.</summary>
    /// <param name="stream">Disposed together with the window.</param>
    /// <param name="file">How to name it in errors.</param>
    /// <param name="size">Bytes to begin with.</param>
    /// <param name="most">The most bytes that lie in the window at once.</param>
    /// <param name="tooLong">What to say when more are needed.</param>
    public StreamWindow(Stream stream, string file, int size, int most, string tooLong)
    {
        _stream = stream;
        _file = file;
        _most = most;
        _tooLong = tooLong;
        _buffer = new byte[size];
        while (_end < StrictUtf8.Mark.Length && !Ended)
            Fill(1);
        if (Rest.StartsWith(StrictUtf8.Mark))
            Start = StrictUtf8.Mark.Length;
    }

    /// <summary>Where <see cref="Rest"/> begins, for <see cref="Of"/>; moves with <see cref="Take"/> and <see cref="Fill"/>.</summary>
    public int Start { get; private set; }

    /// <summary>Whether the stream has no more bytes than there are in the window.</summary>
    public bool Ended { get; private set; }

    /// <summary>What was not taken yet.</summary>
    public Span<byte> Rest => _buffer.AsSpan(Start, _end - Start);

    /// <summary>Bytes by their place, those taken since the last <see cref="Fill"/> included.</summary>
    public Span<byte> Of(int start, int length) => _buffer.AsSpan(start, length);

    /// <summary>Lets go of the first bytes.</summary>
    public void Take(int count) => Start += count;

    /// <summary>Reads more behind the rest; at least one byte, unless the stream has ended.</summary>
    /// <param name="line">Where the record starts that needs them, for errors.</param>
    /// <exception cref="BadInputException">The record is too long, or the stream cannot be read.</exception>
    public void Fill(long line)
    {
        if (Start > 0)
        {
            Rest.CopyTo(_buffer);
            _end -= Start;
            Start = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= _most)
                throw new BadInputException(_file, line, _tooLong);
            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, _most));
        }

        int read;
        try
        {
            read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(_file, 0, $"cannot be read: {exception.Message}");
        }

        _end += read;
        Ended = read == 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
