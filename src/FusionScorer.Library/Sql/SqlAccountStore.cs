using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

internal sealed class SqlAccountStore(SqlDatabase database) : IAccountStore
{
    private const string Select = "SELECT name, role, password_hash, stamp, disabled, created_at, last_seen_at, settings FROM account ";

    public IReadOnlyList<AccountRow> All() => database.Read(connection => connection.Rows(Select, Account)).OrderBy(account => account.Name, AccountNameFold.Comparer).ToList();

    public AccountRow? Find(string name) => database.Read(connection => Find(connection, name));

    public AccountRow? FindBySubject(string subject) => database.Read(connection =>
        connection.First(Select + "WHERE name = (SELECT account FROM account_subject WHERE subject = $1)", Account, subject));

    public bool Create(AccountRow account, AuditEvent entry, string? subject = null) => database.Write(connection =>
    {
        if (!Insert(connection, account))
            return false;
        if (subject is not null)
            connection.Run("INSERT INTO account_subject (subject, account) VALUES ($1, $2)", subject, account.Name);
        return Log(connection, entry);
    });

    public bool Update(AccountRow account, AuditEvent entry) => database.Write(connection =>
    {
        if (Find(connection, account.Name) is not { } before)
            return false;
        var staysAdmin = account is { Role: "admin", Disabled: false };
        var others = (long)connection.Scalar(
            "SELECT count(*) FROM account WHERE role = 'admin' AND disabled = 0 AND password_hash IS NOT NULL AND name <> $1", before.Name)!;
        if (before.Role == "admin" && !staysAdmin && others == 0)
            return false;
        connection.Run(
            "UPDATE account SET role = $1, password_hash = $2, stamp = $3, disabled = $4 WHERE name = $5",
            account.Role,
            account.PasswordHash,
            account.Stamp,
            account.Disabled,
            before.Name);
        return Log(connection, entry);
    });

    public void SaveSettings(string name, string settings) => database.Write(connection =>
    {
        connection.Run("UPDATE account SET settings = $1 WHERE name = $2", settings, AccountNameFold.Stored(connection, name));
    });

    public void Seen(string name, AuditEvent entry) => database.Write(connection =>
    {
        connection.Run("UPDATE account SET last_seen_at = $1 WHERE name = $2", Values.ToText(entry.At), AccountNameFold.Stored(connection, name));
        Log(connection, entry);
    });

    public void Invite(InvitationRow invitation, AuditEvent entry) => database.Write(connection =>
    {
        var name = AccountNameFold.Stored(connection, invitation.Account) ?? invitation.Account;
        connection.Run("DELETE FROM invitation WHERE account = $1", name);
        connection.Run(
            "INSERT INTO invitation (token_hash, account, until) VALUES ($1, $2, $3)", invitation.TokenHash, name, Values.ToText(invitation.Until));
        Log(connection, entry);
    });

    public AccountRow? Redeem(string tokenHash, AccountRow? first, string passwordHash, string stamp, DateTimeOffset now) => database.Write(connection =>
    {
        var account = (string?)connection.Scalar("SELECT account FROM invitation WHERE token_hash = $1 AND until > $2", tokenHash, Values.ToText(now));
        if (account is null || (account.Length == 0) != (first is not null))
            return null;
        connection.Run("DELETE FROM invitation WHERE token_hash = $1", tokenHash);
        if (first is not null)
        {
            // Two people may hold the link; the first one to use it is the administrator.
            if ((long)connection.Scalar("SELECT count(*) FROM account WHERE role = 'admin' AND password_hash IS NOT NULL")! > 0
                || !Insert(connection, first with { PasswordHash = passwordHash, Stamp = stamp }))
                return null;
            account = first.Name;
        }
        else
        {
            connection.Run("UPDATE account SET password_hash = $1, stamp = $2 WHERE name = $3 AND disabled = 0", passwordHash, stamp, account);
        }

        Log(connection, new AuditEvent(0, now, account, first is null ? "account.password" : "account.create", account, first is null ? "by invitation" : "first administrator"));
        return Find(connection, account) is { Disabled: false } redeemed ? redeemed : null;
    });

    public void Log(AuditEvent entry) => database.Write(connection =>
    {
        Log(connection, entry);
    });

    public IReadOnlyList<AuditEvent> Events(long? before, int limit, string? action = null, string? who = null) => database.Read(connection => connection.Rows(
        "SELECT seq, at, who, action, subject, detail FROM audit_event WHERE seq < $1 AND (CAST($2 AS TEXT) IS NULL OR action = $2) AND (CAST($3 AS TEXT) IS NULL OR who = $3) ORDER BY seq DESC LIMIT $4",
        row => new AuditEvent(row.Whole(0), row.Instant(1), row.String(2), row.String(3), row.String(4), row.String(5)),
        before ?? long.MaxValue,
        action,
        who,
        limit));

    /// <summary>Adds an entry within a transaction.</summary>
    internal static bool Log(SqlConnection connection, AuditEvent entry) => connection.Run(
        "INSERT INTO audit_event (at, who, action, subject, detail) VALUES ($1, $2, $3, $4, $5)",
        Values.ToText(entry.At),
        entry.Who,
        entry.Action,
        entry.Subject,
        entry.Detail) == 1;

    private static AccountRow? Find(SqlConnection connection, string name) =>
        AccountNameFold.Stored(connection, name) is { } stored ? connection.First(Select + "WHERE name = $1", Account, stored) : null;

    private static bool Insert(SqlConnection connection, AccountRow account) => AccountNameFold.Stored(connection, account.Name) is null && connection.Run(
        """
        INSERT INTO account (name, role, password_hash, stamp, disabled, created_at, last_seen_at, settings) VALUES ($1, $2, $3, $4, $5, $6, NULL, $7)
        ON CONFLICT (name) DO NOTHING
        """,
        account.Name,
        account.Role,
        account.PasswordHash,
        account.Stamp,
        account.Disabled,
        Values.ToText(account.CreatedAt),
        account.Settings) == 1;

    private static AccountRow Account(SqlRow row) => new(
        row.String(0), row.String(1), row.Text(2), row.String(3), row.Flag(4), row.Instant(5),
        row.Text(6) is null ? null : row.Instant(6), row.Text(7));
}
