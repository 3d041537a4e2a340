using FusionScorer.Cli.Output;
using FusionScorer.Core.Simulation;
using FusionScorer.TestKit;

namespace FusionScorer.Cli.Tests.Simulating;

public sealed class SimulationReportTests
{
    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    [InlineData(40)]
    public void WriteTable_AllStrategies_IsAsLookedAtAndFits(int width)
    {
        var text = Table(width, MadeUpCurves.All, details: false);

        Snapshot.Match($"simulate-{width}", text);
        Assert.All(text.Split('\n').Where(line => line.StartsWith('│')), line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void WriteTable_EightStrategiesAtAHundredAndTwentyColumns_KeepsEachOnOneLineWithAllBudgets()
    {
        string[] names = ["random", "least-confidence", "smallest-margin", "entropy", "entropy-reduction", "conflict", "disagreement", "conflict-or-uncertain"];

        var lines = Table(120, MadeUpCurves.Of(MadeUpCurves.Budgets, [.. names]), details: false).Split('\n');

        Assert.All(names, name => Assert.Contains(lines, line => line.Contains($"│ {name} ", StringComparison.Ordinal) && line.Count(c => c == '%') == 7));
    }

    [Fact]
    public void WriteTable_ManyBudgets_KeepsFirstAndLastAndSaysHowManyAreLeftOut()
    {
        var text = Table(100, MadeUpCurves.Of([.. Enumerable.Range(0, 40).Select(i => i * 10)], "random", "entropy"), details: false);

        Assert.Contains("budgets left out", text, StringComparison.Ordinal);
        var header = text.Split('\n').First(line => line.Contains("strategy", StringComparison.Ordinal));
        Assert.Contains(" 0 │", header, StringComparison.Ordinal);
        Assert.Contains(" 390 │", header, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteTable_Details_ShowsAllMeasuresOfEveryStrategy()
    {
        var text = Table(120, MadeUpCurves.Of([0, 25], "random", "conflict"), details: true);

        Assert.Contains("random: all measures", text, StringComparison.Ordinal);
        Assert.Contains("conflict: all measures", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteTable_NoStrategy_SaysWhatWasReadAndNoMore() =>
        Assert.Equal("data: 5 clips of known level, 2 of them held out for scoring; means of 1 run", Table(120, new SimulationResult(5, 2, []), false, 1).Trim());

    [Fact]
    public void Line_HalfDone_LeavesAsMuchTimeAsItTook() => Assert.Equal(
        "50 of 200 labels, 30.0 s left", SimulationMeter.Line(new SimulationProgress(50, 200), TimeSpan.FromSeconds(10)));

    [Fact]
    public void Sparkline_Values_RiseFromLowToHigh()
    {
        Assert.Equal("▁▅█", Sparkline.Of([0.1, 0.52, 0.9], 0.1, 0.9));
        Assert.Equal("▅▅", Sparkline.Of([0.5, 0.5], 0.5, 0.5));
        Assert.Equal("▁█", Sparkline.Of([-3, 7], 0, 1));
    }

    private static string Table(int width, SimulationResult result, bool details, int seeds = 10)
    {
        using var output = new StringWriter();
        var shell = new Shell
        {
            Out = output,
            Error = TextWriter.Null,
            Clock = TimeProvider.System,
            Folder = "/",
            Environment = name => name switch { "NO_COLOR" => "1", "COLUMNS" => $"{width}", _ => null },
        };
        SimulationReport.WriteTable(shell, "data", seeds, result, details);
        return output.ToString();
    }
}
