using BenchmarkDotNet.Attributes;
using FusionScorer.Core.Querying;

namespace FusionScorer.Benchmarks;

/// <summary>The statistics at 100,000 clips, ten functions and five levels: compare ratios and allocations, not seconds of different machines.</summary>
[MemoryDiagnoser]
public class CoreBenchmarks
{
    private Workload _load = null!;

    [GlobalSetup]
    public void Setup() => _load = Workload.Create(100_000);

    [Benchmark]
    public double[] LabelModelFitPredict() => _load.FitPredict();

    [Benchmark]
    public float[] ConflictOfAll() => _load.Conflicts();

    [Benchmark]
    public IReadOnlyList<QueryPick> MarginQuery() => _load.Query("smallest-margin");
}
