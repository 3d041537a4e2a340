using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Web.Security;

namespace FusionScorer.Web.Accounts;

/// <summary>One-time links for whoever has the machine: the first administrator, or somebody who is locked out.</summary>
public static class FirstAdministrator
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>The path of a link that makes the first administrator; null when there is one already.</summary>
    public static string? Welcome(Project project)
    {
        if (project.Store.Accounts.All().Any(account => account is { Role: Access.Admin, PasswordHash: not null, Disabled: false }))
            return null;
        return "/welcome#" + Invite(project, account: "");
    }

    /// <summary>The path of a link by which an account gets a new password.</summary>
    /// <exception cref="BadInputException">There is no such account.</exception>
    public static string Reset(Project project, string name)
    {
        var account = project.Store.Accounts.Find(name) ?? throw new BadInputException($"there is no account '{name}'");
        return "/invitation#" + Invite(project, account.Name);
    }

    private static string Invite(Project project, string account)
    {
        var token = Tokens.New();
        var now = project.Clock.GetUtcNow();
        project.Store.Accounts.Invite(
            new InvitationRow(Tokens.HashOf(token), account, now + Lifetime), new AuditEvent(0, now, "", "account.invite", account.Length == 0 ? "first administrator" : account, "at the machine"));
        return token;
    }
}
