using FusionScorer.Core;
using FusionScorer.Pipeline;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Tuning;
using FusionScorer.Web.Accounts;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Tuning;

/// <summary>How tuning is seen and tried.</summary>
internal static class TuningEndpoints
{
    private const int LargestPage = 200;

    /// <summary>Adds what the endpoints need.</summary>
    public static IServiceCollection AddTuning(this IServiceCollection services) =>
        services.AddSingleton(provider => new TuningDesk(provider.GetRequiredService<ReviewDesk>(), provider.GetService<ITrialLearner>()));

    public static void Map(RouteGroupBuilder api)
    {
        var tuning = api.MapGroup("/tuning").WithTags("Tuning").RequireAuthorization(Access.TuningViewers);
        tuning.MapGet("", (TuningDesk desk) => TypedResults.Ok(TuningViews.Of(desk, desk.Look()))).WithSummary("Weights, costs and rules in force, and what decisions suggest").Produces<TuningState>();
        tuning.MapPost("/preview", Preview).WithSummary("What other weights and costs would do, the fit held fixed").Produces<PreviewView>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        tuning.MapPost("/moved", Moved).WithSummary("Clips that other weights and costs would move, the largest change first").Produces<MovedAnswer>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        tuning.MapPost("/changes", SaveChange).WithSummary("A queue of the clips that other weights and costs would move").Produces<ChangesAnswer>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        tuning.MapPost("/rules", TestRules).WithSummary("Functions as drafted, tested on the library as it is").Produces<RulesAnswer>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        tuning.MapPost("/trials", StartTrial).WithSummary("Learns the model anew under a draft, beside the one in force").Produces<TrialView>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        tuning.MapGet("/trials/{id}", Trial).WithSummary("How far a trial is; kept for ten minutes after its end").Produces<TrialView>().ProducesProblem(StatusCodes.Status404NotFound);
        PolicyEndpoints.Map(api);
    }

    /// <summary>Runs what may find fault with a draft.</summary>
    public static IResult Answer(Func<IResult> work)
    {
        try
        {
            return work();
        }
        catch (FunctionFaultException fault)
        {
            var place = fault.Rule is { } rule ? $"rule {rule + 1} of {fault.Function}" : fault.Function.Length == 0 ? "a function" : fault.Function;
            return TypedResults.Problem(
                $"{place}: {fault.Message}", statusCode: StatusCodes.Status422UnprocessableEntity,
                extensions: [new("fault", new RuleFault(fault.Function, fault.Rule, fault.Message))]);
        }
        catch (BadInputException fault)
        {
            return TypedResults.Problem(fault.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static IResult Preview(DraftBody draft, TuningDesk desk) => Answer(() =>
    {
        var preview = TuningViews.Of(desk.Preview(TuningViews.DraftOf(draft)));
        Telemetry.Preview.Record(preview.Milliseconds);
        return TypedResults.Ok(preview);
    });

    private static IResult Moved(MovedRequest request, TuningDesk desk) => Answer(() =>
    {
        var (total, page) = desk.Moved(TuningViews.DraftOf(request.Draft), request.From, request.To, Math.Max(0, request.Offset), Math.Clamp(request.Limit, 1, LargestPage));
        return TypedResults.Ok(new MovedAnswer(total, [.. page.Select(TuningViews.Of)]));
    });

    private static IResult SaveChange(ChangesRequest request, HttpContext context, TuningDesk desk, Pipeline.Projects.Project project) => Answer(() =>
    {
        var (id, clips) = desk.SaveChange(TuningViews.DraftOf(request.Draft), context.User.Account());
        project.Store.Accounts.Log(AuditTrail.Of(context, "tuning.changes", id, $"{clips} clips"));
        return TypedResults.Ok(new ChangesAnswer(id, clips));
    });

    private static IResult TestRules(RulesRequest request, TuningDesk desk) => Answer(() =>
    {
        var (model, test, seconds) = desk.TestRules(TuningViews.FunctionsOf(request.Functions));
        return TypedResults.Ok(new RulesAnswer(
            TuningViews.Of(desk, test.Functions, model.Policy.Taxonomy, model.Clips.Count), [.. test.Changed.Select(changed => new ChangedFunction(changed.Name, changed.Clips))],
            [.. test.Examples.Select(example => new ChangedExample(model.Clips[example.Row].ClipId, model.Clips[example.Row].Name, example.Function, example.Before, example.After))],
            Math.Round(seconds * 1000, 1)));
    });

    private static IResult StartTrial(DraftBody draft, TuningDesk desk) => Answer(() => TypedResults.Ok(TuningViews.Of(desk.Try(TuningViews.DraftOf(draft)))));

    private static IResult Trial(string id, TuningDesk desk) => desk.Trials.Find(id) is { } trial
        ? TypedResults.Ok(TuningViews.Of(trial))
        : TypedResults.Problem("there is no such trial, or its time is over; start it again", statusCode: StatusCodes.Status404NotFound);
}
