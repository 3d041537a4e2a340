using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FusionScorer.Web.Security;

/// <summary>One-time tokens: 256 random bits; only their hash is kept.</summary>
public static class Tokens
{
    private const int Bytes = 32;

    /// <summary>A new token.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is kept of a token. Looking a hash up tells nothing of the token by its time.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
