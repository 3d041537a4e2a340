using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FusionScorer.Pipeline.Tests.Engines.Models;

/// <summary>What a client asked for.</summary>
internal sealed record Asked(string Path, string? Range, string? IfRange);

/// <summary>A web server for one file on the loopback device, which can misbehave as real ones do.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public LoopbackServer(byte[] body)
    {
        Body = body;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/mirror/");
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    public byte[] Body { get; set; }

    public string? Tag { get; set; } = "\"one\"";

    public int Status { get; set; } = 200;

    /// <summary>Whether it honours ranges.</summary>
    public bool Ranges { get; set; } = true;

    /// <summary>Whether it says how long its answers are.</summary>
    public bool TellsLength { get; set; } = true;

    /// <summary>Bytes after which it closes the connection, one for each request to come.</summary>
    public ConcurrentQueue<int> Cuts { get; } = new();

    /// <summary>Bytes after which it falls silent, with the connection open.</summary>
    public int? SilentAfter { get; set; }

    public ConcurrentQueue<Asked> Requests { get; } = new();

    /// <summary>An address where nobody listens.</summary>
    public static Uri Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new Uri($"http://127.0.0.1:{port}/");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        try
        {
            while (true)
                answers.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException || (stopped is InvalidOperationException && _stop.IsCancellationRequested))
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var held = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            if (await reader.ReadLineAsync(_stop.Token) is not { } first)
                return; // The client gave up before it asked.
            var path = first.Split(' ')[1];
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
                headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            var asked = new Asked(path, headers.GetValueOrDefault("Range"), headers.GetValueOrDefault("If-Range"));
            Requests.Enqueue(asked);
            await SendAsync(stream, asked);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task SendAsync(NetworkStream stream, Asked asked)
    {
        var from = 0;
        var status = Status;
        if (status == 200 && Ranges && asked.Range is { } range && (asked.IfRange is null || asked.IfRange == Tag))
        {
            from = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            status = from < Body.Length ? 206 : 416;
        }

        var content = status is 200 or 206 ? Body.AsMemory(from) : ReadOnlyMemory<byte>.Empty;
        var head = new StringBuilder($"HTTP/1.1 {status} Answer\r\nConnection: close\r\n");
        if (TellsLength)
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {content.Length}\r\n");
        if (Tag is not null)
            head.Append(CultureInfo.InvariantCulture, $"ETag: {Tag}\r\n");
        if (status == 206)
            head.Append(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{Body.Length - 1}/{Body.Length}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _stop.Token);

        var end = Cuts.TryDequeue(out var cut) ? Math.Min(cut, content.Length) : content.Length;
        if (SilentAfter is { } silent && silent < end)
        {
            await stream.WriteAsync(content[..silent], _stop.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
        }

        await stream.WriteAsync(content[..end], _stop.Token);
    }
}
