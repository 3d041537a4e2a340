namespace FusionScorer.Library.Importing;

/// <summary>Splits a stream of bytes into CSV records and their fields, in place, without decoding.</summary>
internal sealed class CsvRecords : IDisposable
{
    private const int FirstBuffer = 256 << 10;
    private const int MaxRecord = 16 << 20;
    private const int MaxLine = 1 << 20;

    private readonly StreamWindow _window;
    private readonly bool _lines;
    private long _nextLine = 1;
    private int[] _starts = new int[16];
    private int[] _lengths = new int[16];
    private bool _tooLong;

    /// <summary>Takes a stream.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="file">How to name it.</param>
    /// <param name="lines">Whether every line is a record, also one that leaves a quote open: then one stray quote costs one record, not all that follow.</param>
    public CsvRecords(Stream stream, string file, bool lines = false)
    {
        _window = new StreamWindow(stream, file, FirstBuffer, MaxRecord, $"a row is longer than {MaxRecord >> 20} MB; look for a quote that is never closed");
        _lines = lines;
    }

    /// <summary>The line on which the record starts, or on which its fault lies.</summary>
    public long Line { get; private set; }

    /// <summary>The number of fields.</summary>
    public int Count { get; private set; }

    /// <summary>What is wrong with the record.</summary>
    public string? Fault { get; private set; }

    public ReadOnlySpan<byte> Field(int index) => _window.Of(_starts[index], _lengths[index]);

    public void Dispose() => _window.Dispose();

    /// <summary>Goes to the next record that is not a blank line.</summary>
    public bool Next()
    {
        while (true)
        {
            Line = _nextLine;
            Fault = null;
            Count = 0;
            if (!FindEnd(out var length, out var breakLength, out var quoted))
                return false;
            var record = _window.Rest[..length];
            var recordStart = _window.Start;
            _window.Take(length + breakLength);
            _nextLine += 1;
            if (_tooLong)
            {
                (_tooLong, Fault) = (false, $"the row is longer than {MaxLine >> 20} MB");
                return true;
            }

            if (record.Trim(" \t"u8).IsEmpty)
                continue;
            if (quoted)
                _nextLine += CsvBytes.Breaks(record);
            var bad = StrictUtf8.FirstInvalid(record);
            if (bad >= 0)
            {
                Line += CsvBytes.Breaks(record[..bad]);
                Fault = StrictUtf8.InvalidMessage(record[bad]);
            }
            else if (quoted)
            {
                SplitQuoted(recordStart, length);
            }
            else
            {
                Split(recordStart, record);
            }

            return true;
        }
    }

    // A record ends at a line break outside quotes. A quote opens a quoted field only at a field's start.
    private bool FindEnd(out int length, out int breakLength, out bool quoted)
    {
        var at = 0;
        while (true)
        {
            var rest = _window.Rest;
            var hit = _lines ? rest[at..].IndexOfAny((byte)'\n', (byte)'\r') : rest[at..].IndexOfAny((byte)'\n', (byte)'\r', (byte)'"');
            if (hit >= 0 && rest[at + hit] == '"')
                return FindQuotedEnd(out length, out breakLength, out quoted);
            if (hit >= 0 && (rest[at + hit] == '\n' || at + hit + 1 < rest.Length || _window.Ended))
            {
                length = at + hit;
                breakLength = CsvBytes.BreakLength(rest, length);
                quoted = _lines && rest[..length].Contains((byte)'"');
                return true;
            }

            if (_window.Ended)
            {
                (length, breakLength, quoted) = (rest.Length, 0, _lines && rest.Contains((byte)'"'));
                return rest.Length > 0 || _tooLong;
            }

            at = hit >= 0 ? at + hit : rest.Length;
            if (_lines && at > MaxLine)
            {
                // Let go of what was read, and remember that there was too much of it.
                _tooLong = true;
                _window.Take(at);
                at = 0;
            }

            _window.Fill(Line);
        }
    }

    private bool FindQuotedEnd(out int length, out int breakLength, out bool quoted)
    {
        quoted = true;
        var inside = false;
        var fieldStart = true;
        for (var at = 0; ; at++)
        {
            // One byte further than this one, so that two quotes in a row are seen as such; a read may bring less than was asked for.
            while (at + 1 >= _window.Rest.Length && !_window.Ended)
                _window.Fill(Line);
            var rest = _window.Rest;
            if (at >= rest.Length)
            {
                (length, breakLength) = (rest.Length, 0);
                return true;
            }

            var b = rest[at];
            if (inside)
            {
                if (b == '"' && at + 1 < rest.Length && rest[at + 1] == '"')
                    at++;
                else if (b == '"')
                    inside = false;
            }
            else if (b is (byte)'\n' or (byte)'\r')
            {
                (length, breakLength) = (at, CsvBytes.BreakLength(rest, at));
                return true;
            }
            else if (b == '"' && fieldStart)
            {
                inside = true;
            }

            fieldStart = !inside && (b == ',' || (fieldStart && CsvBytes.IsBlank(b)));
        }
    }

    private void Split(int offset, ReadOnlySpan<byte> record)
    {
        var from = 0;
        while (true)
        {
            var comma = record[from..].IndexOf((byte)',');
            AddTrimmed(offset + from, comma < 0 ? record.Length - from : comma);
            if (comma < 0)
                return;
            from += comma + 1;
        }
    }

    private void SplitQuoted(int offset, int length)
    {
        var record = _window.Of(offset, length);
        var at = 0;
        while (true)
        {
            var from = at;
            while (at < length && CsvBytes.IsBlank(record[at]))
                at++;
            if (at < length && record[at] == '"')
            {
                if (!Unquote(record, offset, ref at))
                    return;
            }
            else
            {
                while (at < length && record[at] != ',')
                    at++;
                AddTrimmed(offset + from, at - from);
            }

            if (at >= length)
                return;
            at++;
        }
    }

    private bool Unquote(Span<byte> record, int offset, ref int at)
    {
        var from = ++at;
        var to = from;
        while (true)
        {
            if (at >= record.Length)
            {
                Fault = "a quoted cell is never closed; close it with a quote, and double quotes inside it";
                return false;
            }

            if (record[at] != '"')
            {
                record[to++] = record[at++];
            }
            else if (at + 1 < record.Length && record[at + 1] == '"')
            {
                record[to++] = (byte)'"';
                at += 2;
            }
            else
            {
                break;
            }
        }

        at++;
        while (at < record.Length && CsvBytes.IsBlank(record[at]))
            at++;
        if (at < record.Length && record[at] != ',')
        {
            Fault = "text follows a closing quote; double quotes inside a quoted cell";
            return false;
        }

        Add(offset + from, to - from);
        return true;
    }

    private void AddTrimmed(int start, int length)
    {
        var field = _window.Of(start, length);
        var from = 0;
        while (length > from && CsvBytes.IsBlank(field[from]))
            from++;
        while (length > from && CsvBytes.IsBlank(field[length - 1]))
            length--;
        Add(start + from, length - from);
    }

    private void Add(int start, int length)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, Count * 2);
            Array.Resize(ref _lengths, Count * 2);
        }

        _starts[Count] = start;
        _lengths[Count++] = length;
    }
}
