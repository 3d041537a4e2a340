using FusionScorer.Core;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Review;

/// <summary>The part of the API that reviewing needs.</summary>
internal static class ReviewEndpoints
{
    /// <summary>Adds what the endpoints need; the desk itself is given by whoever opens the project.</summary>
    public static IServiceCollection AddReview(this IServiceCollection services, ReviewDesk desk) => services
        .AddSingleton(desk)
        .AddSingleton<BundleWriter>()
        .AddHostedService<LearningService>();

    /// <summary>Maps all of it.</summary>
    public static RouteGroupBuilder MapReview(this RouteGroupBuilder api)
    {
        QueueEndpoints.Map(api);
        ClaimEndpoints.Map(api);
        DecisionEndpoints.Map(api);
        DraftEndpoints.Map(api);
        api.MapGet("/model", (ReviewDesk desk) => TypedResults.Ok(ModelStates.Of(desk))).WithSummary("What the model is doing").WithTags("Queue");
        return api;
    }

    /// <summary>A queue from its parts; empty ones count as absent.</summary>
    public static QueueFilter FilterOf(FilterQuery? query) => query is null
        ? new QueueFilter()
        : new QueueFilter(Text(query.Strategy), Text(query.Pair), Text(query.Signal), Text(query.Level), Text(query.Status), Text(query.Search), query.Batch, Text(query.Changes));

    /// <summary>Runs what may find that a reviewer asked for something that is not there.</summary>
    public static async Task<IResult> AnswerAsync(Func<Task<IResult>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (BadInputException fault)
        {
            return TypedResults.Problem(fault.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    /// <summary>The row of a clip named in an address, where a slash of its id arrives as it was written: %2F.</summary>
    public static int RowOf(DeskModel model, string clip) => model.RowOf(clip.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));

    /// <summary>No such clip.</summary>
    public static IResult NoClip() => TypedResults.Problem("there is no such clip", statusCode: StatusCodes.Status404NotFound);

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
