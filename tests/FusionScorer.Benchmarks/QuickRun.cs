using System.Globalization;
using System.Text.Json;

namespace FusionScorer.Benchmarks;

/// <summary>A few figures within minutes, after a small warm-up: CPU seconds of the whole process unless the name says otherwise.</summary>
internal static class QuickRun
{
    private const int Million = 1_000_000;

    public static void Print(TextWriter output, bool json)
    {
        WarmUp();
        var measures = new Dictionary<string, double>(StringComparer.Ordinal);
        AddLabelModel(measures);
        AddLoop(measures);
        foreach (var (name, seconds) in TuningRun.Measure())
            measures[name] = seconds;
        measures["classifier.fit100k"] = LearnedWorkload.FitAll();
        GraphRun.Add(measures);
        ExplainRun.Add(measures, Million);
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(measures));
            return;
        }

        foreach (var (name, value) in measures)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-36}{value,10:0.0000} {Unit(name)}"));
    }

    public static string Unit(string name) => name switch
    {
        "labelModel.extraMB" => "MB above the input at the peak, sampled every 2 ms",
        "labelModel.accuracy1M" => "",
        "labelModel.logLoss1M" => "nats",
        "weights.preview1M" or "tuning.moved1M" or "tuning.function1M" or "tuning.tally7x1M" => "s on 2 threads",
        "graph.build1M.links" => "links",
        "graph.propagate1M.steps" => "steps",
        "graph.propagate1M.residual" => "of the first residual",
        "graph.propagate1M.visitsPerSecond" => "links passed a second, there or back",
        "graph.decision1M.clipsTold" or "graph.decision1M.seedsRelaxed" => "a decision, on average",
        "graph.explain.popular.ms" => "ms, the slowest of the 200 most watched clips",
        _ when name.EndsWith(".MB", StringComparison.Ordinal) => "MB above what was there at the peak, sampled every 2 ms",
        _ when name.EndsWith("GBPerSecond", StringComparison.Ordinal) => "GB a second",
        _ when name.EndsWith(".p95ms", StringComparison.Ordinal) => "ms",
        _ when name.EndsWith(".ms", StringComparison.Ordinal) => "ms",
        _ when name.EndsWith(".wall", StringComparison.Ordinal) => "s",
        _ => "CPU s",
    };

    private static void WarmUp()
    {
        for (var pass = 0; pass < 3; pass++)
        {
            _ = Workload.Create(20_000).Query("smallest-margin");
            var learned = new LearnedWorkload(20_000);
            learned.DecisionToBatch();
            learned.Batch("entropy-reduction", 100);
            learned.Batch("smallest-margin", 100);
        }
    }

    private static void AddLabelModel(Dictionary<string, double> measures)
    {
        var load = Workload.Create(Million);
        measures["labelModel.fitPredict1M"] = Meter.CpuSeconds(() => load.FitPredict());
        measures["labelModel.extraMB"] = Meter.ExtraMegabytes(() => load.FitPredict());
        var metrics = load.Metrics();
        measures["labelModel.accuracy1M"] = Math.Round(metrics.Accuracy, 5);
        measures["labelModel.logLoss1M"] = Math.Round(metrics.LogLoss, 5);
        measures["query.margin1M"] = Meter.CpuSeconds(() => load.Query("smallest-margin"));
        measures["query.conflict1M"] = Meter.CpuSeconds(() => load.Conflicts());
    }

    private static void AddLoop(Dictionary<string, double> measures)
    {
        var load = new LearnedWorkload(Million);
        measures["query.batch100Diverse1M"] = Meter.CpuSeconds(() => load.Batch("conflict-or-uncertain", 100));
        measures["query.batch100DiverseMargin1M"] = Meter.CpuSeconds(() => load.Batch("smallest-margin", 100));
        measures["query.entropyReduction1M"] = Meter.CpuSeconds(() => load.Batch("entropy-reduction", 100));
        measures["loop.decisionToBatch1M"] = Meter.CpuSeconds(load.DecisionToBatch);
        measures["loop.decisionToBatch1M.fit"] = Meter.CpuSeconds(load.Decide);
        measures["loop.decisionToBatch1M.posteriors"] = Meter.CpuSeconds(load.Posteriors);
        measures["loop.decisionToBatch1M.costs"] = Meter.CpuSeconds(load.Costs);
        measures["loop.decisionToBatch1M.batch"] = Meter.CpuSeconds(() => load.Batch("conflict-or-uncertain", 25));
    }
}
