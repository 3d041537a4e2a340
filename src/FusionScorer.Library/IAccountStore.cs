using FusionScorer.Library.Records;

namespace FusionScorer.Library;

/// <summary>Accounts, one-time links and the audit log. Each change is saved together with its entry in the log.</summary>
public interface IAccountStore
{
    /// <summary>All accounts by name.</summary>
    IReadOnlyList<AccountRow> All();

    /// <summary>An account by name, whatever its case.</summary>
    AccountRow? Find(string name);

    /// <summary>The account of somebody whom an identity provider knows; null when there is none.</summary>
    AccountRow? FindBySubject(string subject);

    /// <summary>Makes an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="entry">For the audit log.</param>
    /// <param name="subject">Who it belongs to at an identity provider; null for nobody there.</param>
    /// <returns>False when the name is taken.</returns>
    bool Create(AccountRow account, AuditEvent entry, string? subject = null);

    /// <summary>Changes role, password, stamp and whether it is disabled.</summary>
    /// <returns>False when there is no such account, or the change would leave no administrator who can sign in.</returns>
    bool Update(AccountRow account, AuditEvent entry);

    /// <summary>Saves the settings of an account.</summary>
    void SaveSettings(string name, string settings);

    /// <summary>Notes that an account signed in.</summary>
    void Seen(string name, AuditEvent entry);

    /// <summary>Saves a one-time link, in place of any other one of the account.</summary>
    void Invite(InvitationRow invitation, AuditEvent entry);

    /// <summary>Uses a one-time link: the account gets a password, and the link is gone.</summary>
    /// <param name="tokenHash">Hash of the token.</param>
    /// <param name="first">The administrator to make when the link is that of the first one; null when none is to be made.</param>
    /// <param name="passwordHash">The new password's hash.</param>
    /// <param name="stamp">The new stamp.</param>
    /// <param name="now">Links that ended are not used.</param>
    /// <returns>The account; null when the link is unknown, used, has ended, or an administrator is there already.</returns>
    AccountRow? Redeem(string tokenHash, AccountRow? first, string passwordHash, string stamp, DateTimeOffset now);

    /// <summary>Adds to the audit log.</summary>
    void Log(AuditEvent entry);

    /// <summary>The audit log, newest first.</summary>
    /// <param name="before">Only entries before this place; null from the end.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="action">Only this action; null for all.</param>
    /// <param name="who">Only this account; null for all.</param>
    IReadOnlyList<AuditEvent> Events(long? before, int limit, string? action = null, string? who = null);
}
