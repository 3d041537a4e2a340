using System.Collections.Immutable;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Programs;

/// <summary>What this machine can do to keep a program within its bounds. No administrator is needed for any of it.</summary>
/// <param name="Prlimit">Path of prlimit, which bounds memory, CPU time and files; null where there is none, or where it may not set limits.</param>
/// <param name="Contain">
/// The start of a command line that gives a program process numbers of its own: the system itself then ends all that it started, also what it cut loose, as soon as it ends. Empty where
/// namespaces are not allowed, or the system has none; what is left behind is then looked for by a word in its environment.
/// </param>
public sealed record ProgramGuards(string? Prlimit, ImmutableArray<string> Contain)
{
    /// <summary>None.</summary>
    public static readonly ProgramGuards None = new(null, []);

    /// <summary>Whether <c>memory_mb</c> holds.</summary>
    public bool LimitsMemory => Prlimit is not null;

    /// <summary>Whether nothing can outlive a program.</summary>
    public bool Contains => !Contain.IsEmpty;

    /// <summary>Tries what there is.</summary>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static async Task<ProgramGuards> FindAsync(Func<string, string?> environment, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
            return None;
        var prlimit = OnPath("prlimit", environment);
        if (prlimit is not null && !await RunsAsync(ResourceLimits.Apply(new ProcessCommand(prlimit, ["--version"]), prlimit), cancellation).ConfigureAwait(false))
            prlimit = null;
        if (OnPath("unshare", environment) is not { } unshare)
            return new ProgramGuards(prlimit, []);

        // Root has no need of a user namespace, in which it would lose files of others. The second unshare is the first process of the new numbers, so that the program is an ordinary one
        // that signals can end.
        ImmutableArray<string> own = Environment.IsPrivilegedProcess ? [] : ["--user", "--map-current-user"];
        ImmutableArray<string> contain = [unshare, .. own, "--pid", "--mount-proc", "--fork", "--kill-child", "--", unshare, "--fork", "--"];
        return new ProgramGuards(prlimit, await RunsAsync(Around(new ProcessCommand(unshare, ["--version"]), contain), cancellation).ConfigureAwait(false) ? contain : []);
    }

    /// <summary>A command within these bounds.</summary>
    /// <param name="command">The command.</param>
    /// <param name="maxFileBytes">The largest file that it may write.</param>
    /// <param name="maxMemoryBytes">Address space.</param>
    /// <param name="openFiles">Files open at once.</param>
    public ProcessCommand Apply(ProcessCommand command, long maxFileBytes, long maxMemoryBytes, int openFiles) => Around(ResourceLimits.Apply(command, Prlimit, maxFileBytes, maxMemoryBytes, openFiles, 2 * Environment.ProcessorCount), Contain);

    private static ProcessCommand Around(ProcessCommand command, ImmutableArray<string> contain) =>
        contain.IsEmpty ? command : command with { Program = contain[0], Arguments = [.. contain[1..], command.Program, .. command.Arguments] };

    private static async Task<bool> RunsAsync(ProcessCommand command, CancellationToken cancellation) => (await ProcessRunner.RunAsync(command, cancellation).ConfigureAwait(false)).Succeeded;

    private static string? OnPath(string name, Func<string, string?> environment) => (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
