using System.Globalization;

namespace FusionScorer.Benchmarks.Stores;

/// <summary>Steps as rows, stores and sizes as columns, in Markdown.</summary>
internal sealed class StoreTable
{
    private readonly List<string> _steps = [];
    private readonly List<string> _columns = [];
    private readonly Dictionary<(string Step, string Column), StoreFigure> _figures = [];

    public static string Cell(StoreFigure figure) => figure.Unit switch
    {
        "bytes" => $"{Megabytes((long)figure.Value)} MB",
        "s" when figure.Peak is { } peak => string.Create(CultureInfo.InvariantCulture, $"{figure.Value:0.0} s, {Megabytes(peak)} MB"),
        "s" => string.Create(CultureInfo.InvariantCulture, $"{1000 * figure.Value:0.0} ms"),
        _ => figure.Value.ToString("N0", CultureInfo.InvariantCulture),
    };

    public void Add(string column, StoreFigure figure)
    {
        if (!_columns.Contains(column, StringComparer.Ordinal))
            _columns.Add(column);
        if (!_steps.Contains(figure.Step, StringComparer.Ordinal))
            _steps.Add(figure.Step);
        _figures[(figure.Step, column)] = figure;
    }

    public void Print(TextWriter to)
    {
        to.WriteLine();
        to.WriteLine($"| step (wall, peak memory) | {string.Join(" | ", _columns)} |");
        to.WriteLine($"|---{string.Concat(Enumerable.Repeat("|---:", _columns.Count))}|");
        foreach (var step in _steps)
            to.WriteLine($"| {step} | {string.Join(" | ", _columns.Select(column => _figures.TryGetValue((step, column), out var figure) ? Cell(figure) : ""))} |");
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("N0", CultureInfo.InvariantCulture);
}
