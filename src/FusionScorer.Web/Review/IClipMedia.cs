using FusionScorer.Library.Records;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Review;

/// <summary>What a bundle says of a clip's media.</summary>
internal interface IClipMedia
{
    /// <summary>How the clip can be played.</summary>
    Task<MediaView> DescribeAsync(Clip clip, IReadOnlyList<Reading> readings, CancellationToken cancellation);

    /// <summary>Address of the small picture that was kept of a moment; null when none was.</summary>
    string? Thumbnail(Clip clip, long ms);
}
