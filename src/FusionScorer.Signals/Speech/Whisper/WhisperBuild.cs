using System.Text.RegularExpressions;
using FusionScorer.Signals.Engines;

namespace FusionScorer.Signals.Speech.Whisper;

/// <summary>What became of a build.</summary>
/// <param name="Path">The built file; null when there is none.</param>
/// <param name="Reason">Why not, in one line; null when it was built.</param>
/// <param name="LogPath">All that the build said; null when nothing had to be built.</param>
public sealed record WhisperBuildResult(string? Path, string? Reason, string? LogPath);

/// <summary>Builds whisper.cpp from its source, once for each machine type, into a cache that all projects share.</summary>
public static partial class WhisperBuild
{
    /// <summary>The one version whose memory layout this program knows.</summary>
    public const string Version = "1.9.1";

    /// <summary>Environment variable that names a ready library.</summary>
    public const string LibraryVariable = "FUSION_WHISPER_LIB";

    /// <summary>Where whisper.cpp's source lies after the engines' packages were fetched. It need not exist.</summary>
    /// <param name="environment">Reads a variable; null stands for the process's own environment.</param>
    public static string SourceFolder(Func<string, string?>? environment = null) =>
        Path.Combine(EnginePaths.NpmModules(environment), "nodejs-whisper", "cpp", "whisper.cpp");

    /// <summary>The cache's folder of builds.</summary>
    /// <param name="environment">Reads a variable; null stands for the process's own environment.</param>
    public static string CacheFolder(Func<string, string?>? environment = null) => Path.Combine(EnginePaths.Cache(environment), "whisper");

    /// <summary>The library to load: the one that the environment names, else the one built for this machine, else the package's. Whether it is there is another question.</summary>
    /// <param name="environment">Reads a variable; null stands for the process's own environment.</param>
    /// <param name="programFolder">The program's folder; null for this one's.</param>
    public static string LibraryPath(Func<string, string?>? environment = null, string? programFolder = null)
    {
        if ((environment ?? Environment.GetEnvironmentVariable)(LibraryVariable) is { Length: > 0 } named)
            return Path.GetFullPath(named);
        var built = Path.Combine(Built(CacheFolder(environment)), WhisperRecipe.LibraryFile);
        return File.Exists(built) ? built : ShippedEngines.Find(WhisperRecipe.LibraryFile, programFolder) ?? built;
    }

    /// <summary>Builds the library unless the cache has it. Callers in any number of processes wait for the one that builds.</summary>
    /// <param name="sourceFolder">whisper.cpp's source.</param>
    /// <param name="cacheFolder">Takes the build; see <see cref="CacheFolder"/>.</param>
    /// <param name="cancellation">Ends the build and leaves nothing behind but its log.</param>
    public static Task<WhisperBuildResult> LibraryAsync(string sourceFolder, string cacheFolder, CancellationToken cancellation)
    {
        var target = Built(cacheFolder);
        return EnsureAsync(sourceFolder, target, WhisperRecipe.LibraryFile, WhisperRecipe.Library, "fusion_whisper", WhisperRecipe.LibrarySettings, cancellation);
    }

    /// <summary>Builds the library for any x64 processor of level x86-64-v3, unless the cache has it: the one that packages carry.</summary>
    /// <inheritdoc cref="LibraryAsync" path="/param"/>
    public static Task<WhisperBuildResult> PortableAsync(string sourceFolder, string cacheFolder, CancellationToken cancellation)
    {
        var target = Path.Combine(Path.GetFullPath(cacheFolder), $"{Version}-{WhisperRecipe.PortableKey}");
        return EnsureAsync(sourceFolder, target, WhisperRecipe.LibraryFile, WhisperRecipe.Library, "fusion_whisper", WhisperRecipe.PortableSettings, cancellation);
    }

    /// <summary>Builds whisper.cpp's own command-line program on top of the library, for comparisons.</summary>
    /// <inheritdoc cref="LibraryAsync" path="/param"/>
    public static async Task<WhisperBuildResult> ProgramAsync(string sourceFolder, string cacheFolder, CancellationToken cancellation)
    {
        var library = await LibraryAsync(sourceFolder, cacheFolder, cancellation);
        if (library.Path is null)
            return library;
        string[] settings =
        [
            "-DCMAKE_BUILD_TYPE=Release", $"-DFUSION_LIBRARY={library.Path}", $"-DFUSION_LIBRARY_FOLDER={Path.GetDirectoryName(library.Path)}",
        ];
        var target = Built(cacheFolder) + "-cli";
        return await EnsureAsync(sourceFolder, target, WhisperRecipe.ProgramFile, WhisperRecipe.Program, "fusion_whisper_cli", settings, cancellation);
    }

    private static string Built(string cacheFolder) => Path.Combine(Path.GetFullPath(cacheFolder), $"{Version}-{WhisperRecipe.Key}");

    private static async Task<WhisperBuildResult> EnsureAsync(
        string sourceFolder, string target, string file, string recipe, string cmakeTarget, string[] settings, CancellationToken cancellation)
    {
        var wanted = Path.Combine(target, file);
        if (File.Exists(wanted))
            return new WhisperBuildResult(wanted, Reason: null, LogPath: null);
        if (Fault(sourceFolder) is { } fault)
            return new WhisperBuildResult(Path: null, fault, LogPath: null);

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var turn = await BuildLock.TakeAsync(target + ".lock", cancellation);
        if (File.Exists(wanted))
            return new WhisperBuildResult(wanted, Reason: null, LogPath: null);

        // A build that was killed may have left its folder; under the lock nobody else uses it.
        var work = target + ".building";
        DeleteFolder(work);
        var log = target + ".log";
        try
        {
            var output = Path.Combine(work, "out");
            var reason = await CMake.BuildAsync(sourceFolder, work, output, recipe, cmakeTarget, settings, log, cancellation);
            if (reason is null && !File.Exists(Path.Combine(output, file)))
                reason = $"building whisper.cpp gave no {file}";
            if (reason is not null)
                return new WhisperBuildResult(Path: null, $"{reason} (log: {log})", log);
            DeleteFolder(target);
            Directory.Move(output, target);
            return new WhisperBuildResult(wanted, Reason: null, log);
        }
        finally
        {
            DeleteFolder(work);
        }
    }

    private static string? Fault(string sourceFolder)
    {
        var list = Path.Combine(sourceFolder, "CMakeLists.txt");
        if (!File.Exists(list))
            return $"whisper.cpp's source is not in {sourceFolder}; fetch the engines' packages first";
        var version = VersionLine().Match(File.ReadAllText(list)).Groups["version"].Value;
        return version == Version ? null : $"the source in {sourceFolder} is whisper.cpp {(version.Length > 0 ? version : "of unknown version")}, and {Version} is needed";
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex("""project\("whisper\.cpp" VERSION (?<version>[0-9.]+)\)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionLine();
}
