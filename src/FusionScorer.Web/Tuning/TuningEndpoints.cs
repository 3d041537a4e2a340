namespace FusionScorer.Web.Tuning;

/// <summary>How tuning is seen and tried.</summary>
internal static class TuningEndpoints
{
    public static void Map(RouteGroupBuilder api) => _ = api;
}
