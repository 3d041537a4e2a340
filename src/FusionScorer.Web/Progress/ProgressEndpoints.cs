using System.Globalization;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Progress;

/// <summary>How far review and extraction are.</summary>
internal static class ProgressEndpoints
{
    private const double UsualTarget = 0.9;
    private const int UsualPage = 50;
    private const int LargestPage = 200;
    private const int MostReasons = 100;

    /// <summary>Adds what the endpoints need.</summary>
    public static IServiceCollection AddProgress(this IServiceCollection services) =>
        services.AddSingleton<EventFeed>().AddHostedService(provider => provider.GetRequiredService<EventFeed>()).AddSingleton<EventStreams>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/progress", Progress).WithSummary("How good the levels are, and what it cost").WithTags("Progress").Produces<ProgressView>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/extraction", Extraction).WithSummary("How far extraction is").WithTags("Progress").Produces<ExtractionView>();
        api.MapGet("/extraction/failures", Failures).WithSummary("What could not be read, by reason and by clip").WithTags("Progress").Produces<FailuresView>();
        api.MapGet("/events", EventStreams.StreamAsync).WithSummary("Changes as server-sent events").WithTags("Progress")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream").ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static IResult Progress(ReviewDesk desk, double? target)
    {
        var accuracy = target ?? UsualTarget;
        return accuracy is > 0 and <= 1
            ? TypedResults.Ok(ProgressViews.Of(desk.Progress.Of(accuracy)))
            : TypedResults.Problem(
                $"target {accuracy.ToString(CultureInfo.InvariantCulture)} is out of range; give a share above 0 and at most 1, such as 0.9",
                statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult Extraction(Project project) => TypedResults.Ok(ProgressViews.Of(ExtractionStatus.Of(project), project.Clock.GetUtcNow()));

    private static IResult Failures(Project project, string? signal, string? reason, int? limit, int? offset)
    {
        var store = project.Store.Extraction;
        var one = string.IsNullOrWhiteSpace(signal) ? null : signal;
        var reasons = store.Reasons(one, MostReasons);
        var items = store.Failures(one, Math.Clamp(limit ?? UsualPage, 1, LargestPage), Math.Max(0, offset ?? 0), reason);
        return TypedResults.Ok(new FailuresView(
            reason is not null ? reasons.Where(other => other.Reason == reason).Sum(other => other.Clips) : store.Readings().Where(count => count.Status == Core.Clips.ReadingStatus.Failed && (one is null || count.Signal == one)).Sum(count => count.Clips),
            [.. reasons.Select(reason => new FailureReasonView(reason.Signal, reason.Reason, reason.Clips))],
            [.. items.Select(item => new FailureView(item.ClipId, item.Name, item.Signal, item.Reason))]));
    }
}
