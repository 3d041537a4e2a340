namespace FusionScorer.Signals.Media.Decoding;

/// <summary>
/// Decodes all pictures where keyframes lie too far apart. One process serves neighbouring gaps; it waits, blocked on its pipe, while there is none,
/// and a new one starts where decoding up to the next gap would cost more.
/// </summary>
internal sealed class GapDecoder(Func<long?, DecoderProcess> start, int frameBytes, long reachMs) : IAsyncDisposable
{
    private DecoderProcess? _process;
    private MatroskaReader? _reader;
    private MatroskaBlock? _next;
    private long _position;

    /// <summary>The first complaint of a process that failed; null when none did.</summary>
    public string? Complaint { get; private set; }

    /// <summary>Hands over the pictures between two times.</summary>
    /// <param name="afterMs">Time of a keyframe, excluded; null for the start of the clip.</param>
    /// <param name="beforeMs">End, excluded.</param>
    /// <param name="offer">Takes a picture.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task DecodeAsync(long? afterMs, long beforeMs, Func<MatroskaBlock, ValueTask> offer, CancellationToken cancellation)
    {
        if (_process is null || afterMs is null || afterMs - _position > reachMs)
        {
            await StopAsync();
            _process = start(afterMs);
            _reader = new MatroskaReader(_process.Output, frameBytes);
        }

        while (true)
        {
            _next ??= await _reader!.NextAsync(cancellation);
            if (_next is not { } block)
            {
                await EndAsync(cancellation);
                return;
            }

            _position = block.Ms;
            if (block.Ms >= beforeMs)
                return;
            if (!(block.Ms <= afterMs))
                await offer(block);
            _next = null;
        }
    }

    public ValueTask DisposeAsync() => StopAsync();

    // The end of the clip, or of what can be decoded from here.
    private async Task EndAsync(CancellationToken cancellation)
    {
        var (exitCode, complaint) = await _process!.EndAsync(cancellation);
        if (exitCode != 0)
            Complaint ??= complaint.Length > 0 ? complaint : $"ffmpeg ended with code {exitCode}";
        await StopAsync();
    }

    private async ValueTask StopAsync()
    {
        if (_process is { } process)
            await process.DisposeAsync();
        (_process, _reader, _next) = (null, null, null);
    }
}
