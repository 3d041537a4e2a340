using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using FusionScorer.Core;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>One request for what a part still lacks.</summary>
internal sealed class RangeDownload(HttpClient client, Uri url, long size, PullFaults faults, TimeProvider clock)
{
    /// <summary>A server that sends nothing for so long counts as gone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int Block = 1 << 17;

    /// <summary>Asks once and appends what comes. The part is complete afterwards, or the connection was cut, or the server's version is another one and the part starts anew.</summary>
    /// <exception cref="BadInputException">The server cannot be reached, refuses, or offers another file.</exception>
    public async Task RunAsync(PartFile part, Action<long> onBytes, CancellationToken cancellation)
    {
        if (part.Length > size)
            part.Restart(tag: null);
        using var stall = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stall.Token);
        try
        {
            using var request = Request(part);
            using var response = await SendAsync(request, part, either.Token).ConfigureAwait(false);
            if (Accept(response, part))
                await CopyAsync(response, part, onBytes, stall, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stall.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // A stalled server is a cut connection: the caller asks again for what is left.
        }
    }

    private HttpRequestMessage Request(PartFile part)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (part.Length > 0)
        {
            request.Headers.Range = new RangeHeaderValue(part.Length, to: null);
            if (part.Tag is { } tag)
                request.Headers.IfRange = new RangeConditionHeaderValue(tag);
        }

        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, PartFile part, CancellationToken cancellation)
    {
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException fault)
        {
            throw faults.NoNetwork(url, fault, part.Length);
        }
    }

    /// <summary>Whether the answer's body belongs at the part's end.</summary>
    private bool Accept(HttpResponseMessage response, PartFile part)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when part.Length > 0:
                var range = response.Content.Headers.ContentRange;
                var fits = range?.From == part.Length && (range.Length ?? size) == size && (part.Tag is null || response.Headers.ETag is null || part.Tag.Equals(response.Headers.ETag));
                if (!fits)
                    part.Restart(tag: null);
                return fits;
            case HttpStatusCode.RequestedRangeNotSatisfiable when part.Length > 0:
                part.Restart(tag: null);
                return false;
            case HttpStatusCode.OK:
                if (response.Content.Headers.ContentLength is { } length && length != size)
                    throw faults.WrongSize(url, length, size);
                part.Restart(response.Headers.ETag);
                return true;
            default:
                throw faults.Refused(url, response.StatusCode);
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, PartFile part, Action<long> onBytes, CancellationTokenSource stall, CancellationToken cancellation)
    {
        var block = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            while (await ReadAsync(body, block, cancellation).ConfigureAwait(false) is > 0 and var read)
            {
                stall.CancelAfter(Patience);
                if (part.Length + read > size)
                {
                    var offered = part.Length + read;
                    part.Restart(tag: null);
                    throw faults.WrongSize(url, offered, size);
                }

                await part.AppendAsync(block.AsMemory(0, read)).ConfigureAwait(false);
                onBytes(part.Length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream body, byte[] block, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(block.AsMemory(0, Block), cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException)
        {
            return 0;
        }
    }
}
