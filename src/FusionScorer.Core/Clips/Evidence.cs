namespace FusionScorer.Core.Clips;

/// <summary>One fact on a clip: what a signal found, how strong, and where.</summary>
/// <param name="Signal">The signal that found it.</param>
/// <param name="Kind">What it is, in the signal's own words: <c>strong</c>, <c>slur</c>, <c>frame</c>.</param>
/// <param name="Score">0 to 1, the signal's own certainty or strength.</param>
/// <param name="Text">What was read, heard or seen; hostile text, encoded wherever shown.</param>
/// <param name="StartMs">Start on the player's clock in milliseconds, included; null when the fact has no place in time.</param>
/// <param name="EndMs">End in milliseconds, excluded.</param>
public sealed record Evidence(string Signal, string Kind, double Score, string Text, long? StartMs, long? EndMs);
