using FusionScorer.Core.Levels;
using FusionScorer.Library.Exporting;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Exporting;

/// <summary>Memory of the process is measured, so nothing else runs beside it.</summary>
[CollectionDefinition(nameof(FlatMemoryTests), DisableParallelization = true)]
public sealed class MeasuredAlone;

[Collection(nameof(FlatMemoryTests))]
public sealed class FlatMemoryTests : IDisposable
{
    private static readonly Taxonomy Two = Taxonomy.Create("two", ["G", "R"]);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    [InlineData("json")]
    public void Decisions_TenTimesAsManyRows_NeedNoMoreMemory(string format)
    {
        var (few, many) = (Peak(format, 10_000), Peak(format, 100_000));
        Assert.True(many - few < 4 << 20, $"10,000 rows held {few} bytes, 100,000 rows {many}");
    }

    /// <summary>The most bytes alive while so many rows are written and read back.</summary>
    private long Peak(string format, int count)
    {
        var path = _folder.At($"{count}.{format}");
        var held = 0L;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var rows = Enumerable.Range(0, count).Select(i => Watched(i, Hard(i)));
        using (var to = new StreamWriter(path))
        {
            if (format == "csv")
                CsvExport.WriteDecisions(to, rows);
            else
                JsonExport.WriteDecisions(to, Two, rows, lines: format == "jsonl");
        }

        var number = 0;
        foreach (var read in format == "csv" ? DecisionCsv.Rows(path, Two) : DecisionJson.Rows(path, Two))
            Assert.Equal(Hard(number).Decision.Note, Watched(number++, read).Note);
        Assert.Equal(count, number);
        return held;

        T Watched<T>(int i, T row)
        {
            if (i % 5000 == 4999)
                held = Math.Max(held, GC.GetTotalMemory(forceFullCollection: true) - before);
            return row;
        }
    }

    private static ExportDecision Hard(int i) => RoundTripTests.DecisionOf(
        $"id {i}", $"clip, \"{i}\"", DecisionKind.Level, $"=ann\n{i}", "entropy", i % 3 == 0 ? $"ä, \"{i}\"\r\n'=1" : null, at: i, [0.25f, 0.75f]);
}
