using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Scanning;

/// <summary>Puts metadata of two sources together, and compares metadata by value.</summary>
internal static class MetadataMerge
{
    /// <summary>What <paramref name="first"/> says, and what <paramref name="second"/> says where the first is silent.</summary>
    public static ClipMetadata Of(ClipMetadata first, ClipMetadata second) => new(
        first.Title ?? second.Title,
        first.Year ?? second.Year,
        first.DurationMinutes ?? second.DurationMinutes,
        first.Genres.IsEmpty ? second.Genres : first.Genres,
        first.Directors.IsEmpty ? second.Directors : first.Directors,
        first.Cast.IsEmpty ? second.Cast : first.Cast,
        first.ImdbId ?? second.ImdbId,
        first.Rating ?? second.Rating,
        first.Writers.IsEmpty ? second.Writers : first.Writers);

    /// <summary>Whether both say the same.</summary>
    public static bool Same(ClipMetadata a, ClipMetadata b) =>
        a with { Genres = [], Directors = [], Cast = [], Writers = [] } == b with { Genres = [], Directors = [], Cast = [], Writers = [] }
        && a.Genres.AsSpan().SequenceEqual(b.Genres.AsSpan())
        && a.Directors.AsSpan().SequenceEqual(b.Directors.AsSpan())
        && a.Cast.AsSpan().SequenceEqual(b.Cast.AsSpan())
        && a.Writers.AsSpan().SequenceEqual(b.Writers.AsSpan());
}
