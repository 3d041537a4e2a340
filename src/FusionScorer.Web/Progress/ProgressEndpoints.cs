namespace FusionScorer.Web.Progress;

/// <summary>How far review and extraction are.</summary>
internal static class ProgressEndpoints
{
    public static void Map(RouteGroupBuilder api) => _ = api;
}
