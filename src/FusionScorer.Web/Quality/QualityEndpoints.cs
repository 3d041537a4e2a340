using System.Globalization;
using System.Security.Claims;
using FusionScorer.Core;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Reviewing.Quality;
using FusionScorer.Web.Accounts;
using FusionScorer.Web.Contracts;
using FusionScorer.Web.Review;

namespace FusionScorer.Web.Quality;

/// <summary>How well people agree, for those who lead them.</summary>
internal static class QualityEndpoints
{
    private const int UsualPage = 50;
    private const int LargestPage = 200;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/quality", Figures).WithSummary("How well people agree").WithTags("Quality").RequireAuthorization(Access.Leads).Produces<QualityView>();
        api.MapPut("/quality/settings", Save).WithSummary("Sets how much is asked blind").WithTags("Quality").RequireAuthorization(Access.Leads).Produces<QualitySettings>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/adjudication", Disputes).WithSummary("Disputed clips, the widest disagreement first").WithTags("Quality").RequireAuthorization(Access.Leads).Produces<AdjudicationPage>();
        api.MapPost("/clips/{clip}/reopen", Reopen).WithSummary("Asks for a decided clip anew").WithTags("Quality").RequireAuthorization(Access.Leads)
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult Figures(ReviewDesk desk)
    {
        var report = desk.Quality.Of();
        return TypedResults.Ok(new QualityView(
            new QualitySettings(report.Shares.Second, report.Shares.Hidden),
            new SecondView(report.Second.Drawn, report.Second.Waiting, report.Second.Done, report.Second.Agreed, report.Second.Done - report.Second.Agreed),
            new TaskCount(report.Adjudication.Waiting, report.Adjudication.Done),
            new TaskCount(report.Reopened.Waiting, report.Reopened.Done),
            new HiddenView(report.HiddenAvailable, report.Hidden.Asked, report.Hidden.Right),
            report.Alpha is { } alpha ? new AlphaView(alpha.Value, alpha.Low, alpha.High, alpha.Units, alpha.Values) : null,
            [
                .. report.Reviewers.Select(reviewer => new ReviewerQuality(
                    reviewer.Reviewer, reviewer.Decisions, reviewer.Reliability, new HiddenCount(reviewer.Hidden.Asked, reviewer.Hidden.Right),
                    new SharedCount(reviewer.SharedClips, reviewer.SharedAgreed), reviewer.MedianSeconds)),
            ]));
    }

    private static IResult Save(QualitySettings settings, HttpContext context, Project project)
    {
        try
        {
            new QualityShares(settings.SecondShare, settings.HiddenShare).Save(project);
        }
        catch (BadInputException fault)
        {
            return TypedResults.Problem(fault.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        project.Store.Accounts.Log(AuditTrail.Of(
            context, "quality.settings", "quality",
            string.Create(CultureInfo.InvariantCulture, $"second review {settings.SecondShare}, hidden clips {settings.HiddenShare}")));
        return TypedResults.Ok(settings);
    }

    private static IResult Disputes(ReviewDesk desk, int? limit, int? offset)
    {
        var model = desk.Model;
        var taxonomy = model.Policy.Taxonomy;
        var disputes = Dispute.All(desk, model);
        var page = disputes.Skip(Math.Max(0, offset ?? 0)).Take(Math.Clamp(limit ?? UsualPage, 1, LargestPage));
        return TypedResults.Ok(new AdjudicationPage(disputes.Count, [.. page.Select(dispute =>
        {
            var clip = model.Clips[dispute.Row];
            var level = model.LevelOf(dispute.Row, desk.StandingOf(clip.No));
            return new AdjudicationItem(
                clip.ClipId, clip.Name, clip.Metadata.Year, level.Level < 0 ? null : taxonomy[level.Level], taxonomy[model.Result(dispute.Row).Level], dispute.Distance, dispute.Since,
                [.. dispute.Answers.Select(answer => new AdjudicationAnswer(answer.Reviewer, answer.Role, answer.Levels, answer.Note, answer.At, answer.Seconds))]);
        })]));
    }

    private static IResult Reopen(string clip, ReopenRequest request, HttpContext context, ClaimsPrincipal user, ReviewDesk desk)
    {
        var row = ReviewEndpoints.RowOf(desk.Model, clip);
        if (row < 0)
            return ReviewEndpoints.NoClip();
        var id = desk.Model.Clips[row].ClipId;
        var outcome = desk.Answers.Reopen(id, request.Reason, user.Account());
        if (outcome.Refusal == Refusal.None)
            desk.Project.Store.Accounts.Log(AuditTrail.Of(context, "clip.reopen", id, request.Reason!.Trim()));
        return outcome.Refusal switch
        {
            Refusal.None => TypedResults.NoContent(),
            Refusal.NoClip => ReviewEndpoints.NoClip(),
            Refusal.Conflict => TypedResults.Problem(outcome.Reason, statusCode: StatusCodes.Status409Conflict),
            _ => TypedResults.Problem(outcome.Reason, statusCode: StatusCodes.Status422UnprocessableEntity),
        };
    }
}
