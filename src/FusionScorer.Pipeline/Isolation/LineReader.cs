namespace FusionScorer.Pipeline.Isolation;

/// <summary>Lines of a process that is not trusted: none may be longer than a limit, so that what it prints cannot fill our memory.</summary>
/// <param name="from">What it prints.</param>
/// <param name="longest">The most characters of a line.</param>
internal sealed class LineReader(TextReader from, int longest)
{
    private readonly char[] _buffer = new char[4096];
    private int _start;
    private int _end;

    /// <summary>The next line without its end; null when there is none, or the last one was not ended.</summary>
    /// <exception cref="InvalidDataException">It is longer than the limit.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellation)
    {
        var line = new System.Text.StringBuilder();
        while (true)
        {
            var at = _buffer.AsSpan(_start, _end - _start).IndexOf('\n');
            line.Append(_buffer, _start, at < 0 ? _end - _start : at);
            if (line.Length > longest)
                throw new InvalidDataException($"a line of more than {longest} characters");
            if (at >= 0)
            {
                _start += at + 1;
                return line.ToString();
            }

            _start = 0;
            _end = await from.ReadAsync(_buffer, cancellation).ConfigureAwait(false);
            if (_end == 0)
                return null;
        }
    }
}
