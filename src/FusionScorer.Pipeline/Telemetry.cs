using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FusionScorer.Pipeline;

/// <summary>What can be measured and traced from outside, under the name <c>FusionScorer</c>. Costs next to nothing while nobody listens; names no person and no clip.</summary>
public static class Telemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "FusionScorer";

    private static readonly Meter Meter = new(Name);

    /// <summary>Spans of work in the background.</summary>
    public static readonly ActivitySource Activities = new(Name);

    /// <summary>Answers taken, by kind.</summary>
    public static readonly Counter<long> Decisions = Meter.CreateCounter<long>("fusionscorer.decisions", "{decision}", "Answers taken");

    /// <summary>Clips given to reviewers.</summary>
    public static readonly Counter<long> Claims = Meter.CreateCounter<long>("fusionscorer.claims", "{claim}", "Clips given to reviewers");

    /// <summary>How long learning anew took.</summary>
    public static readonly Histogram<double> Learning = Meter.CreateHistogram<double>("fusionscorer.learning.duration", "s", "Time to learn anew");

    /// <summary>How long a preview of weights or rules took.</summary>
    public static readonly Histogram<double> Preview = Meter.CreateHistogram<double>("fusionscorer.preview.duration", "ms", "Time of a preview");

    /// <summary>Webhook deliveries tried, by what became of them.</summary>
    public static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("fusionscorer.webhook.deliveries", "{delivery}", "Webhook deliveries tried");

    /// <summary>Counts an answer.</summary>
    public static void CountDecision(string kind) => Decisions.Add(1, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>Counts a try to deliver.</summary>
    public static void CountDelivery(string outcome) => Deliveries.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
