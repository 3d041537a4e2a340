using Microsoft.AspNetCore.OpenApi;

namespace FusionScorer.Web.Hosting;

/// <summary>What the API's document says of itself.</summary>
internal static class OpenApiShape
{
    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new() { Title = "FusionScorer review API", Version = "v1", Description = "Queues, claims, decisions and media of one project. Sign in by POST /api/v1/session; changes carry the header X-CSRF-Token." };

        // The address differs from machine to machine.
        document.Servers?.Clear();
        return Task.CompletedTask;
    });
}
