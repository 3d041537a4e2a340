using FusionScorer.Library.Checking;
using FusionScorer.Library.Links;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Care;

/// <summary>What lies in a project's cache folders. All of it can be erased; nothing there is a fault.</summary>
internal static class CacheCheck
{
    private const string Erase = "nothing to do, it is made again when needed; or erase it";
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    /// <summary>Looks at the caches.</summary>
    public static IEnumerable<CheckFinding> Run(CheckedDatabase database, string folder, TimeProvider clock)
    {
        var links = Path.Combine(folder, "cache", "links.bin");
        if (File.Exists(links) && Links(database, links) is { } fault)
            yield return new CheckFinding("caches", fault, 1, links, Erase, IsFault: false);
        var now = clock.GetUtcNow();
        var parts = new[] { "cache", ProjectSignals.MediaCache }
            .Select(name => new DirectoryInfo(Path.Combine(folder, name)))
            .Where(cache => cache.Exists)
            .SelectMany(cache => cache.EnumerateFiles("*.part", SearchOption.AllDirectories))
            .Where(file => now.UtcDateTime - file.LastWriteTimeUtc > Forgotten)
            .ToList();
        if (parts.Count > 0)
            yield return new CheckFinding("caches", "files that were being written when the program ended", parts.Count, parts[0].FullName, "erase them", IsFault: false);
    }

    private static string? Links(CheckedDatabase database, string path)
    {
        if (LinkCache.Read(path)?.Stamp is not { } stamp)
            return "the cache of links is damaged or of another version";
        if (database.LinkStamp() is not var (store, version) || store != stamp.Store)
            return "the cache of links is that of another store";
        return stamp.Version > version ? "the cache of links is newer than the store" : null;
    }
}
