using System.Collections.Frozen;
using FusionScorer.Core;

namespace FusionScorer.Web.Security;

/// <summary>How to sign in by an identity provider, from the environment of whoever starts the app.</summary>
/// <param name="Authority">The issuer's address.</param>
/// <param name="ClientId">The client id that the provider gave.</param>
/// <param name="ClientSecret">Its secret; null for a public client.</param>
/// <param name="NameClaim">The claim that names the account.</param>
/// <param name="RoleClaim">The claim that tells roles.</param>
/// <param name="Roles">Roles by value of that claim.</param>
/// <param name="PublicUrl">The app's own address as browsers see it, behind a proxy; null for that of the request.</param>
internal sealed record SingleSignOnSettings(
    Uri Authority, string ClientId, string? ClientSecret, string NameClaim, string RoleClaim, FrozenDictionary<string, string> Roles, Uri? PublicUrl)
{
    // Whoever has several roles gets the first of these.
    private static readonly string[] Order = [Access.Admin, Access.Lead, Access.Policy, Access.Reviewer];

    /// <summary>Reads them; null when no provider is set.</summary>
    /// <exception cref="BadInputException">They are of no use.</exception>
    public static SingleSignOnSettings? Of(Func<string, string?> environment)
    {
        if (Text("FUSION_OIDC_AUTHORITY") is not { } authority)
            return null;
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var issuer) || (issuer.Scheme != Uri.UriSchemeHttps && !(issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback)))
            throw new BadInputException($"FUSION_OIDC_AUTHORITY '{authority}' must be an https address, such as https://login.example.org/realms/media");
        Uri? own = null;
        if (Text("FUSION_OIDC_PUBLIC_URL") is { } address && (!Uri.TryCreate(address, UriKind.Absolute, out own) || (own.Scheme != Uri.UriSchemeHttps && own.Scheme != Uri.UriSchemeHttp)))
            throw new BadInputException($"FUSION_OIDC_PUBLIC_URL '{address}' must be this app's address, such as https://review.example.org");
        return new SingleSignOnSettings(
            issuer, Text("FUSION_OIDC_CLIENT_ID") ?? throw new BadInputException("FUSION_OIDC_CLIENT_ID is missing: the client id that the identity provider gave"),
            Text("FUSION_OIDC_CLIENT_SECRET"), Text("FUSION_OIDC_NAME_CLAIM") ?? "preferred_username", Text("FUSION_OIDC_ROLE_CLAIM") ?? "roles", RolesOf(Text("FUSION_OIDC_ROLES")), own);

        string? Text(string name) => environment(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    /// <summary>The role of somebody with these claims; null for none.</summary>
    public string? RoleOf(IEnumerable<string> claims)
    {
        var roles = claims.Select(claim => Roles.GetValueOrDefault(claim)).ToHashSet(StringComparer.Ordinal);
        return Array.Find(Order, roles.Contains);
    }

    private static FrozenDictionary<string, string> RolesOf(string? text)
    {
        if (text is null)
            return Order.ToFrozenDictionary(role => role, StringComparer.Ordinal);
        var roles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.LastIndexOf('=');
            if (at <= 0 || !Order.Contains(part[(at + 1)..].Trim()))
                throw new BadInputException($"FUSION_OIDC_ROLES '{part}' must be VALUE=ROLE with a role of {string.Join(", ", Order)}, such as media-leads=lead");
            roles[part[..at].Trim()] = part[(at + 1)..].Trim();
        }

        return roles.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
