using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core.Simulation;
using FusionScorer.Library.Exporting;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Simulating;

/// <summary>Writes what a simulation does as it happens: <c>strategy,seed,labels,role,clip_id,p0,…</c>, so that anyone can score it.</summary>
/// <remarks>The file appears when <see cref="Commit"/> is called, and not at all otherwise. Ids are quoted but never altered: other programs join by them.</remarks>
public sealed class SimulationTraceCsv : ISimulationTrace, IDisposable
{
    // Nine significant digits read back as the same single-precision number, and keep the file small.
    private const string NumberFormat = "G9";

    private readonly AtomicFile _file;
    private readonly ImmutableArray<string> _ids;
    private readonly string _noProbabilities;

    private SimulationTraceCsv(AtomicFile file, ImmutableArray<string> clipIds, int levels)
    {
        _file = file;
        _ids = [.. clipIds.Select(CsvCell.Quote)];
        _noProbabilities = new string(',', levels) + "\n";
        _file.Writer.Write($"strategy,seed,labels,role,clip_id,{string.Join(',', Enumerable.Range(0, levels).Select(y => $"p{y}"))}\n");
    }

    /// <summary>Starts a trace.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clipIds">The id of each clip.</param>
    /// <param name="levels">K.</param>
    /// <exception cref="Core.BadInputException">The folder is not there or not writable.</exception>
    public static SimulationTraceCsv Create(string path, ImmutableArray<string> clipIds, int levels) => new(AtomicFile.Create(path), clipIds, levels);

    /// <inheritdoc/>
    public void Pick(string strategy, int seed, int labels, int row)
    {
        Begin(strategy, seed, labels, "pick", row);
        _file.Writer.Write(_noProbabilities);
    }

    /// <inheritdoc/>
    public void Test(string strategy, int seed, int labels, int row, ReadOnlySpan<double> posterior)
    {
        Begin(strategy, seed, labels, "test", row);
        Span<char> number = stackalloc char[32];
        foreach (var p in posterior)
        {
            _file.Writer.Write(',');
            _ = p.TryFormat(number, out var length, NumberFormat, CultureInfo.InvariantCulture);
            _file.Writer.Write(number[..length]);
        }

        _file.Writer.Write('\n');
    }

    /// <summary>Puts the file in its place.</summary>
    public void Commit() => _file.Commit();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Begin(string strategy, int seed, int labels, string role, int row)
    {
        var to = _file.Writer;
        Span<char> number = stackalloc char[16];
        to.Write(strategy);
        to.Write(',');
        _ = seed.TryFormat(number, out var length, default, CultureInfo.InvariantCulture);
        to.Write(number[..length]);
        to.Write(',');
        _ = labels.TryFormat(number, out length, default, CultureInfo.InvariantCulture);
        to.Write(number[..length]);
        to.Write(',');
        to.Write(role);
        to.Write(',');
        to.Write(_ids[row]);
    }
}
