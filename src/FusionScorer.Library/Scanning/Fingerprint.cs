using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace FusionScorer.Library.Scanning;

/// <summary>Tells files apart by content: size and SHA-256 of the first, middle and last MiB, written <c>size-hash</c>.</summary>
/// <remarks>A file of at most 3 MiB is hashed whole.</remarks>
public static class Fingerprint
{
    private const int Part = 1 << 20;

    /// <summary>The fingerprint of an empty file.</summary>
    public static readonly string OfNothing = $"0-{Convert.ToHexStringLower(SHA256.HashData([]))}";

    /// <summary>The fingerprint of a media file.</summary>
    /// <exception cref="IOException">The file cannot be read, or shrinks meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string OfMedia(string path)
    {
        using var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        var size = RandomAccess.GetLength(file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Part);
        try
        {
            if (size <= 3 * Part)
            {
                for (var at = 0L; at < size; at += Part)
                    Append(at, (int)Math.Min(Part, size - at));
            }
            else
            {
                Append(0, Part);
                Append((size - Part) / 2, Part);
                Append(size - Part, Part);
            }

            return $"{size.ToString(CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(hash.GetHashAndReset())}";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        void Append(long at, int length)
        {
            for (var done = 0; done < length;)
            {
                var read = RandomAccess.Read(file, buffer.AsSpan(0, length - done), at + done);
                if (read == 0)
                    throw new EndOfStreamException("the file became shorter while it was read");
                hash.AppendData(buffer, 0, read);
                done += read;
            }
        }
    }

    /// <summary>SHA-256 of a whole file, lower-case hexadecimal.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string OfContent(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
