using System.Collections.Immutable;

namespace FusionScorer.Signals.Speech;

/// <summary>A stretch of speech as text.</summary>
/// <param name="StartMs">Start in milliseconds.</param>
/// <param name="EndMs">End in milliseconds.</param>
/// <param name="Text">What is said.</param>
/// <param name="NoSpeechProbability">The model's probability, 0 to 1, that nothing is said at all.</param>
/// <param name="MeanLogProbability">Mean natural logarithm of the probabilities of the segment's tokens, at most 0.</param>
/// <param name="Words">The words in order.</param>
public sealed record TranscriptSegment(
    long StartMs, long EndMs, string Text, double NoSpeechProbability, double MeanLogProbability, ImmutableArray<TranscriptWord> Words);

/// <summary>A word with its time.</summary>
/// <param name="Text">The word with its punctuation.</param>
/// <param name="StartMs">Start in milliseconds.</param>
/// <param name="EndMs">End in milliseconds.</param>
/// <param name="Probability">The model's certainty, 0 to 1: geometric mean over the word's tokens.</param>
public sealed record TranscriptWord(string Text, long StartMs, long EndMs, double Probability);
