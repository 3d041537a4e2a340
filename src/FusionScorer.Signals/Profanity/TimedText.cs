namespace FusionScorer.Signals.Profanity;

/// <summary>A stretch of speech on the player's clock, read or heard.</summary>
/// <param name="StartMs">Milliseconds, included.</param>
/// <param name="EndMs">Milliseconds, excluded.</param>
/// <param name="Spoken">What is said; this is matched and counted.</param>
/// <param name="Shown">What evidence quotes.</param>
public readonly record struct TimedText(long StartMs, long EndMs, string Spoken, string Shown);
