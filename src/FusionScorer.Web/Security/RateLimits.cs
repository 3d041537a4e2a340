using System.Globalization;
using System.Threading.RateLimiting;

namespace FusionScorer.Web.Security;

/// <summary>Limits: few tries at a password, and more requests than anybody's fingers can make for those who are in.</summary>
internal static class RateLimits
{
    /// <summary>Policy of whatever takes a password or a token from somebody who is not signed in.</summary>
    public const string Entrance = "entrance";

    private const int EntrancePerMinute = 60;
    private const int Burst = 300;
    private const int PerSecond = 20;

    public static void Add(IServiceCollection services) => services.AddSingleton<NameLimit>().AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = async (context, cancellation) =>
        {
            var after = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
            context.HttpContext.Response.Headers.RetryAfter = after.ToString(CultureInfo.InvariantCulture);
            await TypedResults.Problem("too many requests; wait a moment", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context.HttpContext);
        };

        // By account, since a whole team may come from one address; media is fetched in many ranges and not limited.
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.User.Identity is { IsAuthenticated: true, Name: { } name } && context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !context.Request.Path.StartsWithSegments("/api/v1/media", StringComparison.OrdinalIgnoreCase)
                ? RateLimitPartition.GetTokenBucketLimiter(name, _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = Burst,
                    TokensPerPeriod = PerSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                })
                : RateLimitPartition.GetNoLimiter(""));
        limiter.AddPolicy(Entrance, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "", _ => Window(EntrancePerMinute)));
    });

    private static FixedWindowRateLimiterOptions Window(int permits) => new() { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) };

    /// <summary>Tries at one account's password, from wherever they come.</summary>
    internal sealed class NameLimit : IDisposable
    {
        private const int PerMinute = 5;
        private const int Longest = 64;

        private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(name =>
            RateLimitPartition.GetFixedWindowLimiter(name.Length <= Longest ? name.ToUpperInvariant() : "", _ => Window(PerMinute)));

        /// <summary>Whether one more try is allowed now.</summary>
        public bool Allows(string name)
        {
            using var lease = _limiter.AttemptAcquire(name);
            return lease.IsAcquired;
        }

        public void Dispose() => _limiter.Dispose();
    }
}
