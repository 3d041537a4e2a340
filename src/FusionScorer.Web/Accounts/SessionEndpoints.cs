using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Contracts;
using FusionScorer.Web.Security;
using Microsoft.AspNetCore.Authentication;

namespace FusionScorer.Web.Accounts;

/// <summary>Coming in and going out.</summary>
internal static class SessionEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var session = api.MapGroup("").WithTags("Session").AllowAnonymous();
        session.MapGet("/session", Look).WithSummary("Who is signed in, and the token that changes must carry").Produces<Session>();
        session.MapPost("/session", EnterAsync).WithSummary("Signs in").RequireRateLimiting(RateLimits.Entrance).Produces<Session>()
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        session.MapDelete("/session", (Delegate)LeaveAsync).WithSummary("Signs out").Produces(StatusCodes.Status204NoContent);
        session.MapPost("/setup", SetUpAsync).WithSummary("Makes the first administrator, by the one-time link").RequireRateLimiting(RateLimits.Entrance).Produces<Session>()
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        session.MapPost("/invitations", RedeemAsync).WithSummary("Chooses a password, by a one-time link").RequireRateLimiting(RateLimits.Entrance).Produces<Session>()
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult Look(HttpContext context, AccountBook accounts, ReviewDesk desk) => TypedResults.Ok(Of(context, accounts, desk));

    private static async Task<IResult> EnterAsync(
        SignInRequest request, HttpContext context, Project project, AccountBook accounts, Passwords passwords, RateLimits.NameLimit limit, ReviewDesk desk)
    {
        var name = request.Name?.Trim() ?? "";
        if (!limit.Allows(name))
            return TypedResults.Problem("too many tries; wait a minute", statusCode: StatusCodes.Status429TooManyRequests);
        var account = accounts.Find(name);
        if (!passwords.Verify(name, account?.PasswordHash, request.Password ?? "") || account is null or { Disabled: true })
        {
            // A name that nobody has may be a password that was typed into the wrong field.
            project.Store.Accounts.Log(AuditTrail.Of(context, "session.refused", account?.Name ?? "(unknown name)"));
            return TypedResults.Problem("name or password is wrong", statusCode: StatusCodes.Status401Unauthorized);
        }

        return await WelcomeAsync(context, project, accounts, desk, account);
    }

    private static async Task<IResult> LeaveAsync(HttpContext context)
    {
        await context.SignOutAsync();
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SetUpAsync(SetupRequest request, HttpContext context, Project project, AccountBook accounts, Passwords passwords, ReviewDesk desk)
    {
        if ((AccountNames.Fault(request.Name) ?? Passwords.Fault(request.Password)) is { } fault)
            return TypedResults.Problem(fault, statusCode: StatusCodes.Status422UnprocessableEntity);
        var now = project.Clock.GetUtcNow();
        var first = new AccountRow(request.Name!, Access.Admin, PasswordHash: null, Stamp: "", Disabled: false, now, LastSeenAt: null, Settings: null);
        return await UseLinkAsync(context, project, accounts, desk, request.Token, first, passwords.Hash(first.Name, request.Password!));
    }

    private static async Task<IResult> RedeemAsync(InvitationRequest request, HttpContext context, Project project, AccountBook accounts, Passwords passwords, ReviewDesk desk) =>
        Passwords.Fault(request.Password) is { } fault
            ? TypedResults.Problem(fault, statusCode: StatusCodes.Status422UnprocessableEntity)
            : await UseLinkAsync(context, project, accounts, desk, request.Token, first: null, passwords.Hash("", request.Password!));

    private static async Task<IResult> UseLinkAsync(
        HttpContext context, Project project, AccountBook accounts, ReviewDesk desk, string? token, AccountRow? first, string passwordHash)
    {
        var account = project.Store.Accounts.Redeem(Tokens.HashOf(token ?? ""), first, passwordHash, Tokens.New(), project.Clock.GetUtcNow());
        accounts.Forget();
        return account is null
            ? TypedResults.Problem("this link was used already, has ended, or never was; ask for a new one", statusCode: StatusCodes.Status403Forbidden)
            : await WelcomeAsync(context, project, accounts, desk, account);
    }

    private static async Task<IResult> WelcomeAsync(HttpContext context, Project project, AccountBook accounts, ReviewDesk desk, AccountRow account)
    {
        await SignIn.EnterAsync(context, account);
        project.Store.Accounts.Seen(account.Name, AuditTrail.Of(context, "session.enter", account.Name));
        return TypedResults.Ok(Of(context, accounts, desk));
    }

    private static Session Of(HttpContext context, AccountBook accounts, ReviewDesk desk)
    {
        var account = context.User.Identity is { IsAuthenticated: true, Name: { } name } ? accounts.Find(name) : null;
        var model = desk.Model;
        return new Session(
            account is null ? null : new SessionUser(account.Name, account.Role), SignIn.CrossSiteToken(context), !accounts.HasAdmin,
            account is null ? null : new ProjectView(
                Path.GetFileName(desk.Project.Folder), model.Policy.Taxonomy.Levels, model.PolicyRow.Hash, model.Clips.Count, QueryStrategies.Names, model.Policy.Strategy,
                [.. model.Policy.Functions.Select(function => function.Signal).Distinct(StringComparer.Ordinal)]),
            context.RequestServices.GetService<SingleSignOnSettings>() is not null);
    }
}
