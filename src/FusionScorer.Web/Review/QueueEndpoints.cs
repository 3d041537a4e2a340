using System.Security.Claims;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Review;

/// <summary>Queues as lists.</summary>
internal static class QueueEndpoints
{
    private const int UsualPage = 50;
    private const int LargestPage = 200;

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/queue", PageAsync)
        .WithSummary("A page of a queue, in the order in which its clips would be asked about")
        .WithTags("Queue")
        .Produces<QueuePage>()
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> PageAsync(
        ClaimsPrincipal user, ReviewDesk desk, string? strategy, string? pair, string? signal, string? level, string? status, string? search, int? batch, string? changes, int? limit, int? offset) =>
        ReviewEndpoints.AnswerAsync(() =>
        {
            var filter = ReviewEndpoints.FilterOf(new FilterQuery(strategy, pair, signal, level, status, search, batch, changes));
            var model = desk.Model;
            var account = user.Account();
            var rows = desk.Queues.Rows(model, filter, account).ToList();
            var claims = desk.Project.Store.Review.Claims(desk.Project.Clock.GetUtcNow()).ToDictionary(claim => claim.ClipNo);
            var facets = desk.Queues.Facets(model);
            var page = rows.Skip(Math.Max(0, offset ?? 0)).Take(Math.Clamp(limit ?? UsualPage, 1, LargestPage));
            return Task.FromResult<IResult>(TypedResults.Ok(new QueuePage(
                rows.Count, [.. page.Select(row => ItemOf(desk, model, row, filter, claims.GetValueOrDefault(model.ClipAt(row)), account))],
                new Contracts.QueueFacets(Of(facets.Pairs), Of(facets.Signals), Of(facets.Levels), Of(facets.Statuses)),
                ModelStates.Of(desk))));
        });

    private static List<FacetCount> Of(IReadOnlyList<KeyValuePair<string, int>> counts) => [.. counts.Select(count => new FacetCount(count.Key, count.Value))];

    private static QueueItem ItemOf(ReviewDesk desk, DeskModel model, int row, QueueFilter filter, ClaimRow? claim, string account)
    {
        var clip = model.Clips[row];
        var result = model.Result(row);
        var level = desk.Blind.LevelFor(model, row, account);
        var pick = desk.Queues.PickOf(model, row, filter, account);
        return new QueueItem(
            clip.ClipId, clip.Name, clip.Metadata.Year, level.Level < 0 ? null : model.Policy.Taxonomy[level.Level], result.Posterior, Math.Round(result.Conflict, 4),
            result.ConflictPair.Length == 0 ? null : result.ConflictPair, pick?.Reason ?? "", level.Status, pick?.Audit ?? false, ModelStates.HeldBy(claim, account),
            level.ModelDisagrees);
    }
}
