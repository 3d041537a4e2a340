using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FusionScorer.Web.Tests.Library;

/// <summary>The library over HTTP: what is shown is what is exported.</summary>
public sealed class LibraryTests
{
    [Fact]
    public async Task Page_Facets_AndExport_SpeakOfTheSameClips()
    {
        await using var app = await TestApp.StartAsync(120);
        var client = await app.SignInAsync("lea", Access.Lead);

        var page = await client.GetFromJsonAsync<JsonElement>("/api/v1/library?search=clip%201&sort=conflict&limit=5&offset=2");
        var facets = await client.GetFromJsonAsync<JsonElement>("/api/v1/library/facets?search=clip%201");
        var csv = (await client.GetStringAsync("/api/v1/exports/library.csv?search=clip%201&sort=conflict")).TrimEnd('\n').Split('\n');
        var lines = (await client.GetStringAsync("/api/v1/exports/library.jsonl?search=clip%201&sort=conflict")).TrimEnd('\n').Split('\n');

        var total = page.GetProperty("total").GetInt32();
        Assert.InRange(total, 10, 119);
        Assert.Equal(120, page.GetProperty("clips").GetInt32());
        Assert.Equal(total, facets.GetProperty("levels").EnumerateArray().Sum(level => level.GetProperty("count").GetInt32()));
        var shown = page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("clip").GetString()).ToList();
        Assert.Equal(shown, csv.Skip(3).Take(5).Select(line => line.Split(',')[0]));
        Assert.Equal(total, csv.Length - 1);
        Assert.Equal(shown, lines.Skip(3).Take(5).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("clip").GetString()));
        Assert.Contains("search=clip 1", JsonDocument.Parse(lines[0]).RootElement.GetProperty("filter").GetString(), StringComparison.Ordinal);
        Assert.Contains(app.Project.Store.Accounts.Events(before: null, limit: 10), entry => entry.Action == "export" && entry.Detail.Contains("search=clip 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_IsNotForReviewers_AndAFilterThatNothingHasIsRefused()
    {
        await using var app = await TestApp.StartAsync();
        var reviewer = await app.SignInAsync("ann");
        var lead = await app.SignInAsync("lea", Access.Lead);

        Assert.Equal(HttpStatusCode.OK, (await reviewer.GetAsync("/api/v1/library")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.GetAsync("/api/v1/exports/library.csv")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await lead.GetAsync("/api/v1/exports/library.csv?level=XX")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Stranger().GetAsync("/api/v1/library")).StatusCode);
    }
}
