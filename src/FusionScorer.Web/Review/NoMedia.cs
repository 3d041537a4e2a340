using FusionScorer.Library.Records;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Review;

internal sealed class NoMedia : IClipMedia
{
    public Task<MediaView> DescribeAsync(Clip clip, IReadOnlyList<Reading> readings, CancellationToken cancellation) => Task.FromResult(new MediaView("none", "…", null, null, false, false));

    public string? Thumbnail(Clip clip, long ms) => null;
}
