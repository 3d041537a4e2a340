namespace FusionScorer.Library.Records;

/// <summary>A clip that somebody holds for review.</summary>
/// <param name="ClipNo">The clip.</param>
/// <param name="Token">Tells this claim from any before and after it.</param>
/// <param name="Holder">The account.</param>
/// <param name="Client">The browser tab of the account.</param>
/// <param name="Since">When it was taken.</param>
/// <param name="Until">When it ends unless renewed.</param>
public sealed record ClaimRow(long ClipNo, string Token, string Holder, string Client, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>An answer that is being made.</summary>
/// <param name="Account">Whose.</param>
/// <param name="ClipNo">On which clip.</param>
/// <param name="Content">JSON of the review app.</param>
/// <param name="At">When it was saved.</param>
public sealed record DraftRow(string Account, long ClipNo, string Content, DateTimeOffset At);

/// <summary>What became of an answer that was sent.</summary>
/// <param name="Added">False when a decision of this id was there before.</param>
/// <param name="Before">The decision that was there before; null when this one was added.</param>
/// <param name="Task">The blind task that was saved with it; null for none.</param>
public readonly record struct AnswerSaved(bool Added, Decision? Before, BlindTask? Task = null);
