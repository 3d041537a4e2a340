using System.Globalization;
using System.Text.Json;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Web.Accounts;
using FusionScorer.Web.Contracts;
using FusionScorer.Web.Security;

namespace FusionScorer.Web.Webhooks;

/// <summary>Receivers of decisions, for administrators.</summary>
internal static class WebhookEndpoints
{
    private const int Most = 20;
    private const int UsualPage = 50;
    private const int LargestPage = 200;

    /// <summary>Adds what the endpoints need, and what sends.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services.AddSingleton<WebhookSecrets>().AddHostedService<WebhookService>();

    public static void Map(RouteGroupBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks").RequireAuthorization(Access.Admins);
        webhooks.MapGet("", All).WithSummary("Receivers of decisions").Produces<IReadOnlyList<WebhookView>>();
        webhooks.MapPost("", Add).WithSummary("Sets a receiver up; its secret is shown once").Produces<WebhookMade>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        webhooks.MapDelete("/{id:long}", Remove).WithSummary("Removes a receiver, and what waits for it").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapGet("/{id:long}/deliveries", Deliveries).WithSummary("What was sent to a receiver and what waits, newest first").Produces<IReadOnlyList<DeliveryView>>();
        webhooks.MapPost("/{id:long}/retry", Retry).WithSummary("Tries again what was given up").Produces<RetryView>();
    }

    private static IResult All(Project project)
    {
        var counts = project.Store.Webhooks.Counts().ToDictionary(count => (count.Webhook, count.State), count => count.Count);
        return TypedResults.Ok<IReadOnlyList<WebhookView>>([.. project.Store.Webhooks.All().Select(webhook => new WebhookView(
            webhook.Id, webhook.Url, webhook.CreatedAt, webhook.CreatedBy, Count(webhook, DeliveryState.Waiting), Count(webhook, DeliveryState.Delivered), Count(webhook, DeliveryState.GivenUp)))]);

        int Count(WebhookRow webhook, DeliveryState state) => counts.GetValueOrDefault((webhook.Id, state));
    }

    private static IResult Add(WebhookRequest request, HttpContext context, Project project, ReviewOptions options, WebhookSecrets secrets)
    {
        var url = request.Url?.Trim();
        if (TargetAddress.Fault(url, options.Environment(TargetAddress.AllowPrivate) == "1") is { } fault)
            return TypedResults.Problem(fault, statusCode: StatusCodes.Status422UnprocessableEntity);
        if (project.Store.Webhooks.All().Count >= Most)
            return TypedResults.Problem($"there are {Most} webhooks already; remove one", statusCode: StatusCodes.Status422UnprocessableEntity);
        var secret = Tokens.New();
        var row = new WebhookRow(0, url!, secrets.Protect(secret), project.Clock.GetUtcNow(), context.User.Account());
        var id = project.Store.Webhooks.Add(row, AuditTrail.Of(context, "webhook.create", row.Url));
        return TypedResults.Ok(new WebhookMade(id, row.Url, secret));
    }

    private static IResult Remove(long id, HttpContext context, Project project) =>
        project.Store.Webhooks.Remove(id, AuditTrail.Of(context, "webhook.remove", id.ToString(CultureInfo.InvariantCulture)))
            ? TypedResults.NoContent()
            : TypedResults.Problem("there is no such webhook", statusCode: StatusCodes.Status404NotFound);

    private static IResult Deliveries(long id, Project project, int? limit, int? offset) => TypedResults.Ok<IReadOnlyList<DeliveryView>>(
        [.. project.Store.Webhooks.Deliveries(id, Math.Clamp(limit ?? UsualPage, 1, LargestPage), Math.Max(0, offset ?? 0)).Select(delivery => new DeliveryView(
            delivery.Id, delivery.Decision, JsonNamingPolicy.CamelCase.ConvertName(delivery.State.ToString()), delivery.Attempts, delivery.NextAt, delivery.LastAt, delivery.Status, delivery.Fault))]);

    private static IResult Retry(long id, Project project) => TypedResults.Ok(new RetryView(project.Store.Webhooks.Retry(id)));
}
