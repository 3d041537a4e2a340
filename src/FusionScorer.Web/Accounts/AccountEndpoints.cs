using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Web.Contracts;
using FusionScorer.Web.Security;

namespace FusionScorer.Web.Accounts;

/// <summary>Accounts, for administrators; leads may look.</summary>
internal static class AccountEndpoints
{
    private static readonly string[] Roles = [Access.Reviewer, Access.Lead, Access.Policy, Access.Admin];
    private static readonly TimeSpan Invited = TimeSpan.FromDays(7);

    public static void Map(RouteGroupBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("Accounts");
        accounts.MapGet("", All).WithSummary("All accounts").RequireAuthorization(Access.Leads).Produces<IReadOnlyList<AccountSummary>>();
        accounts.MapPost("", Create).WithSummary("Makes an account, with a one-time link for its password").RequireAuthorization(Access.Admins).Produces<Invitation>()
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        accounts.MapPatch("/{name}", Change).WithSummary("Changes an account's role, disables or enables it").RequireAuthorization(Access.Admins).Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        accounts.MapPost("/{name}/invitation", Invite).WithSummary("A new one-time link; the old password holds until it is used").RequireAuthorization(Access.Admins).Produces<Invitation>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult All(Project project) => TypedResults.Ok<IReadOnlyList<AccountSummary>>([.. project.Store.Accounts.All().Select(account =>
        new AccountSummary(account.Name, account.Role, account.Disabled, account.PasswordHash is null, account.CreatedAt, account.LastSeenAt))]);

    private static IResult Create(AccountRequest request, HttpContext context, Project project, AccountBook book)
    {
        if (AccountNames.Fault(request.Name) is { } fault)
            return TypedResults.Problem(fault, statusCode: StatusCodes.Status422UnprocessableEntity);
        if (!Roles.Contains(request.Role))
            return NoRole(request.Role);
        var account = new AccountRow(request.Name!, request.Role!, PasswordHash: null, Tokens.New(), Disabled: false, project.Clock.GetUtcNow(), LastSeenAt: null, Settings: null);
        if (!project.Store.Accounts.Create(account, AuditTrail.Of(context, "account.create", account.Name, account.Role)))
            return TypedResults.Problem("this name is taken", statusCode: StatusCodes.Status409Conflict);
        book.Forget();
        return TypedResults.Ok(Link(context, project, account.Name));
    }

    private static IResult Change(string name, AccountChange change, HttpContext context, Project project, AccountBook book)
    {
        if (project.Store.Accounts.Find(name) is not { } account)
            return TypedResults.Problem("there is no such account", statusCode: StatusCodes.Status404NotFound);
        if (change.Role is not null && !Roles.Contains(change.Role))
            return NoRole(change.Role);
        var after = account with { Role = change.Role ?? account.Role, Disabled = change.Disabled ?? account.Disabled };
        if (after.Disabled != account.Disabled)
            after = after with { Stamp = Tokens.New() };
        var detail = $"{account.Role} → {after.Role}{(after.Disabled == account.Disabled ? "" : after.Disabled ? ", disabled" : ", enabled")}";
        if (!project.Store.Accounts.Update(after, AuditTrail.Of(context, "account.change", account.Name, detail)))
            return TypedResults.Problem("this is the last administrator who can sign in; make another one first", statusCode: StatusCodes.Status409Conflict);
        book.Forget();
        return TypedResults.NoContent();
    }

    private static IResult Invite(string name, HttpContext context, Project project) => project.Store.Accounts.Find(name) is { } account
        ? TypedResults.Ok(Link(context, project, account.Name))
        : TypedResults.Problem("there is no such account", statusCode: StatusCodes.Status404NotFound);

    private static Invitation Link(HttpContext context, Project project, string name)
    {
        var token = Tokens.New();
        var until = project.Clock.GetUtcNow() + Invited;
        project.Store.Accounts.Invite(new InvitationRow(Tokens.HashOf(token), name, until), AuditTrail.Of(context, "account.invite", name));
        return new Invitation($"{context.Request.Scheme}://{context.Request.Host}/invitation#{token}", until);
    }

    private static IResult NoRole(string? role) =>
        TypedResults.Problem($"there is no role '{role}'; choose one of {string.Join(", ", Roles)}", statusCode: StatusCodes.Status422UnprocessableEntity);
}
