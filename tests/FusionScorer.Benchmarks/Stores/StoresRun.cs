using System.Globalization;
using FusionScorer.Pipeline.Projects;
using FusionScorer.TestKit;

namespace FusionScorer.Benchmarks.Stores;

/// <summary>What each store costs from import to export, at one size or growing to it: one table.</summary>
internal static class StoresRun
{
    /// <summary>The word that makes a process of these benchmarks save evidence.</summary>
    public const string FillWord = "stores-fill";

    private const int UsualClips = 1_000_000;
    private const int RowsPerClip = 10;

    /// <summary><c>stores [CLIPS [EVIDENCE]] [--store sqlite|postgres]… [--growth]</c></summary>
    public static async Task PrintAsync(TextWriter to, string[] words)
    {
        var numbers = words.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).Select(word => long.Parse(word, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).ToArray();
        var clips = numbers is [var first, ..] ? (int)first : UsualClips;
        var evidence = numbers is [_, var second] ? second : (long)clips * RowsPerClip;
        var chosen = words.Index().Where(word => word.Item == "--store").Select(word => words.ElementAtOrDefault(word.Index + 1) ?? "").ToArray();
        int[] shrunk = words.Contains("--growth", StringComparer.Ordinal) ? [100, 10, 1] : [1];
        var table = new StoreTable();
        foreach (var store in chosen.Length == 0 ? ["sqlite"] : chosen)
        {
            foreach (var by in shrunk)
                await MeasureAsync(to, table, store, clips / by, evidence / by);
        }

        table.Print(to);
    }

    /// <summary>Saves evidence into a project and prints how many rows there are.</summary>
    public static void Fill(TextWriter to, string folder, string rows)
    {
        using var project = Project.Open(folder, TimeProvider.System);
        to.WriteLine(EvidenceFill.Run(project, long.Parse(rows, CultureInfo.InvariantCulture)));
    }

    private static async Task MeasureAsync(TextWriter to, StoreTable table, string store, int clips, long evidence)
    {
        using var folder = new TempFolder();
        var column = string.Create(CultureInfo.InvariantCulture, $"{store} {clips:N0}");
        using var place = StorePlace.Open(store);
        await new StoreSteps(folder.Path, clips, evidence, place, Tell).RunAsync();

        void Tell(StoreFigure figure)
        {
            table.Add(column, figure);
            to.WriteLine($"{column}: {figure.Step}: {StoreTable.Cell(figure)}");
        }
    }
}
