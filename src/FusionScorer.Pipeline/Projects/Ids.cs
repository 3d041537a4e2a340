using System.Security.Cryptography;

namespace FusionScorer.Pipeline.Projects;

/// <summary>New ids: ULIDs, which sort by time.</summary>
public static class Ids
{
    /// <summary>An id that no one else will make.</summary>
    public static string New(TimeProvider clock)
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        return Ulid.NewUlid(clock.GetUtcNow(), random).ToString();
    }
}
