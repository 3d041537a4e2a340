using System.Security.Claims;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Accounts;
using FusionScorer.Web.Contracts;
using Microsoft.AspNetCore.Mvc;

namespace FusionScorer.Web.Review;

/// <summary>Clips to look at, and to hold while one decides.</summary>
internal static class ClaimEndpoints
{
    private const int MostAtOnce = 10;
    private const int MostTokens = 100;
    private const int LongestClient = 64;

    // One account in two browsers is two clients.
    private const string ClientHeader = "X-Client";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/queue/claims", TakeAsync).WithSummary("Takes the next clips of a queue").WithTags("Claims").Produces<ClaimAnswer>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/claims/heartbeat", Heartbeat).WithSummary("Renews claims; says which are lost").WithTags("Claims").Produces<HeartbeatAnswer>();
        api.MapGet("/claims", All).WithSummary("Who holds what").WithTags("Claims").RequireAuthorization(Access.Leads).Produces<IReadOnlyList<ClaimView>>();
        api.MapDelete("/claims/{clip}", Release).WithSummary("Gives a clip back: one's own, or anybody's as a lead").WithTags("Claims")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/clips/{clip}", ClipAsync).WithSummary("All about a clip").WithTags("Clips").Produces<ClipBundle>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/clips/{clip}/claim", TakeOneAsync).WithSummary("Takes one clip, whatever queue it is in").WithTags("Claims").Produces<ClipBundle>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Task<IResult> TakeAsync(
        ClaimRequest request, [FromHeader(Name = ClientHeader)] string? client, ClaimsPrincipal user, ReviewDesk desk, BundleWriter bundles, CancellationToken cancellation) =>
        ReviewEndpoints.AnswerAsync(async () =>
        {
            var account = user.Account();
            var claimed = desk.Queues.Claim(
                ReviewEndpoints.FilterOf(request.Filter), Math.Clamp(request.Count, 0, MostAtOnce), (request.Have ?? []).Take(MostTokens).ToHashSet(StringComparer.Ordinal),
                account, ClientOf(client));
            var clips = new List<ClipBundle>(claimed.Clips.Count);
            foreach (var clip in claimed.Clips)
                {
                var viewer = new Viewer(account, user.IsLead(), desk.Blind.IsBlind(claimed.Model.Clips[clip.Row].No, account));
                clips.Add(await bundles.OfAsync(claimed.Model, clip.Row, viewer, clip.Pick, clip.Claim, ModelStates.HeldBy(clip.Claim, account), cancellation).ConfigureAwait(false));
            }

            return TypedResults.Ok(new ClaimAnswer(clips, claimed.Left, ModelStates.Of(desk)));
        });

    private static IResult Heartbeat(HeartbeatRequest request, ClaimsPrincipal user, ReviewDesk desk)
    {
        var account = user.Account();
        var store = desk.Project.Store.Review;
        var now = desk.Project.Clock.GetUtcNow();
        var asked = (request.Claims ?? []).Take(MostTokens).Select(claim => new AskedClaim(claim.Clip ?? "", claim.Token ?? "")).ToList();
        var renewed = store.Renew([.. asked.Select(claim => claim.Token)], account, now + DeskQueues.Lease).Select(claim => claim.Token).ToHashSet(StringComparer.Ordinal);
        var lost = asked.Where(claim => !renewed.Contains(claim.Token)).ToList();
        var holders = lost.Count == 0 ? [] : store.Claims(now).ToDictionary(claim => claim.ClipNo);
        return TypedResults.Ok(new HeartbeatAnswer(now + DeskQueues.Lease, [.. lost.Select(claim => new LostClaim(claim.Clip, HolderOf(claim.Clip)))], ModelStates.Of(desk)));

        Held? HolderOf(string clip) =>
            desk.Model.RowOf(clip) is var row and >= 0 ? ModelStates.HeldBy(holders.GetValueOrDefault(desk.Model.ClipAt(row)), account) : null;
    }

    private static IResult All(ReviewDesk desk)
    {
        var model = desk.Model;
        return TypedResults.Ok<IReadOnlyList<ClaimView>>([.. desk.Project.Store.Review.Claims(desk.Project.Clock.GetUtcNow())
            .Select(claim => (Claim: claim, Row: model.RowOf(claim.ClipNo))).Where(held => held.Row >= 0)
            .Select(held => new ClaimView(model.Clips.IdOf(held.Row), model.Clips.NameOf(held.Row), held.Claim.Holder, held.Claim.Until, held.Claim.Since))]);
    }

    private static IResult Release(string clip, string? token, HttpContext context, ClaimsPrincipal user, ReviewDesk desk)
    {
        if (ReviewEndpoints.RowOf(desk.Model, clip) is not (var row and >= 0))
            return ReviewEndpoints.NoClip();

        // A tab that gives back what it held must not end what another one took since.
        var no = desk.Model.ClipAt(row);
        var store = desk.Project.Store.Review;
        var ended = token is not null && store.Claims(desk.Project.Clock.GetUtcNow()).FirstOrDefault(claim => claim.ClipNo == no)?.Token != token ? null
            : store.Release(no, user.IsLead() && token is null ? null : user.Account());
        if (ended is not null && ended.Holder != user.Account())
            desk.Project.Store.Accounts.Log(AuditTrail.Of(context, "claim.release", clip, $"held by {ended.Holder}"));
        return ended is null ? TypedResults.Problem("nobody holds this clip, or not you", statusCode: StatusCodes.Status404NotFound) : TypedResults.NoContent();
    }

    private static async Task<IResult> ClipAsync(string clip, ClaimsPrincipal user, ReviewDesk desk, BundleWriter bundles, CancellationToken cancellation)
    {
        var model = desk.Model;
        if (ReviewEndpoints.RowOf(model, clip) is not (var row and >= 0))
            return ReviewEndpoints.NoClip();
        var no = model.ClipAt(row);
        var account = user.Account();
        var held = ModelStates.HeldBy(desk.Project.Store.Review.Claims(desk.Project.Clock.GetUtcNow()).FirstOrDefault(claim => claim.ClipNo == no), account);

        // A lead who does not hold the clip may look at its answers, and is no blind reviewer of it after that.
        var looks = user.IsLead() && held is not { Mine: true };
        if (looks)
            desk.Blind.Look(no, account);
        var blind = !looks && desk.Blind.IsBlind(no, account);
        var pick = blind ? desk.Queues.PickOf(model, row, new QueueFilter(), account) : desk.Project.Store.Fusion.LatestPick(no);
        return TypedResults.Ok(await bundles.OfAsync(model, row, new Viewer(account, user.IsLead(), blind), pick, claim: null, held, cancellation).ConfigureAwait(false));
    }

    private static async Task<IResult> TakeOneAsync(
        string clip, [FromHeader(Name = ClientHeader)] string? client, ClaimsPrincipal user, ReviewDesk desk, BundleWriter bundles, CancellationToken cancellation)
    {
        var model = desk.Model;
        if (ReviewEndpoints.RowOf(model, clip) is not (var row and >= 0))
            return ReviewEndpoints.NoClip();
        var account = user.Account();
        var (claim, held) = desk.Queues.ClaimOne(model.ClipAt(row), account, ClientOf(client));
        if (claim is null)
        {
            return TypedResults.Problem(
                $"held by {held?.Holder ?? "somebody"} until {held?.Until:HH:mm} UTC", statusCode: StatusCodes.Status409Conflict,
                extensions: [KeyValuePair.Create("code", (object?)"held")]);
        }

        return TypedResults.Ok(await bundles.OfAsync(
            model, row, new Viewer(account, user.IsLead(), desk.Blind.IsBlind(model.ClipAt(row), account)), desk.Queues.PickOf(model, row, new QueueFilter(Status: "all"), account), claim,
            ModelStates.HeldBy(claim, account), cancellation).ConfigureAwait(false));
    }

    private static string ClientOf(string? client) => client is null ? "" : client.Length <= LongestClient ? client : client[..LongestClient];

    private readonly record struct AskedClaim(string Clip, string Token);
}
