using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Engines;

/// <summary>One engine as found on this machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="For">What needs it.</param>
/// <param name="Found">Whether it is there.</param>
/// <param name="Version">Its version; empty when missing.</param>
/// <param name="Path">Where it is; empty when missing.</param>
/// <param name="Mend">The one command that installs it; empty when found.</param>
public sealed record Engine(string Name, string For, bool Found, string Version, string Path, string Mend);

/// <summary>Looks for the engines.</summary>
public static class EngineCheck
{
    /// <summary>All engines, in a fixed order.</summary>
    public static async Task<IReadOnlyList<Engine>> AllAsync(Func<string, string?> environment, CancellationToken cancellation)
    {
        var engines = new List<Engine>();
        foreach (var (program, purpose) in (ReadOnlySpan<(string, string)>)[("ffprobe", "probing media"), ("ffmpeg", "embedded captions")])
            engines.Add(await FfmpegAsync(program, purpose, environment, cancellation).ConfigureAwait(false));
        engines.Add(Sqlite());
        return engines;
    }

    private static async Task<Engine> FfmpegAsync(string program, string purpose, Func<string, string?> environment, CancellationToken cancellation)
    {
        var found = await FfmpegLocator.FindAsync(program, environment, cancellation).ConfigureAwait(false);
        return found is null
            ? new Engine(program, purpose, Found: false, "", "", PackageManager.InstallCommand("ffmpeg"))
            : new Engine(program, purpose, Found: true, found.Version, found.Path, "");
    }

    private static Engine Sqlite() => new("SQLite", "the catalogue", Found: true, Library.Sqlite.SqliteStore.EngineVersion, "built in", "");
}
