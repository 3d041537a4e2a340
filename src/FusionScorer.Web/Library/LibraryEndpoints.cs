namespace FusionScorer.Web.Library;

/// <summary>The whole library as a list.</summary>
internal static class LibraryEndpoints
{
    public static void Map(RouteGroupBuilder api) => _ = api;
}
