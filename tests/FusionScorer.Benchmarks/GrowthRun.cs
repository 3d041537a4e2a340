using System.Diagnostics;
using System.Globalization;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Voting;
using FusionScorer.TestKit;

namespace FusionScorer.Benchmarks;

/// <summary>How the label model's cost grows with clips, functions and levels.</summary>
internal static class GrowthRun
{
    public static void Print(TextWriter output)
    {
        output.WriteLine("CPU seconds of fit and predict; MB that they need at the peak above the votes (resident or managed, sampled every 2 ms); accuracy on the synthetic truth");
        output.WriteLine($"{"clips",10}{"functions",11}{"levels",8}{"fit s",10}{"predict s",11}{"wall s",9}{"extra MB",10}{"accuracy",10}");
        Measure(output, 10_000, 10, 5, quiet: true);
        foreach (var rows in (ReadOnlySpan<int>)[10_000, 100_000, 1_000_000, 10_000_000])
            Measure(output, rows, 10, 5);
        foreach (var functions in (ReadOnlySpan<int>)[10, 50, 150, 300])
            Measure(output, 10_000, functions, 5);
        foreach (var levels in (ReadOnlySpan<int>)[2, 5, 10, 20])
            Measure(output, 100_000, 10, levels);
    }

    private static void Measure(TextWriter output, int rows, int functions, int levels, bool quiet = false)
    {
        var votes = SyntheticVotes.Draw(rows, functions, levels);
        var matrix = new LabelMatrix(levels, votes.Matrix.Columns, votes.Matrix.Cells.ToArray());
        double[] posterior = [];
        double fitting = 0, predicting = 0, wall = 0;
        var memory = Meter.ExtraMegabytes(() =>
        {
            var started = Stopwatch.GetTimestamp();
            var before = Environment.CpuUsage.TotalTime;
            var fit = LabelModel.Fit(matrix, [], LabelModelOptions.Default);
            var between = Environment.CpuUsage.TotalTime;
            posterior = fit.Predict(matrix);
            fitting = (between - before).TotalSeconds;
            predicting = (Environment.CpuUsage.TotalTime - between).TotalSeconds;
            wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        });
        if (quiet)
            return;
        var accuracy = PosteriorMetrics.Of(posterior, votes.Truth)!.Accuracy;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rows,10}{functions,11}{levels,8}{fitting,10:0.000}{predicting,11:0.000}{wall,9:0.00}{memory,10:0.0}{accuracy,10:0.0000}"));
    }
}
