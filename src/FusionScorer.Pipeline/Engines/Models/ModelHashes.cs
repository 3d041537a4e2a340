using System.Security.Cryptography;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>Size and sums of a file, in lower-case hexadecimal.</summary>
internal sealed record ModelHashes(long Size, string Sha1, string Sha256)
{
    private const int Block = 1 << 20;

    /// <summary>Reads a whole file once for both sums.</summary>
    public static async Task<ModelHashes> OfAsync(string path, Action<long>? onBytes, CancellationToken cancellation)
    {
#pragma warning disable CA5350 // SHA-1 is what the models' makers publish; a SHA-256 of our own stands beside it.
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
        var block = new byte[Block];
        long size = 0;
        while (await file.ReadAsync(block, cancellation).ConfigureAwait(false) is > 0 and var read)
        {
            sha1.AppendData(block, 0, read);
            sha256.AppendData(block, 0, read);
            size += read;
            onBytes?.Invoke(size);
        }

        return new ModelHashes(size, Convert.ToHexStringLower(sha1.GetHashAndReset()), Convert.ToHexStringLower(sha256.GetHashAndReset()));
    }

    /// <summary>What is wrong with a file of this size and these sums; null when all that is known of the model fits.</summary>
    /// <param name="entry">The model.</param>
    /// <param name="firstSha256">SHA-256 of the first verified copy; null when unknown.</param>
    public string? Fault(ModelEntry entry, string? firstSha256)
    {
        if (entry.Size is { } size && size != Size)
            return $"it has {Size} bytes instead of {size}";
        if (entry.Sha1 is { } sha1 && sha1 != Sha1)
            return $"its SHA-1 is {Sha1} instead of the published {sha1}";
        if (entry.Sha256 is { } sha256 && sha256 != Sha256)
            return $"its SHA-256 is {Sha256} instead of {sha256}";
        return firstSha256 is not null && firstSha256 != Sha256
            ? $"its SHA-256 is {Sha256} instead of {firstSha256}, which the first verified copy had"
            : null;
    }
}
