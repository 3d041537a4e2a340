using FusionScorer.Library.Records;

namespace FusionScorer.Web.Accounts;

/// <summary>Entries of the audit log: who did what, and from where.</summary>
internal static class AuditTrail
{
    /// <summary>An entry on behalf of this request.</summary>
    public static AuditEvent Of(HttpContext context, string action, string subject, string detail = "", string? who = null)
    {
        var from = context.Connection.RemoteIpAddress?.ToString() ?? "?";
        return new AuditEvent(
            0, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), who ?? context.User.Identity?.Name ?? "", action, subject,
            detail.Length == 0 ? $"from {from}" : $"{detail}; from {from}");
    }
}
