using FusionScorer.Core;

namespace FusionScorer.Benchmarks.Stores;

/// <summary>Where a measured project keeps its rows.</summary>
/// <param name="settings">What tells the program so.</param>
/// <param name="size">Bytes on disk, by the project's folder.</param>
/// <param name="close">Ends what was started for it.</param>
internal sealed class StorePlace(IReadOnlyDictionary<string, string> settings, Func<string, Task<long>> size, Func<ValueTask> close) : IAsyncDisposable
{
    /// <summary>Variables for the program.</summary>
    public IReadOnlyDictionary<string, string> Settings => settings;

    /// <summary>Opens one of the kinds there are.</summary>
    /// <exception cref="BadInputException">There is no such kind.</exception>
    public static Task<StorePlace> OpenAsync(string store, string folder) => store switch
    {
        "sqlite" => Task.FromResult(new StorePlace(new Dictionary<string, string>(StringComparer.Ordinal), project => Task.FromResult(Files(project)), () => ValueTask.CompletedTask)),
        _ => throw new BadInputException($"--store {store}: choose sqlite or postgres"),
    };

    public Task<long> SizeAsync(string project) => size(project);

    public ValueTask DisposeAsync() => close();

    private static long Files(string project) => Directory.EnumerateFiles(project, "fusion.db*").Sum(file => new FileInfo(file).Length);
}
