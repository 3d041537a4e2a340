using System.IO.Pipes;

namespace FusionScorer.Signals.Media.Decoding;

/// <summary>A second way out of ffmpeg beside its standard output: a socket (a named pipe on Windows), so that standard error stays free for complaints.</summary>
internal sealed class AudioPipe : IAsyncDisposable
{
    // The system's limit for the path of a socket is 108 bytes, on macOS 104.
    private const int LongestPath = 100;

    // A connection that was made just before the program ended may still wait to be taken.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    private readonly NamedPipeServerStream _server;
    private readonly DirectoryInfo? _folder;

    public AudioPipe()
    {
        string path;
        if (OperatingSystem.IsWindows())
        {
            path = "fusion-" + Guid.NewGuid().ToString("N");
            Url = @"\\.\pipe\" + path;
        }
        else
        {
            // The folder is the user's own: nobody else can connect.
            _folder = Directory.CreateTempSubdirectory("fusion-");
            path = Path.Combine(_folder.FullName, "a");
            Url = "unix:" + path;
            if (path.Length > LongestPath)
            {
                _folder.Delete();
                throw new DecodingException("the folder for temporary files has too long a path; set TMPDIR to a shorter one");
            }
        }

        _server = new NamedPipeServerStream(path, PipeDirection.In, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
    }

    /// <summary>What ffmpeg is to write to.</summary>
    public string Url { get; }

    /// <summary>The stream, once ffmpeg has connected; null when it ended before.</summary>
    public async Task<Stream?> ConnectedAsync(DecoderProcess writer, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var connecting = _server.WaitForConnectionAsync(ended.Token);
        await Task.WhenAny(connecting, writer.ExitedAsync(ended.Token));
        ended.CancelAfter(Grace);
        try
        {
            await connecting;
            return _server;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder?.Delete(recursive: true);
    }
}
