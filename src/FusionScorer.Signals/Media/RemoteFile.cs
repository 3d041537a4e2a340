using System.Net;
using FusionScorer.Core.Clips;

namespace FusionScorer.Signals.Media;

/// <summary>Small files beside media on a web server.</summary>
internal static class RemoteFile
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Reads one whole.</summary>
    /// <param name="path">Its address, unescaped.</param>
    /// <param name="maxBytes">The most that is read.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Null when it is larger.</returns>
    /// <exception cref="IOException">The server does not answer, or has no such file.</exception>
    public static async Task<byte[]?> ReadAsync(string path, int maxBytes, CancellationToken cancellation)
    {
        try
        {
            using var response = await Client.GetAsync(new Uri(RemotePath.Escape(path)), HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new IOException($"the server answers {(int)response.StatusCode}");
            if (response.Content.Headers.ContentLength > maxBytes)
                return null;
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            using var bytes = new MemoryStream();
            var buffer = new byte[81920];
            while (await stream.ReadAsync(buffer, cancellation) is > 0 and var read)
            {
                if (bytes.Length + read > maxBytes)
                    return null;
                bytes.Write(buffer, 0, read);
            }

            return bytes.ToArray();
        }
        catch (HttpRequestException fault)
        {
            throw new IOException($"the server does not answer ({fault.HttpRequestError})", fault);
        }
        catch (TaskCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException("the server took too long", fault);
        }
    }
}
