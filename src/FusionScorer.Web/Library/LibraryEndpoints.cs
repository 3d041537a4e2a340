using System.Diagnostics;
using System.Security.Claims;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Contracts;
using FusionScorer.Web.Review;

namespace FusionScorer.Web.Library;

/// <summary>The whole library as a list.</summary>
internal static class LibraryEndpoints
{
    private const int UsualPage = 100;
    private const int LargestPage = 200;

    // A histogram of years has so many bars at most.
    private const int MostBars = 40;

    public static void Map(RouteGroupBuilder api)
    {
        var library = api.MapGroup("/library").WithTags("Library");
        library.MapGet("", PageAsync).WithSummary("A page of the library: searched, filtered, in order").Produces<LibraryPage>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        library.MapGet("/facets", FacetsAsync).WithSummary("How many clips each choice would leave").Produces<LibraryFacetsView>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        LibraryExport.Map(api);
    }

    private static Task<IResult> PageAsync(ClaimsPrincipal user, ReviewDesk desk, [AsParameters] LibraryQuery query, int? limit, int? offset) => ReviewEndpoints.AnswerAsync(() =>
    {
        var started = Stopwatch.GetTimestamp();
        var found = desk.Browser.Page(query.Filter(), Math.Max(0, offset ?? 0), Math.Clamp(limit ?? UsualPage, 1, LargestPage), user.Account());
        return Task.FromResult<IResult>(TypedResults.Ok(new LibraryPage(
            found.Total, desk.Model.Clips.Count, [.. found.Rows.Select(row => LibraryItems.Of(found.States, row))], Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1))));
    });

    private static Task<IResult> FacetsAsync(ClaimsPrincipal user, ReviewDesk desk, [AsParameters] LibraryQuery query) => ReviewEndpoints.AnswerAsync(() =>
    {
        var facets = desk.Browser.Facets(query.Filter(), user.Account());
        return Task.FromResult<IResult>(TypedResults.Ok(new LibraryFacetsView(
            Of(facets.Levels), Of(facets.Statuses), Of(facets.Sources), Of(facets.Signals), Of(facets.Missing), Of(facets.Pairs), Of(facets.Genres), Of(facets.Roots), Bars(facets.Years))));
    });

    private static List<FacetOf> Of(IReadOnlyList<KeyValuePair<string, int>> counts) => [.. counts.Select(count => new FacetOf(count.Key, count.Value))];

    private static List<YearCount> Bars(IReadOnlyList<KeyValuePair<int, int>> years)
    {
        if (years.Count == 0)
            return [];
        var span = years[^1].Key - years[0].Key + 1;
        var width = ((span - 1) / MostBars) + 1;
        return [.. years.GroupBy(year => (year.Key - years[0].Key) / width).OrderBy(bar => bar.Key)
            .Select(bar => new YearCount(years[0].Key + (bar.Key * width), Math.Min(years[^1].Key, years[0].Key + (bar.Key * width) + width - 1), bar.Sum(year => year.Value)))];
    }
}
