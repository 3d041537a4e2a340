using System.Text.Json;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Contracts;
using FusionScorer.Web.Security;

namespace FusionScorer.Web.Accounts;

/// <summary>One's own settings and password, and what the organisation asks of everybody.</summary>
internal static class SettingsEndpoints
{
    private const string OrganisationSetting = "review-organisation";

    public static void Map(RouteGroupBuilder api)
    {
        var mine = api.MapGroup("/me").WithTags("Settings");
        mine.MapGet("/settings", Mine).WithSummary("One's own settings, no milder than the organisation's floor").Produces<UserSettings>();
        mine.MapPut("/settings", Save).WithSummary("Saves one's own settings").Produces<UserSettings>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        mine.MapPost("/password", ChangePasswordAsync).WithSummary("Changes one's own password; other sessions end").RequireRateLimiting(RateLimits.Entrance)
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var organisation = api.MapGroup("/organisation").WithTags("Settings");
        organisation.MapGet("", (Project project) => TypedResults.Ok(Of(project))).WithSummary("What holds for everybody").Produces<Organisation>();
        organisation.MapPut("", SaveOrganisation).WithSummary("Sets what holds for everybody").RequireAuthorization(Access.Leads).Produces<Organisation>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult Mine(HttpContext context, Project project)
    {
        var saved = project.Store.Accounts.Find(context.User.Account())?.Settings;
        var settings = saved is null ? null : JsonSerializer.Deserialize(saved, AccountJson.Default.UserSettings);
        return TypedResults.Ok(Floored(settings ?? ProtectionRules.UsualSettings, project));
    }

    private static IResult Save(UserSettings settings, HttpContext context, Project project)
    {
        if (ProtectionRules.Fault(settings) is { } fault)
            return TypedResults.Problem(fault, statusCode: StatusCodes.Status422UnprocessableEntity);
        project.Store.Accounts.SaveSettings(context.User.Account(), JsonSerializer.Serialize(settings, AccountJson.Default.UserSettings));
        return TypedResults.Ok(Floored(settings, project));
    }

    private static async Task<IResult> ChangePasswordAsync(
        PasswordRequest request, HttpContext context, Project project, AccountBook book, Passwords passwords, RateLimits.NameLimit limit)
    {
        var account = project.Store.Accounts.Find(context.User.Account())!;
        if (!limit.Allows(account.Name))
            return TypedResults.Problem("too many tries; wait a minute", statusCode: StatusCodes.Status429TooManyRequests);
        var fault = passwords.Verify(account.Name, account.PasswordHash, request.Old ?? "") ? Passwords.Fault(request.New) : "the old password is wrong";
        if (fault is not null)
            return TypedResults.Problem(fault, statusCode: StatusCodes.Status422UnprocessableEntity);
        var after = account with { PasswordHash = passwords.Hash(account.Name, request.New!), Stamp = Tokens.New() };
        project.Store.Accounts.Update(after, AuditTrail.Of(context, "account.password", account.Name, "by its owner"));
        book.Forget();
        await SignIn.EnterAsync(context, after);
        return TypedResults.NoContent();
    }

    private static IResult SaveOrganisation(Organisation organisation, HttpContext context, Project project)
    {
        if (ProtectionRules.Fault(organisation.Floor) is { } fault)
            return TypedResults.Problem(fault, statusCode: StatusCodes.Status422UnprocessableEntity);
        var saved = organisation with { LeaseMinutes = (int)DeskQueues.Lease.TotalMinutes };
        var json = JsonSerializer.Serialize(saved, AccountJson.Default.Organisation);
        project.Store.Settings.Set(OrganisationSetting, json);
        project.Store.Accounts.Log(AuditTrail.Of(context, "organisation.change", "protection", json));
        return TypedResults.Ok(saved);
    }

    private static Organisation Of(Project project) => project.Store.Settings.Get(OrganisationSetting) is { } json && JsonSerializer.Deserialize(json, AccountJson.Default.Organisation) is { } saved
        ? saved
        : new Organisation(ProtectionRules.UsualFloor, (int)DeskQueues.Lease.TotalMinutes);

    private static UserSettings Floored(UserSettings settings, Project project) => settings with { Protection = ProtectionRules.Stricter(settings.Protection, Of(project).Floor) };
}
