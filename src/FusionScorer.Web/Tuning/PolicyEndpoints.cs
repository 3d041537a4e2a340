using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Tuning;
using FusionScorer.Web.Accounts;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Tuning;

/// <summary>Policies: seen, compared, saved, gone back to. The project file is never written.</summary>
internal static class PolicyEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var policies = api.MapGroup("/policies").WithTags("Policies").RequireAuthorization(Access.TuningViewers);
        policies.MapGet("", List).WithSummary("All policies, newest first").Produces<IReadOnlyList<PolicyHead>>();
        policies.MapGet("/compare", Compare).WithSummary("What differs between two policies, and what separates their levels").Produces<PolicyComparison>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        policies.MapGet("/{hash}", View).WithSummary("A policy").Produces<PolicyView>().ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        policies.MapPost("", Save).WithSummary("Saves a draft over the active policy and makes it the active one").RequireAuthorization(Access.Tuners).Produces<PolicyHead>()
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        policies.MapPost("/{hash}/use", Use).WithSummary("Makes a policy of before the active one again").RequireAuthorization(Access.Tuners).Produces<PolicyHead>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult List(TuningDesk desk)
    {
        var active = desk.Policies.Active;
        return TypedResults.Ok<IReadOnlyList<PolicyHead>>([.. desk.Policies.List().Select(row => TuningViews.Of(row, active))]);
    }

    private static IResult View(string hash, TuningDesk desk) => TuningEndpoints.Answer(() =>
        desk.Policies.Find(hash) is { } row ? TypedResults.Ok(TuningViews.ViewOf(row, desk.Policies.Active)) : NoPolicy(hash));

    private static IResult Compare(string from, string to, TuningDesk desk) => TuningEndpoints.Answer(() =>
    {
        if (desk.Policies.Find(from) is not { } one)
            return NoPolicy(from);
        if (desk.Policies.Find(to) is not { } other)
            return NoPolicy(to);
        var (lines, preview) = desk.ComparePolicies(one, other);
        var active = desk.Policies.Active;
        return TypedResults.Ok(new PolicyComparison(TuningViews.Of(one, active), TuningViews.Of(other, active), lines, preview is null ? null : TuningViews.Of(preview)));
    });

    private static IResult Save(PolicySave request, HttpContext context, TuningDesk desk, Project project) => TuningEndpoints.Answer(() =>
    {
        var note = request.Note ?? "";
        var before = desk.Policies.Active;
        if (desk.Policies.Save(TuningViews.DraftOf(request.Draft), request.Parent ?? "", context.User.Account(), note) is not { } row)
            return Overtaken(desk);
        if (row.Hash != before)
            project.Store.Accounts.Log(AuditTrail.Of(context, "policy.save", row.Hash, $"over {before[..8]}: {PolicyShelf.Note(note)}"));
        return TypedResults.Ok(TuningViews.Of(row, desk.Policies.Active));
    });

    private static IResult Use(string hash, PolicyUse request, HttpContext context, TuningDesk desk, Project project) => TuningEndpoints.Answer(() =>
    {
        if (desk.Policies.Find(hash) is not { } row)
            return NoPolicy(hash);
        var before = desk.Policies.Active;
        if (!desk.Policies.Use(row, request.Note ?? ""))
            return Overtaken(desk);
        if (row.Hash != before)
            project.Store.Accounts.Log(AuditTrail.Of(context, "policy.use", row.Hash, $"instead of {before[..8]}: {PolicyShelf.Note(request.Note ?? "")}"));
        return TypedResults.Ok(TuningViews.Of(row, desk.Policies.Active));
    });

    private static IResult NoPolicy(string hash) => TypedResults.Problem($"there is no policy '{hash}'; /policies lists them", statusCode: StatusCodes.Status404NotFound);

    private static IResult Overtaken(TuningDesk desk) => TypedResults.Problem(
        $"another policy is active since ({desk.Policies.Active[..8]}): look at what it changed, then try again over it", statusCode: StatusCodes.Status409Conflict);
}
