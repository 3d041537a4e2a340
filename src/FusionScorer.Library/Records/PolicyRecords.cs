namespace FusionScorer.Library.Records;

/// <summary>A policy as stored: immutable.</summary>
/// <param name="Hash">Hash of <paramref name="Text"/>, lower-case hexadecimal.</param>
/// <param name="Parent">Hash of the policy that was active before; null for the first.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Note">Why.</param>
/// <param name="Text">Canonical text.</param>
/// <param name="CreatedAt">When.</param>
public sealed record PolicyRow(string Hash, string? Parent, string Author, string Note, string Text, DateTimeOffset CreatedAt);
