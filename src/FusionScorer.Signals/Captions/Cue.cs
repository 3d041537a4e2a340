using System.Collections.Immutable;

namespace FusionScorer.Signals.Captions;

/// <summary>One caption on screen.</summary>
/// <param name="StartMs">Milliseconds, included.</param>
/// <param name="EndMs">Milliseconds, excluded; not before the start.</param>
/// <param name="Text">Plain text without mark-up; lines are separated by <c>\n</c>.</param>
public readonly record struct Cue(long StartMs, long EndMs, string Text);

/// <summary>What a caption file holds.</summary>
/// <param name="Cues">Cues with text, in order of time.</param>
/// <param name="Skipped">How many cues could not be read or held no text.</param>
public sealed record CueList(ImmutableArray<Cue> Cues, int Skipped);
