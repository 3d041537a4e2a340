using System.Security.Claims;

namespace FusionScorer.Web;

/// <summary>Who may do what: names of roles, and of the authorisation policies that endpoints ask for.</summary>
public static class Access
{
    /// <summary>Reviews clips.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>Reviews, sees who holds what, releases clips, reads the audit log, exports.</summary>
    public const string Lead = "lead";

    /// <summary>Reviews, changes weights and rules, exports.</summary>
    public const string Policy = "policy";

    /// <summary>All of that, and makes accounts.</summary>
    public const string Admin = "admin";

    /// <summary>Authorisation policy: whoever has signed in.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Authorisation policy: leads and administrators.</summary>
    public const string Leads = "leads";

    /// <summary>Authorisation policy: administrators.</summary>
    public const string Admins = "admins";

    /// <summary>Authorisation policy: whoever may take data out: leads, policy owners, administrators.</summary>
    public const string Exporters = "exporters";

    /// <summary>Authorisation policy: whoever may look at weights, rules and policies: leads, policy owners, administrators.</summary>
    public const string TuningViewers = "tuning-viewers";

    /// <summary>Authorisation policy: whoever may change the policy: policy owners and administrators.</summary>
    public const string Tuners = "tuners";

    /// <summary>The account's name.</summary>
    public static string Account(this ClaimsPrincipal user) => user.Identity?.Name ?? throw new InvalidOperationException("nobody is signed in");

    /// <summary>Whether the account leads others.</summary>
    public static bool IsLead(this ClaimsPrincipal user) => user.IsInRole(Lead) || user.IsInRole(Admin);
}
