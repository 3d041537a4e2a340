using System.Security.Claims;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Review;

/// <summary>Answers: on disk before they are acknowledged, once however often they are sent.</summary>
internal static class DecisionEndpoints
{
    private const int UsualRecent = DeskAnswers.Undoable;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/decisions", Take).WithSummary("Saves an answer, or takes one back; sending it again changes nothing").WithTags("Decisions").Produces<DecisionAnswer>()
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/decisions/mine", Mine).WithSummary("One's latest answers that can be taken back, newest first").WithTags("Decisions").Produces<IReadOnlyList<DecisionView>>();
    }

    private static IResult Take(DecisionRequest request, ClaimsPrincipal user, ReviewDesk desk)
    {
        if (request.Adjudicate && !user.IsLead())
            return TypedResults.Problem("only leads settle disputes", statusCode: StatusCodes.Status403Forbidden);
        var outcome = desk.Answers.Take(
            new ReviewerAnswer(
                request.Id ?? "", request.Clip ?? "", request.Answer ?? "", request.Undoes, request.Note, request.Seconds, request.EvidenceOpened, request.Policy ?? "",
                [.. request.Posterior ?? []], request.Pick?.Strategy, request.Pick?.Batch, request.At, request.Adjudicate),
            user.Account(), user.IsLead() ? "lead" : "reviewer");
        return outcome.Refusal switch
        {
            Refusal.None => TypedResults.Ok(new DecisionAnswer(outcome.Added, outcome.PolicyChanged, ModelStates.Of(desk))),
            Refusal.NoClip => TypedResults.Problem(outcome.Reason, statusCode: StatusCodes.Status404NotFound),
            Refusal.Conflict => TypedResults.Problem(outcome.Reason, statusCode: StatusCodes.Status409Conflict),
            _ => TypedResults.Problem(outcome.Reason, statusCode: StatusCodes.Status422UnprocessableEntity),
        };
    }

    private static IResult Mine(ClaimsPrincipal user, ReviewDesk desk, int? limit)
    {
        var model = desk.Model;
        return TypedResults.Ok<IReadOnlyList<DecisionView>>([.. desk.Answers.Recent(user.Account(), limit ?? UsualRecent).Select(decision =>
        {
            var row = model.RowOf(decision.ClipNo);
            return BundleWriter.ViewOf(decision, row < 0 ? "" : model.Clips.IdOf(row), row < 0 ? null : model.Clips.NameOf(row), undone: false, model.Policy.Strategy);
        })]);
    }
}
