using FusionScorer.Core;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Engines;

/// <summary>Installs engines that are missing. Only Debian's apt-get is run unasked; other systems get the command to type.</summary>
public static class EngineSetup
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Installs what <see cref="EngineCheck"/> misses.</summary>
    /// <exception cref="BadInputException">Something is missing and cannot be installed from here.</exception>
    public static async Task RunAsync(Func<string, string?> environment, Action<string> say, CancellationToken cancellation)
    {
        if (await MissingAsync(environment, cancellation).ConfigureAwait(false) is not { } missing)
            return;
        if (!OperatingSystem.IsLinux() || !PackageManager.OnPath("apt-get") || (!Environment.IsPrivilegedProcess && !PackageManager.OnPath("sudo")))
            throw new BadInputException($"{missing.Name} is missing; run: {missing.Mend}");

        say("installing ffmpeg with apt-get …");
        await AptGetAsync(["update", "-qq"], cancellation).ConfigureAwait(false);
        await AptGetAsync(["install", "-y", "-qq", "--no-install-recommends", "ffmpeg"], cancellation).ConfigureAwait(false);
        if (await MissingAsync(environment, cancellation).ConfigureAwait(false) is { } still)
            throw new BadInputException($"{still.Name} is still missing after the installation; run: {still.Mend}");
    }

    private static async Task<Engine?> MissingAsync(Func<string, string?> environment, CancellationToken cancellation) =>
        (await EngineCheck.AllAsync(environment, cancellation).ConfigureAwait(false)).FirstOrDefault(engine => !engine.Found);

    private static async Task AptGetAsync(string[] arguments, CancellationToken cancellation)
    {
        // env gives the setting to apt-get also through sudo, which drops the caller's environment.
        string[] call = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", .. arguments];
        var result = Environment.IsPrivilegedProcess
            ? await ProcessRunner.RunAsync(call[0], call[1..], Limit, cancellation).ConfigureAwait(false)
            : await ProcessRunner.RunAsync("sudo", call, Limit, cancellation).ConfigureAwait(false);
        if (result.ExitCode != 0)
            throw new BadInputException($"apt-get {arguments[0]} failed: {result.Error.Trim().ReplaceLineEndings(" ")}");
    }
}
