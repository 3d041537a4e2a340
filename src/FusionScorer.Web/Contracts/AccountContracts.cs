using System.Text.Json.Serialization;

namespace FusionScorer.Web.Contracts;

/// <summary>Who is signed in, and what the app needs to begin.</summary>
public sealed record Session(SessionUser? User, string Csrf, bool NeedsSetup, ProjectView? Project, bool SingleSignOn);

/// <summary>The account that is signed in.</summary>
public sealed record SessionUser(string Name, string Role);

/// <summary>The project.</summary>
public sealed record ProjectView(
    string Name, IReadOnlyList<string> Levels, string Policy, int Clips, IReadOnlyList<string> Strategies, string DefaultStrategy, IReadOnlyList<string> Signals);

/// <summary>Name and password.</summary>
public sealed record SignInRequest(string? Name, string? Password);

/// <summary>The first administrator.</summary>
public sealed record SetupRequest(string? Token, string? Name, string? Password);

/// <summary>A one-time link and the password that it sets.</summary>
public sealed record InvitationRequest(string? Token, string? Password);

/// <summary>One's own new password.</summary>
public sealed record PasswordRequest(string? Old, string? New);

/// <summary>An account as others see it.</summary>
public sealed record AccountSummary(string Name, string Role, bool Disabled, bool Invited, DateTimeOffset CreatedAt, DateTimeOffset? LastSeenAt);

/// <summary>A new account.</summary>
public sealed record AccountRequest(string? Name, string? Role);

/// <summary>What of an account changes; null = stays.</summary>
public sealed record AccountChange(string? Role, bool? Disabled);

/// <summary>A one-time link.</summary>
public sealed record Invitation(string Link, DateTimeOffset Until);

/// <summary>What protects a reviewer from what there is to see and hear.</summary>
public sealed record Protection(double Blur, bool Grey, bool Mute, bool TwoStep, bool MaskWords, int BreakAfterMinutes);

/// <summary>One's own settings.</summary>
public sealed record UserSettings(Protection Protection, IReadOnlyDictionary<string, string> Keys, string Theme, double PreRoll);

/// <summary>What holds for everybody.</summary>
public sealed record Organisation(Protection Floor, int LeaseMinutes);

/// <summary>An entry of the audit log.</summary>
public sealed record AuditEntry(long Seq, DateTimeOffset At, string Who, string Action, string Subject, string Detail);

/// <summary>How these shapes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SetupRequest))]
[JsonSerializable(typeof(InvitationRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(IReadOnlyList<AccountSummary>))]
[JsonSerializable(typeof(AccountRequest))]
[JsonSerializable(typeof(AccountChange))]
[JsonSerializable(typeof(Invitation))]
[JsonSerializable(typeof(UserSettings))]
[JsonSerializable(typeof(Organisation))]
[JsonSerializable(typeof(IReadOnlyList<AuditEntry>))]
internal sealed partial class AccountJson : JsonSerializerContext;
