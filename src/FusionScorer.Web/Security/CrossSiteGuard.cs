using Microsoft.AspNetCore.Antiforgery;

namespace FusionScorer.Web.Security;

/// <summary>Keeps other sites from acting through a reviewer's browser: what changes something must come from this origin and carry the token.</summary>
internal static class CrossSiteGuard
{
    /// <summary>The header that carries the token.</summary>
    public const string Header = "X-CSRF-Token";

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        var fault = IsForeign(request) ? "this request comes from another site"
            : await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context) ? null
            : $"the header {Header} is missing or out of date; GET /api/v1/session gives a new one";
        if (fault is null)
            await next(context);
        else
            await TypedResults.Problem(fault, statusCode: StatusCodes.Status403Forbidden, extensions: [KeyValuePair.Create("code", (object?)"csrf")]).ExecuteAsync(context);
    }

    // Programs send neither header; browsers always send one of them.
    private static bool IsForeign(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site != "same-origin")
            return true;
        return request.Headers.Origin is [{ } origin] && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
