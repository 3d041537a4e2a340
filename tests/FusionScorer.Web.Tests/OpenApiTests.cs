using System.Text.Json;
using FusionScorer.TestKit;

namespace FusionScorer.Web.Tests;

/// <summary>docs/openapi.json is what the program serves; FUSION_UPDATE_SNAPSHOTS=1 writes it anew.</summary>
public sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task TheDocumentInTheRepository_IsTheOneServed()
    {
        await using var app = await TestApp.StartAsync();
        var ann = await app.SignInAsync("ann");
        var served = JsonSerializer.Serialize(JsonDocument.Parse(await ann.GetStringAsync("/api/v1/openapi.json")), Indented) + "\n";

        var path = Repository.At("docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("FUSION_UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(path, served);

        Assert.Equal(await File.ReadAllTextAsync(path), served);
    }
}
