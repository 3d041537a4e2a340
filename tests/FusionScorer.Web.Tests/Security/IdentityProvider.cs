using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FusionScorer.Web.Tests.Security;

/// <summary>An OpenID provider on a port of loopback: discovery, keys, the code flow with PKCE, signed tokens. Whoever comes is signed in as <see cref="User"/>.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, Claim[] User)> _codes = [];

    private IdentityProvider(WebApplication app) => _app = app;

    public Uri Authority => new(_app.Urls.First());

    /// <summary>The claims of whoever comes next.</summary>
    public Claim[] User { get; set; } = [];

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new IdentityProvider(builder.Build());
        provider._app.Run(provider.AnswerAsync);
        await provider._app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/.well-known/openid-configuration" => Results.Json(new
        {
            issuer = Authority.ToString(),
            authorization_endpoint = new Uri(Authority, "authorize"),
            token_endpoint = new Uri(Authority, "token"),
            jwks_uri = new Uri(Authority, "keys"),
        }).ExecuteAsync(context),
        "/keys" => Results.Json(new { keys = new[] { Key() } }).ExecuteAsync(context),
        "/authorize" => Authorize(context),
        "/token" => TokenAsync(context),
        _ => Results.NotFound().ExecuteAsync(context),
    };

    private object Key()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = "one", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
    }

    private Task Authorize(HttpContext context)
    {
        var query = context.Request.Query;
        var code = Guid.NewGuid().ToString();
        _codes[code] = (query["nonce"].ToString(), query["code_challenge"].ToString(), User);
        context.Response.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"].ToString(), new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (!_codes.TryRemove(form["code"].ToString(), out var waiting)
            || Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != waiting.Challenge
            || form["client_secret"] != "the-secret")
        {
            await Results.BadRequest(new { error = "invalid_grant" }).ExecuteAsync(context);
            return;
        }

        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Authority.ToString(),
            Audience = "fusion",
            IssuedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            Expires = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            Subject = new ClaimsIdentity([.. waiting.User, new Claim("nonce", waiting.Nonce)]),
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
        });
        await Results.Json(new { access_token = "none", token_type = "Bearer", id_token = token }).ExecuteAsync(context);
    }
}
