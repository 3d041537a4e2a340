using System.Globalization;

namespace FusionScorer.Web.Accounts;

/// <summary>Which names an account may have: shown everywhere, so nothing that hides or reverses text.</summary>
internal static class AccountNames
{
    private const int Longest = 64;

    /// <summary>Why a name will not do; null when it will.</summary>
    public static string? Fault(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > Longest || name != name.Trim())
            return $"a name has 1 to {Longest} characters, without blanks around it";
        return name.All(IsPlain) ? null : "a name has letters, digits, blanks and . - _ @ ' only";
    }

    private static bool IsPlain(char c) => char.IsLetterOrDigit(c) || c is ' ' or '.' or '-' or '_' or '@' or '\''
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
