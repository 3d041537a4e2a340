namespace FusionScorer.Library.Records;

/// <summary>Who may sign in.</summary>
/// <param name="Name">Unique whatever its case.</param>
/// <param name="Role"><c>reviewer</c>, <c>lead</c>, <c>policy</c> or <c>admin</c>.</param>
/// <param name="PasswordHash">Null until a password was chosen.</param>
/// <param name="Stamp">Changes with the password.</param>
/// <param name="Disabled">May not sign in.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastSeenAt">When it last signed in; null for never.</param>
/// <param name="Settings">JSON of the review app; null for none.</param>
public sealed record AccountRow(
    string Name, string Role, string? PasswordHash, string Stamp, bool Disabled, DateTimeOffset CreatedAt, DateTimeOffset? LastSeenAt, string? Settings);

/// <summary>A one-time link by which an account gets its password.</summary>
/// <param name="TokenHash">Hash of the token; the token itself is nowhere.</param>
/// <param name="Account">Whose; empty for the first administrator.</param>
/// <param name="Until">When it ends.</param>
public sealed record InvitationRow(string TokenHash, string Account, DateTimeOffset Until);

/// <summary>Something that somebody did.</summary>
/// <param name="Seq">Its place in the log; 0 before it is saved.</param>
/// <param name="At">When.</param>
/// <param name="Who">The account; empty when nobody was signed in.</param>
/// <param name="Action">What, in one word or two joined by a dot.</param>
/// <param name="Subject">To whom or what.</param>
/// <param name="Detail">More, in words.</param>
public sealed record AuditEvent(long Seq, DateTimeOffset At, string Who, string Action, string Subject, string Detail);
