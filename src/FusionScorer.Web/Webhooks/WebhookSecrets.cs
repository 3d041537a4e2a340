using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace FusionScorer.Web.Webhooks;

/// <summary>Secrets lie in the project protected by keys of the user's data folder: a copied project signs nothing.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider provider)
{
    private readonly IDataProtector _protector = provider.CreateProtector("webhook-secret");

    /// <summary>As it is stored.</summary>
    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>The secret; null where the key is not here.</summary>
    public string? Unprotect(string stored)
    {
        try
        {
            return _protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
