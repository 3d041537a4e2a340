using System.Collections.Concurrent;
using System.Security.Claims;
using FusionScorer.Web.Security;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace FusionScorer.Web.Progress;

/// <summary>Server-sent events (WHATWG HTML, section 9.2): news while a page is open.</summary>
internal sealed class EventStreams(EventFeed feed, AccountBook book, TimeProvider clock, IHostApplicationLifetime life)
{
    /// <summary>Streams that an account may have open at once.</summary>
    public const int MostOfOneAccount = 6;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // The browser opens it again, and is asked again who it is.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Answers a request with a stream.</summary>
    public static Task StreamAsync(HttpContext context, EventStreams streams) => streams.RunAsync(context);

    private static Task WriteAsync(HttpResponse response, string name, string json, CancellationToken cancellation) =>
        response.WriteAsync($"event: {name}\ndata: {json}\n\n", cancellation);

    private async Task RunAsync(HttpContext context)
    {
        var account = context.User.Account();
        if (_open.AddOrUpdate(account, 1, (_, open) => open + 1) > MostOfOneAccount)
        {
            Release(account);
            await TypedResults.Problem($"at most {MostOfOneAccount} streams at once; close another page of this app", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
            return;
        }

        feed.Enter();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would hold events back
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await SendAsync(context.Response, context.User, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page was closed, or the app ends.
        }
        finally
        {
            feed.Leave();
            Release(account);
        }
    }

    private async Task SendAsync(HttpResponse response, ClaimsPrincipal user, CancellationToken cancellation)
    {
        var until = clock.GetUtcNow() + Longest;
        var (state, changed) = feed.Now();
        await WriteAsync(response, "extraction", state.Extraction, cancellation);
        await WriteAsync(response, "model", state.Model, cancellation);
        await response.Body.FlushAsync(cancellation);
        while (clock.GetUtcNow() < until)
        {
            await Task.WhenAny(changed, Task.Delay(Heartbeat, clock, cancellation));
            cancellation.ThrowIfCancellationRequested();

            // Whoever was disabled, or changed the password elsewhere, hears no more.
            if (!SignIn.IsCurrent(user, book))
                return;
            var before = state;
            (state, changed) = feed.Now();
            if (state.ExtractionKey != before.ExtractionKey)
                await WriteAsync(response, "extraction", state.Extraction, cancellation);
            if (state.Model != before.Model)
                await WriteAsync(response, "model", state.Model, cancellation);
            if (state.Progress != before.Progress)
                await WriteAsync(response, "progress", state.Progress, cancellation);
            if (state.Same(before))
                await response.WriteAsync(": alive\n\n", cancellation);
            await response.Body.FlushAsync(cancellation);
        }
    }

    private void Release(string account) => _open.AddOrUpdate(account, 0, (_, open) => Math.Max(0, open - 1));
}
