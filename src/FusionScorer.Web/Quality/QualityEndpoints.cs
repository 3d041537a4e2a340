namespace FusionScorer.Web.Quality;

/// <summary>How well people agree.</summary>
internal static class QualityEndpoints
{
    public static void Map(RouteGroupBuilder api) => _ = api;
}
