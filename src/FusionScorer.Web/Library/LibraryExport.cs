using System.Globalization;
using System.Text.Json;
using FusionScorer.Library.Exporting;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Reviewing.Desk.Browsing;
using FusionScorer.Web.Contracts;
using FusionScorer.Web.Review;

namespace FusionScorer.Web.Library;

/// <summary>Exactly the clips that are filtered, in the order shown, written as they are made.</summary>
internal static class LibraryExport
{
    public static void Map(RouteGroupBuilder api)
    {
        var exports = api.MapGroup("/exports").WithTags("Exports").RequireAuthorization(Access.Exporters);
        exports.MapGet("/library.csv", (HttpContext context, ReviewDesk desk, [AsParameters] LibraryQuery query) => SendAsync(context, desk, query, "library.csv", "text/csv; charset=utf-8", WriteCsv))
            .WithSummary("The filtered clips as CSV");
        exports.MapGet("/library.jsonl", (HttpContext context, ReviewDesk desk, [AsParameters] LibraryQuery query) => SendAsync(context, desk, query, "library.jsonl", "application/x-ndjson", WriteLines))
            .WithSummary("The filtered clips as JSON, a line each; the first line says what was filtered");
    }

    private static Task<IResult> SendAsync(HttpContext context, ReviewDesk desk, LibraryQuery query, string name, string type, Action<TextWriter, LibraryFilter, LibraryRows> write) =>
        ReviewEndpoints.AnswerAsync(() =>
        {
            var filter = query.Filter();
            var found = desk.Browser.Page(filter, account: context.User.Account());
            return Task.FromResult(ExportEndpoints.Send(
                context, desk.Project, name, type, string.Create(CultureInfo.InvariantCulture, $"{found.Total} clips: {filter}"), writer => write(writer, filter, found)));
        });

    private static void WriteCsv(TextWriter to, LibraryFilter filter, LibraryRows found)
    {
        var levels = found.States.Levels;
        to.Write("clip_id,title,year,reference,minutes,genres,level,source,status,conflict,pair,expected_cost,disagrees,decided_at");
        foreach (var level in levels)
        {
            to.Write(',');
            to.Write(CsvCell.Quote($"p[{level}]"));
        }

        to.Write(",policy\n");
        foreach (var row in found.Rows)
        {
            var item = LibraryItems.Of(found.States, row);
            Cell(to, item.Clip, first: true);
            Cell(to, item.Title);
            Cell(to, item.Year?.ToString(CultureInfo.InvariantCulture));
            Cell(to, item.Root is null ? null : $"{item.Root}:{item.Path}");
            Cell(to, item.Minutes?.ToString("R", CultureInfo.InvariantCulture));
            Cell(to, string.Join('|', item.Genres));
            Cell(to, item.Level);
            Cell(to, item.Source);
            Cell(to, item.Status);
            Cell(to, item.Conflict.ToString("R", CultureInfo.InvariantCulture));
            Cell(to, item.Pair);
            Cell(to, item.Cost.ToString("R", CultureInfo.InvariantCulture));
            Cell(to, item.ModelDisagrees ? "true" : "false");
            Cell(to, item.DecidedAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            foreach (var p in item.Posterior)
                Cell(to, p.ToString("R", CultureInfo.InvariantCulture));
            Cell(to, found.States.PolicyHash);
            to.Write('\n');
        }
    }

    private static void WriteLines(TextWriter to, LibraryFilter filter, LibraryRows found)
    {
        to.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"schema\":\"fusion.library/1\",\"clips\":{found.Total},\"policy\":\"{found.States.PolicyHash}\",\"filter\":"));
        to.Write(JsonSerializer.Serialize(filter.ToString(), LibraryJson.Default.String));
        to.Write("}\n");
        foreach (var row in found.Rows)
        {
            to.Write(JsonSerializer.Serialize(LibraryItems.Of(found.States, row), LibraryJson.Default.LibraryItem));
            to.Write('\n');
        }
    }

    private static void Cell(TextWriter to, string? text, bool first = false)
    {
        if (!first)
            to.Write(',');
        to.Write(CsvCell.Safe(text));
    }
}
