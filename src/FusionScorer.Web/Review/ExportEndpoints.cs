using FusionScorer.Library.Exporting;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Web.Accounts;

namespace FusionScorer.Web.Review;

/// <summary>What leaves the house, written as it is read; each is noted in the audit log.</summary>
internal static class ExportEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var exports = api.MapGroup("/exports").WithTags("Exports").RequireAuthorization(Access.Exporters);
        exports.MapGet("/decisions.csv", (HttpContext context, Project project) =>
            Csv(context, project, "decisions.csv", writer => CsvExport.WriteDecisions(writer, ProjectExport.Decisions(project)))).WithSummary("All decisions as CSV");
        exports.MapGet("/levels.csv", (HttpContext context, Project project) =>
            Csv(context, project, "levels.csv", writer => CsvExport.WriteClips(writer, project.Policy.Taxonomy, ProjectExport.Clips(project)))).WithSummary("All clips with their levels as CSV");
    }

    private static IResult Csv(HttpContext context, Project project, string name, Action<TextWriter> write)
    {
        project.Store.Accounts.Log(AuditTrail.Of(context, "export", name));
        return TypedResults.Stream(
            async stream =>
            {
                // The export writes as it goes; what a slow client has not taken yet waits here.
                await using var buffer = new StreamWriter(new BufferedStream(stream));
                await Task.Run(() => write(buffer));
            },
            "text/csv; charset=utf-8",
            name);
    }
}
