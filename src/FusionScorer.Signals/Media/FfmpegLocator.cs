using System.Collections.Immutable;
using System.Text;
using FusionScorer.Core;

namespace FusionScorer.Signals.Media;

/// <summary>The programs that read media.</summary>
/// <param name="Ffmpeg">Path of ffmpeg.</param>
/// <param name="Ffprobe">Path of ffprobe.</param>
/// <param name="Prlimit">Path of prlimit; null where there is none or where it may not set the limits.</param>
/// <param name="Version">ffmpeg's version, for example <c>5.1.9</c>.</param>
public sealed record FfmpegTools(string Ffmpeg, string Ffprobe, string? Prlimit, string Version);

/// <summary>Finds ffmpeg and ffprobe: the environment first, then PATH.</summary>
public static class FfmpegLocator
{
    /// <summary>Environment variable that names ffmpeg.</summary>
    public const string FfmpegVariable = "FUSION_FFMPEG";

    /// <summary>Environment variable that names ffprobe.</summary>
    public const string FfprobeVariable = "FUSION_FFPROBE";

    /// <summary>Finds the programs and starts each once.</summary>
    /// <param name="environment">Reads a variable; null stands for the process's own environment.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="BadInputException">A program is absent or does not run.</exception>
    public static async Task<FfmpegTools> LocateAsync(Func<string, string?>? environment = null, CancellationToken cancellation = default)
    {
        environment ??= Environment.GetEnvironmentVariable;
        var ffmpeg = Find("ffmpeg", FfmpegVariable, environment);
        var ffprobe = Find("ffprobe", FfprobeVariable, environment);
        var prlimit = OnPath("prlimit", environment);

        // All at once: every command that reads media waits for this.
        var limits = LimitsAsync(prlimit, ffprobe, cancellation);
        var versions = await Task.WhenAll(VersionAsync(ffmpeg, FfmpegVariable, cancellation), VersionAsync(ffprobe, FfprobeVariable, cancellation));
        return new FfmpegTools(ffmpeg, ffprobe, await limits ? prlimit : null, versions[0]);
    }

    // Inside some containers lower hard limits hold already, and prlimit would refuse every start.
    private static async Task<bool> LimitsAsync(string? prlimit, string ffprobe, CancellationToken cancellation) =>
        prlimit is not null && (await ProcessRunner.RunAsync(ResourceLimits.Apply(VersionCommand(ffprobe), prlimit), cancellation)).Succeeded;

    private static string Find(string name, string variable, Func<string, string?> environment)
    {
        var named = environment(variable);
        if (string.IsNullOrEmpty(named))
        {
            return OnPath(name, environment)
                ?? throw new BadInputException($"{name} was not found on PATH; install ffmpeg, or set {variable} to the program's path");
        }

        return File.Exists(named) ? Path.GetFullPath(named) : throw new BadInputException($"{variable} names '{named}', which is not there; set it to the program's path");
    }

    private static string? OnPath(string name, Func<string, string?> environment)
    {
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return (environment("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }

    private static ProcessCommand VersionCommand(string program) =>
        new(program, ImmutableArray.Create("-version")) { TimeLimit = TimeSpan.FromSeconds(20) };

    private static async Task<string> VersionAsync(string program, string variable, CancellationToken cancellation)
    {
        var result = await ProcessRunner.RunAsync(VersionCommand(program), cancellation);
        if (!result.Succeeded)
            throw new BadInputException($"'{program}' does not run; reinstall ffmpeg, or set {variable} to a program that does");

        // "ffmpeg version 5.1.9-0+deb12u1 Copyright …": the distribution's suffix says nothing.
        var words = Encoding.UTF8.GetString(result.Output).Split([' ', '\r', '\n'], 4, StringSplitOptions.None);
        var version = words.Length > 2 && words[1] == "version" ? words[2] : "unknown";
        var dash = version.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && char.IsAsciiDigit(version[0]) ? version[..dash] : version;
    }
}
