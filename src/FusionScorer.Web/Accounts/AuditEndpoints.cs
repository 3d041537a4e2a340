using FusionScorer.Pipeline.Projects;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Accounts;

/// <summary>The audit log, and what leaves the house.</summary>
internal static class AuditEndpoints
{
    private const int UsualPage = 100;
    private const int LargestPage = 500;

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/audit-log", Page).WithSummary("The audit log, newest first").WithTags("Audit").RequireAuthorization(Access.Leads).Produces<IReadOnlyList<AuditEntry>>();

    private static IResult Page(Project project, long? before, int? limit, string? action, string? who) =>
        TypedResults.Ok<IReadOnlyList<AuditEntry>>([.. project.Store.Accounts
            .Events(before, Math.Clamp(limit ?? UsualPage, 1, LargestPage), string.IsNullOrEmpty(action) ? null : action, string.IsNullOrEmpty(who) ? null : who)
            .Select(entry => new AuditEntry(entry.Seq, entry.At, entry.Who, entry.Action, entry.Subject, entry.Detail))]);
}
