using System.Net.Http.Json;
using System.Text;
using FusionScorer.Web.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FusionScorer.Web.Tests.Hosting;

/// <summary>A collector hears of decisions, claims and learning when one is named, and only then.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task WithoutACollector_NothingIsSetUp()
    {
        await using var app = await TestApp.StartAsync(clips: 5);
        Assert.Null(app.Services.GetService<MeterProvider>());
        Assert.Null(app.Services.GetService<TracerProvider>());
    }

    [Fact]
    public async Task ACollector_HearsOfClaimsLearningAndRequests_AndOfNobodyByName()
    {
        await using var collector = await Receiver.StartAsync();
        var endpoint = new Uri(collector.Url).GetLeftPart(UriPartial.Authority);
        await using var app = await TestApp.StartAsync(change: options => options with
        {
            Environment = name => name switch
            {
                "OTEL_EXPORTER_OTLP_ENDPOINT" => endpoint,
                "OTEL_EXPORTER_OTLP_PROTOCOL" => "http/protobuf",
                _ => options.Environment(name),
            },
        });
        var ann = await app.SignInAsync("ann-the-reviewer");
        await ann.PostAsJsonAsync("/api/v1/queue/claims", new { filter = new { }, count = 2, have = Array.Empty<string>() });
        app.Project.Activate(app.Project.Policy with { OverRatingCost = 2.5 }, "tester", "so that there is something to learn");
        Assert.True(app.Desk.Learning.Step());
        await app.Services.GetRequiredService<IHost>().StopAsync();
        Assert.True(app.Services.GetRequiredService<MeterProvider>().ForceFlush());
        Assert.True(app.Services.GetRequiredService<TracerProvider>().ForceFlush());

        var heard = string.Concat(collector.Received.Select(message => Encoding.UTF8.GetString(message.Body)));
        Assert.All(["fusionscorer.claims", "fusionscorer.learning.duration", "learn", "/api/v1/queue/claims"], name => Assert.Contains(name, heard, StringComparison.Ordinal));
        Assert.DoesNotContain("ann-the-reviewer", heard, StringComparison.Ordinal);
    }
}
