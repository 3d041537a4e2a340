using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FusionScorer.Pipeline.Tests.Extraction;

/// <summary>A web server on loopback that gives files of a folder, whole or by ranges, and remembers what it was asked for.</summary>
internal sealed class RangeServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _folder;

    public RangeServer(string folder)
    {
        _folder = folder;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Paths asked for, unescaped, and whether a range of them was.</summary>
    public ConcurrentQueue<(string Path, bool Range)> Asked { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => AnswerAsync(context));
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = Uri.UnescapeDataString(context.Request.RawUrl!.TrimStart('/'));
        var range = context.Request.Headers["Range"];
        Asked.Enqueue((path, range is not null));
        try
        {
            using var response = context.Response;
            var file = new FileInfo(Path.Combine(_folder, path["library/".Length..]));
            if (!file.Exists)
            {
                response.StatusCode = 404;
                return;
            }

            var (from, to) = (0L, file.Length - 1);
            if (range is not null && range.StartsWith("bytes=", StringComparison.Ordinal))
            {
                var parts = range["bytes=".Length..].Split('-');
                from = long.Parse(parts[0], CultureInfo.InvariantCulture);
                to = parts[1].Length > 0 ? Math.Min(to, long.Parse(parts[1], CultureInfo.InvariantCulture)) : to;
                if (from >= file.Length)
                {
                    response.StatusCode = 416;
                    return;
                }

                response.StatusCode = 206;
                response.Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{file.Length}");
            }

            response.Headers["Accept-Ranges"] = "bytes";
            response.ContentLength64 = to - from + 1;
            await using var content = file.OpenRead();
            content.Position = from;
            await content.CopyToAsync(response.OutputStream);
        }
        catch (Exception fault) when (fault is HttpListenerException or IOException or InvalidOperationException or ObjectDisposedException or ProtocolViolationException)
        {
            // Whoever asked has heard enough, as players do.
        }
    }
}
