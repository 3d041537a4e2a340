using FusionScorer.Core;
using FusionScorer.Library.Sqlite;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Engines;

/// <summary>One engine as found on this machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="For">What needs it.</param>
/// <param name="Found">Whether it is there.</param>
/// <param name="Version">Its version; empty when missing.</param>
/// <param name="Path">Where it is; empty when missing.</param>
/// <param name="Mend">What is wrong and the one command that mends it; empty when found.</param>
public sealed record Engine(string Name, string For, bool Found, string Version, string Path, string Mend);

/// <summary>Looks for the engines.</summary>
public static class EngineCheck
{
    /// <summary>All engines, in a fixed order.</summary>
    public static async Task<IReadOnlyList<Engine>> AllAsync(Func<string, string?> environment, CancellationToken cancellation) =>
        [await FfmpegAsync(environment, cancellation).ConfigureAwait(false), Sqlite()];

    private static async Task<Engine> FfmpegAsync(Func<string, string?> environment, CancellationToken cancellation)
    {
        const string Name = "ffmpeg", For = "reading media";
        try
        {
            var tools = await FfmpegLocator.LocateAsync(environment, cancellation).ConfigureAwait(false);
            return new Engine(Name, For, Found: true, tools.Version, tools.Ffmpeg, "");
        }
        catch (BadInputException fault)
        {
            return new Engine(Name, For, Found: false, "", "", $"{fault.Message} ({PackageManager.InstallCommand("ffmpeg")})");
        }
    }

    private static Engine Sqlite() => new("SQLite", "the catalogue", Found: true, SqliteStore.EngineVersion, "built in", "");
}
