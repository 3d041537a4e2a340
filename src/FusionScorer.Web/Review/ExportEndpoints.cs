using FusionScorer.Library.Exporting;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Web.Accounts;
using Microsoft.AspNetCore.Http.Features;

namespace FusionScorer.Web.Review;

/// <summary>What leaves the house, written as it is read; each is noted in the audit log.</summary>
internal static class ExportEndpoints
{
    private const int BufferSize = 1 << 16;

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

        // Rows are written as they are read from the database, which knows no waiting; a thread of the pool does both.
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        return TypedResults.Stream(
            async stream =>
            {
                await using var text = new StreamWriter(stream, bufferSize: BufferSize);
                await Task.Run(() => write(text));
            },
            "text/csv; charset=utf-8",
            name);
    }
}
