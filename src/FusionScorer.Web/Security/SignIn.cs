using System.Security.Claims;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace FusionScorer.Web.Security;

/// <summary>Sign-in by cookie: who has one is who the account is now, not what it was when the cookie was made.</summary>
internal static class SignIn
{
    private const string StampClaim = "stamp";
    private const int ShortId = 8;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Adds authentication, authorisation and antiforgery.</summary>
    public static void Add(IServiceCollection services, Project project, ReviewOptions options)
    {
        var id = UserData.ProjectId(project);

        // Without a certificate of its own: as a TLS proxy before the app says.
        var secure = options.Certificate is null ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        services.AddSingleton<AccountBook>().AddSingleton<Passwords>();
        var keys = Directory.CreateDirectory(UserData.Folder(options.Environment, Path.Combine("review-keys", id)));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(keys.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        services.AddDataProtection().SetApplicationName($"fusionscorer/{id}").PersistKeysToFileSystem(keys);
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            // Several projects on one host must not sign each other out.
            cookie.Cookie.Name = $"fusion-{id[^ShortId..]}";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = secure;
            cookie.ExpireTimeSpan = Lifetime;
            cookie.SlidingExpiration = true;
            cookie.Events.OnRedirectToLogin = context => Status(context.Response, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context => Status(context.Response, StatusCodes.Status403Forbidden);
            cookie.Events.OnValidatePrincipal = ValidateAsync;
        });
        services.AddAuthorizationBuilder()
            .AddPolicy(Access.SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Access.Leads, policy => policy.RequireRole(Access.Lead, Access.Admin))
            .AddPolicy(Access.Admins, policy => policy.RequireRole(Access.Admin))
            .AddPolicy(Access.Exporters, policy => policy.RequireRole(Access.Lead, Access.Policy, Access.Admin))
            .AddPolicy(Access.TuningViewers, policy => policy.RequireRole(Access.Lead, Access.Policy, Access.Admin))
            .AddPolicy(Access.Tuners, policy => policy.RequireRole(Access.Policy, Access.Admin));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = CrossSiteGuard.Header;
            antiforgery.Cookie.Name = $"fusion-{id[^ShortId..]}-csrf";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = secure;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
    }

    /// <summary>Signs an account in; the rest of this request is the account's own.</summary>
    public static async Task EnterAsync(HttpContext context, AccountRow account)
    {
        var principal = PrincipalOf(account);
        await context.SignInAsync(principal);
        context.User = principal;
    }

    /// <summary>The token that requests which change something must carry; also sets its cookie.</summary>
    public static string CrossSiteToken(HttpContext context) => context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!;

    /// <summary>Whether somebody who has signed in still may be in.</summary>
    public static bool IsCurrent(ClaimsPrincipal user, AccountBook book) => CurrentOf(user, book) is not null;

    private static AccountRow? CurrentOf(ClaimsPrincipal? user, AccountBook book) =>
        user?.Identity?.Name is { } name && book.Find(name) is { Disabled: false } account && user.FindFirstValue(StampClaim) == account.Stamp ? account : null;

    /// <summary>Who an account is, for the cookie.</summary>
    public static ClaimsPrincipal PrincipalOf(AccountRow account) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, account.Name), new Claim(ClaimTypes.Name, account.Name), new Claim(ClaimTypes.Role, account.Role), new Claim(StampClaim, account.Stamp),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var account = CurrentOf(context.Principal, context.HttpContext.RequestServices.GetRequiredService<AccountBook>());
        if (account is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
        }
        else if (!context.Principal!.IsInRole(account.Role))
        {
            context.ReplacePrincipal(PrincipalOf(account));
            context.ShouldRenew = true;
        }
    }

    private static Task Status(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
