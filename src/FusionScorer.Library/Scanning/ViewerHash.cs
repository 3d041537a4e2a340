using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FusionScorer.Library.Scanning;

/// <summary>Turns viewer ids into numbers that cannot be turned back without the key: the first 8 bytes of HMAC-SHA256.</summary>
public sealed class ViewerHash
{
    /// <summary>The least length of a key in bytes.</summary>
    public const int MinKeyBytes = 16;

    private readonly byte[] _key;

    /// <summary>Takes the key, which is kept outside of the project.</summary>
    /// <exception cref="ArgumentException">The key is shorter than <see cref="MinKeyBytes"/>.</exception>
    public ViewerHash(ReadOnlySpan<byte> key)
    {
        if (key.Length < MinKeyBytes)
            throw new ArgumentException($"the key of viewer ids has {key.Length} bytes; it needs at least {MinKeyBytes}", nameof(key));
        _key = key.ToArray();
    }

    /// <summary>The number of a viewer.</summary>
    public long Of(string viewerId) => Of(Encoding.UTF8.GetBytes(viewerId));

    /// <summary>The number of a viewer whose id is given as UTF-8.</summary>
    public long Of(ReadOnlySpan<byte> viewerId)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, viewerId, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
