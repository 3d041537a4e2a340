using System.Buffers.Text;
using System.Security.Cryptography;

namespace FusionScorer.Pipeline.Projects;

/// <summary>New ids: ULIDs, which sort by time, and short random ones.</summary>
public static class Ids
{
    /// <summary>Twelve characters that fit an address, from 72 random bits.</summary>
    public static string Short() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9));

    /// <summary>An id that no one else will make.</summary>
    public static string New(TimeProvider clock)
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        return Ulid.NewUlid(clock.GetUtcNow(), random).ToString();
    }
}
