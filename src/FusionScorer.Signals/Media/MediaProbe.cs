using System.Collections.Immutable;

namespace FusionScorer.Signals.Media;

/// <summary>What ffprobe says of a media file.</summary>
/// <param name="Container">ffprobe's format name.</param>
/// <param name="DurationMs">Duration in milliseconds; null when unknown.</param>
/// <param name="StartMs">The container's start time in milliseconds; times shown to people are counted from it.</param>
/// <param name="Streams">All streams, in order.</param>
public sealed record MediaProbe(string Container, long? DurationMs, long StartMs, ImmutableArray<MediaStream> Streams);

/// <summary>One stream of a media file.</summary>
/// <param name="Index">Index within the file.</param>
/// <param name="Kind"><c>video</c>, <c>audio</c>, <c>subtitle</c>, <c>attached_pic</c> (a cover, no moving pictures) or another of ffprobe's words.</param>
/// <param name="Codec">Codec name.</param>
/// <param name="Language">Language tag as written; null when absent or <c>und</c>.</param>
/// <param name="Title">Title tag.</param>
/// <param name="Forced">Subtitles only for foreign parts.</param>
/// <param name="HearingImpaired">Subtitles that also describe sounds.</param>
/// <param name="Width">Pixels; 0 unless video.</param>
/// <param name="Height">Pixels; 0 unless video.</param>
/// <param name="Rotation">Degrees clockwise to turn the picture: 0, 90, 180 or 270.</param>
public sealed record MediaStream(
    int Index, string Kind, string Codec, string? Language, string? Title, bool Forced, bool HearingImpaired, int Width, int Height, int Rotation);
