using FusionScorer.Pipeline;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FusionScorer.Web.Hosting;

/// <summary>Sends traces and metrics to an OpenTelemetry collector when one is named, by the usual variables; else nothing is set up at all.</summary>
internal static class TelemetryExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Variables =
    [
        Endpoint, "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_EXPORTER_OTLP_CERTIFICATE", "OTEL_SERVICE_NAME",
        "OTEL_RESOURCE_ATTRIBUTES", "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG",
    ];

    public static void Add(WebApplicationBuilder builder, ReviewOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Environment(Endpoint)))
            return;
        builder.Configuration.AddInMemoryCollection(Variables.Select(name => KeyValuePair.Create(name, options.Environment(name))).Where(pair => pair.Value is not null));
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, options))
            .WithTracing(tracing => tracing.AddSource(Telemetry.Name).AddAspNetCoreInstrumentation(web => web.Filter = IsOfInterest).AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name).AddAspNetCoreInstrumentation().AddOtlpExporter());
    }

    private static void Describe(ResourceBuilder resource, ReviewOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Environment("OTEL_SERVICE_NAME")))
            resource.AddService("fusionscorer");
    }

    // Streams stay open for half an hour, files and health checks tell nothing.
    private static bool IsOfInterest(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !context.Request.Path.StartsWithSegments("/api/v1/events", StringComparison.OrdinalIgnoreCase);
}
