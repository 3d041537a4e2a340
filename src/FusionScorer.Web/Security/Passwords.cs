using Microsoft.AspNetCore.Identity;

namespace FusionScorer.Web.Security;

/// <summary>Hashes and checks passwords as ASP.NET Core Identity does (PBKDF2 with HMAC-SHA512).</summary>
internal sealed class Passwords
{
    public const int Shortest = 12;
    public const int Longest = 1000;

    private readonly PasswordHasher<string> _hasher = new();
    private readonly string _nobody;

    public Passwords() => _nobody = _hasher.HashPassword("", Tokens.New());

    /// <summary>Why a password will not do; null when it will.</summary>
    public static string? Fault(string? password) => password is null || password.Length < Shortest ? $"a password has at least {Shortest} characters"
        : password.Length > Longest ? $"a password has at most {Longest} characters"
        : null;

    public string Hash(string account, string password) => _hasher.HashPassword(account, password);

    /// <summary>Checks a password; takes as long when there is none to check against, so that nobody learns which names exist.</summary>
    public bool Verify(string account, string? hash, string password)
    {
        if (password.Length > Longest)
            return false;
        var verified = _hasher.VerifyHashedPassword(account, hash ?? _nobody, password) != PasswordVerificationResult.Failed;
        return hash is not null && verified;
    }
}
