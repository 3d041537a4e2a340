using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline;
using FusionScorer.Pipeline.Projects;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FusionScorer.Web.Webhooks;

/// <summary>Sends decisions to receivers until each has said that it has them: at least once, also across restarts.</summary>
internal sealed partial class WebhookService : BackgroundService
{
    private const string LeaseName = "webhooks";
    private const int MostAtOnce = 50;

    // The longest wait is an hour: with so many tries, a receiver may be away for three days.
    private const int MostAttempts = 100;
    private const int LongestFault = 300;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    private readonly Project _project;
    private readonly WebhookSecrets _secrets;
    private readonly ILogger<WebhookService> _logger;
    private readonly HttpClient _client;
    private readonly string _holder;

    // A receiver that is away is asked again when it has rested, not once for each decision that waits for it.
    private readonly ConcurrentDictionary<long, (int Faults, DateTimeOffset Until)> _resting = [];

    public WebhookService(Project project, ReviewOptions options, WebhookSecrets secrets, ILogger<WebhookService> logger)
    {
        (_project, _secrets, _logger) = (project, secrets, logger);
        _holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Ids.New(project.Clock)}";
        var allowPrivate = options.Environment(TargetAddress.AllowPrivate) == "1";
        _client = new HttpClient(new SocketsHttpHandler
        {
            // A redirect could lead where no webhook may go, and a proxy would resolve names unseen.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = (context, cancellation) => TargetAddress.ConnectAsync(context.DnsEndPoint, allowPrivate, cancellation),
            ConnectTimeout = Patience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 16,
        })
        { Timeout = Patience };
    }

    public override void Dispose()
    {
        _client.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var forget = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (forget)
                    _project.Store.Webhooks.Forget(_project.Clock.GetUtcNow() - Remembered);
                forget = false;
                await PassAsync(stoppingToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever goes wrong here, what has to be sent stays in the outbox; the next pass tries again.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                if (!stoppingToken.IsCancellationRequested)
                    Failed(_logger, fault.Message);
            }

            await Task.Delay(Interval, _project.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _project.Store.Fusion.ReleaseLease(LeaseName, _holder);
    }

    /// <summary>Exponential backoff with jitter over the upper half (so that receivers which were away together are not asked together).</summary>
    /// <param name="attempts">Tries so far, at least 1.</param>
    internal static TimeSpan Wait(int attempts)
    {
        var full = Math.Min(FirstWait.TotalSeconds * Math.Pow(2, Math.Min(attempts, 30) - 1), LongestWait.TotalSeconds);
        return TimeSpan.FromSeconds(full * (0.5 + (RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 21))));
    }

    private async Task PassAsync(CancellationToken cancellation)
    {
        var store = _project.Store.Webhooks;
        var resting = _resting.Where(rest => rest.Value.Until > _project.Clock.GetUtcNow()).Select(rest => rest.Key).ToHashSet();
        while (!cancellation.IsCancellationRequested)
        {
            var now = _project.Clock.GetUtcNow();
            var due = store.Due(now, resting, MostAtOnce);
            if (due.Count == 0 || _project.Store.Fusion.TryTakeLease(new LeaseRow(LeaseName, _holder, now + Lease), now) is not null)
                return;
            var webhooks = store.All().ToDictionary(webhook => webhook.Id);

            // Receivers side by side, so that none waits for a slow one; one receiver's deliveries one after the other.
            await Task.WhenAll(due.GroupBy(delivery => delivery.Webhook).Where(group => webhooks.ContainsKey(group.Key)).Select(async group =>
            {
                foreach (var delivery in group)
                {
                    // The lease is for two minutes: what is left waits for the next look.
                    if (_project.Clock.GetUtcNow() - now > Lease / 2)
                        return;
                    if (!await TryAsync(webhooks[group.Key], delivery, cancellation).ConfigureAwait(false))
                    {
                        lock (resting)
                            resting.Add(group.Key);
                        return;
                    }
                }
            })).ConfigureAwait(false);
        }
    }

    /// <summary>Tries once, and saves what became of it.</summary>
    /// <returns>False when the receiver is away, and should rest.</returns>
    private async Task<bool> TryAsync(WebhookRow webhook, DeliveryRow delivery, CancellationToken cancellation)
    {
        var store = _project.Store.Webhooks;
        var (decision, clip) = store.DecisionOf(delivery);
        var (status, fault) = _secrets.Unprotect(webhook.Secret) is { } secret
            ? await SendAsync(webhook, secret, delivery, WebhookMessage.Body(UserData.ProjectId(_project), delivery, decision, clip), cancellation).ConfigureAwait(false)
            : (null, "its secret cannot be read with the keys of this user; remove the webhook and set it up again");
        var now = _project.Clock.GetUtcNow();
        var after = delivery with { Attempts = delivery.Attempts + 1, LastAt = now, Status = status, Fault = fault };
        Telemetry.CountDelivery(fault is null ? "delivered" : "failed");
        if (fault is null)
        {
            store.Tried(after with { State = DeliveryState.Delivered, NextAt = null });
            _resting.TryRemove(webhook.Id, out _);
            return true;
        }

        store.Tried(after.Attempts >= MostAttempts ? after with { State = DeliveryState.GivenUp, NextAt = null } : after with { NextAt = now + Wait(after.Attempts) });

        // A refusal of one delivery says nothing of the next; anything else does.
        if (status is >= 400 and < 500 and not (StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests))
            return true;
        _resting.AddOrUpdate(webhook.Id, _ => (1, now + Wait(1)), (_, rest) => (rest.Faults + 1, now + Wait(rest.Faults + 1)));
        return false;
    }

    private async Task<(int? Status, string? Fault)> SendAsync(WebhookRow webhook, string secret, DeliveryRow delivery, byte[] body, CancellationToken cancellation)
    {
        try
        {
            using var request = WebhookMessage.Request(webhook, secret, delivery, body, _project.Clock.GetUtcNow());
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            var status = (int)answer.StatusCode;
            return (status, answer.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"the receiver answered {status}"));
        }
        catch (HttpRequestException fault)
        {
            return (null, Short((fault.InnerException as BadInputException)?.Message ?? fault.Message));
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"no answer within {Patience.TotalSeconds} s"));
        }
    }

    private static string Short(string text) => text.Length <= LongestFault ? text : text[..LongestFault];

    [LoggerMessage(Level = LogLevel.Error, Message = "webhooks could not be sent: {Reason}")]
    private static partial void Failed(ILogger logger, string reason);
}
