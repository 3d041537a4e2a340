using System.Security.Claims;
using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Web.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FusionScorer.Web.Security;

/// <summary>Sign-in by an identity provider of the organisation (OpenID Connect, code flow with PKCE), when one is set. Accounts with passwords work beside it.</summary>
internal static partial class SingleSignOn
{
    /// <summary>Where sign-in by the provider begins.</summary>
    public const string Start = "/session/oidc";

    private const string Scheme = "oidc";
    private const string Callback = "/api/v1/session/oidc/callback";

    /// <summary>Adds it when <c>FUSION_OIDC_AUTHORITY</c> is set.</summary>
    /// <exception cref="BadInputException">The settings are of no use.</exception>
    public static void Add(IServiceCollection services, ReviewOptions options)
    {
        if (SingleSignOnSettings.Of(options.Environment) is not { } settings)
            return;
        services.AddSingleton(settings);
        services.AddAuthentication().AddOpenIdConnect(Scheme, oidc =>
        {
            oidc.Authority = settings.Authority.ToString();
            oidc.RequireHttpsMetadata = !settings.Authority.IsLoopback;
            oidc.ClientId = settings.ClientId;
            oidc.ClientSecret = settings.ClientSecret;
            oidc.CallbackPath = Callback;
            oidc.ResponseType = OpenIdConnectResponseType.Code;

            // The provider sends the browser back by a link, so cookies need not follow posts of other sites.
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            oidc.CorrelationCookie.SameSite = SameSiteMode.Lax;
            oidc.NonceCookie.SameSite = SameSiteMode.Lax;
            oidc.MapInboundClaims = false;
            oidc.SaveTokens = false;
            oidc.TokenValidationParameters.NameClaimType = settings.NameClaim;
            oidc.Events.OnRedirectToIdentityProvider = context =>
            {
                if (settings.PublicUrl is { } address)
                    context.ProtocolMessage.RedirectUri = new Uri(address, Callback).ToString();
                return Task.CompletedTask;
            };
            oidc.Events.OnTokenValidated = context =>
            {
                try
                {
                    context.Principal = SignIn.PrincipalOf(Enter(context.HttpContext, context.Principal!, settings));
                }
                catch (BadInputException refusal)
                {
                    context.Fail(refusal);
                }

                return Task.CompletedTask;
            };
            oidc.Events.OnRemoteFailure = RefuseAsync;
        });
    }

    /// <summary>Maps where it begins, when it is set.</summary>
    public static void Map(RouteGroupBuilder api, IServiceProvider services)
    {
        if (services.GetService<SingleSignOnSettings>() is null)
            return;
        api.MapGet(Start, () => TypedResults.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [Scheme])).AllowAnonymous()
            .RequireRateLimiting(RateLimits.Entrance).WithSummary("Signs in by the organisation's identity provider").WithTags("Session").Produces(StatusCodes.Status302Found);
    }

    // By issuer and subject: whoever may choose a name at the provider must not become somebody here.
    private static AccountRow Enter(HttpContext context, ClaimsPrincipal user, SingleSignOnSettings settings)
    {
        var store = context.RequestServices.GetRequiredService<Project>().Store.Accounts;
        var subject = $"{user.FindFirstValue("iss")} {user.FindFirstValue("sub")}";
        var role = settings.RoleOf(user.FindAll(settings.RoleClaim).Select(claim => claim.Value)) ?? throw new BadInputException("the identity provider gives you no role here; ask whoever runs it");
        var account = store.FindBySubject(subject);
        if (account is null)
        {
            var name = user.FindFirstValue(settings.NameClaim);
            if (AccountNames.Fault(name) is { } fault)
                throw new BadInputException($"the name of the identity provider will not do: {fault}");
            var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            account = new AccountRow(name!, role, PasswordHash: null, Tokens.New(), Disabled: false, now, LastSeenAt: null, Settings: null);
            if (!store.Create(account, AuditTrail.Of(context, "account.create", name!, $"{role}; by the identity provider", who: name), subject))
                throw new BadInputException("an account of this name is here already, with a password of its own; ask an administrator");
        }

        if (account.Disabled)
            throw new BadInputException("this account is disabled");
        if (account.Role != role)
        {
            var before = account.Role;
            account = account with { Role = role };
            if (!store.Update(account, AuditTrail.Of(context, "account.change", account.Name, $"{before} → {role}; by the identity provider", who: account.Name)))
                throw new BadInputException("you would no longer be an administrator, and there is no other one here");
        }

        store.Seen(account.Name, AuditTrail.Of(context, "session.enter", account.Name, "by the identity provider", who: account.Name));
        context.RequestServices.GetRequiredService<AccountBook>().Forget();
        return account;
    }

    private static Task RefuseAsync(RemoteFailureContext context)
    {
        var own = context.Failure as BadInputException ?? context.Failure?.InnerException as BadInputException;
        if (own is null)
            Refused(context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(SingleSignOn)), context.Failure?.Message ?? "no reason given");
        context.HandleResponse();
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"Sign-in was refused: {own?.Message ?? "the answer of the identity provider could not be used"}.\n");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "sign-in by the identity provider failed: {Reason}")]
    private static partial void Refused(ILogger logger, string reason);
}
