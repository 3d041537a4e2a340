using BenchmarkDotNet.Running;
using FusionScorer.Benchmarks;

// `quick [--json]` measures each once, within minutes; anything else goes to BenchmarkDotNet (`--filter '*'`).
if (args is ["quick", ..])
{
    QuickRun.Print(Console.Out, json: args.Contains("--json", StringComparer.Ordinal));
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args);
return 0;
