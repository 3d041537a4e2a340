using FusionScorer.Library.Exporting;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Accounts;
using Microsoft.AspNetCore.Http.Features;

namespace FusionScorer.Web.Review;

/// <summary>What leaves the house, written as it is read; each is noted in the audit log.</summary>
internal static class ExportEndpoints
{
    private const int BufferSize = 1 << 16;
    private const string CsvType = "text/csv; charset=utf-8";

    public static void Map(RouteGroupBuilder api)
    {
        var exports = api.MapGroup("/exports").WithTags("Exports").RequireAuthorization(Access.Exporters);
        exports.MapGet("/decisions.csv", (HttpContext context, Project project, ReviewDesk desk) =>
            Send(context, project, "decisions.csv", CsvType, "", writer => CsvExport.WriteDecisions(writer, ProjectExport.Decisions(project, desk.Model.Clips)))).WithSummary("All decisions as CSV");
        exports.MapGet("/levels.csv", (HttpContext context, Project project, ReviewDesk desk) =>
            Send(context, project, "levels.csv", CsvType, "", writer => CsvExport.WriteClips(writer, desk.Model.Policy.Taxonomy, ProjectExport.Clips(desk.Browser.States())))).WithSummary("All clips with their levels as CSV");
    }

    /// <summary>Sends a file.</summary>
    /// <param name="context">The request.</param>
    /// <param name="project">Whose audit log takes a note.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="detail">What is in it, for the audit log.</param>
    /// <param name="write">Writes it.</param>
    public static IResult Send(HttpContext context, Project project, string name, string type, string detail, Action<TextWriter> write)
    {
        project.Store.Accounts.Log(AuditTrail.Of(context, "export", name, detail));

        // Rows are written as they are read, which knows no waiting; a thread of the pool does both.
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        return TypedResults.Stream(
            async stream =>
            {
                await using var text = new StreamWriter(stream, bufferSize: BufferSize);
                await Task.Run(() => write(text));
            },
            type,
            name);
    }
}
