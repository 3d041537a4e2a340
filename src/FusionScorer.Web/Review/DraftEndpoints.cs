using System.Security.Claims;
using System.Text.Json;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Review;

/// <summary>Answers that are being made: one's own only.</summary>
internal static class DraftEndpoints
{
    private const int LongestNote = 2000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/drafts/{clip}", Read).WithSummary("One's own draft on a clip").WithTags("Drafts").Produces<Draft>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/drafts/{clip}", Save).WithSummary("Saves one's own draft").WithTags("Drafts").Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapDelete("/drafts/{clip}", Forget).WithSummary("Forgets one's own draft").WithTags("Drafts").Produces(StatusCodes.Status204NoContent);
    }

    private static IResult Read(string clip, ClaimsPrincipal user, ReviewDesk desk) =>
        NoOf(desk, clip) is { } no && desk.Project.Store.Review.Draft(user.Account(), no) is { } draft && JsonSerializer.Deserialize(draft.Content, ReviewJson.Default.Draft) is { } content
            ? TypedResults.Ok(content)
            : TypedResults.Problem("there is no draft of yours on this clip", statusCode: StatusCodes.Status404NotFound);

    private static IResult Save(string clip, Draft draft, ClaimsPrincipal user, ReviewDesk desk)
    {
        if (NoOf(desk, clip) is not { } no)
            return ReviewEndpoints.NoClip();
        if (draft.Note is { Length: > LongestNote })
            return TypedResults.Problem($"a note has at most {LongestNote} characters", statusCode: StatusCodes.Status422UnprocessableEntity);
        desk.Project.Store.Review.SaveDraft(new DraftRow(user.Account(), no, JsonSerializer.Serialize(draft with { Note = draft.Note ?? "" }, ReviewJson.Default.Draft), desk.Project.Clock.GetUtcNow()));
        return TypedResults.NoContent();
    }

    private static IResult Forget(string clip, ClaimsPrincipal user, ReviewDesk desk)
    {
        if (NoOf(desk, clip) is { } no)
            desk.Project.Store.Review.DeleteDraft(user.Account(), no);
        return TypedResults.NoContent();
    }

    private static long? NoOf(ReviewDesk desk, string clip) => ReviewEndpoints.RowOf(desk.Model, clip) is var row and >= 0 ? desk.Model.ClipAt(row) : null;
}
