using System.Collections.Immutable;
using System.Globalization;

namespace FusionScorer.Signals.Media;

/// <summary>A backstop under the wall-clock limit: <c>prlimit</c> (util-linux) bounds memory, CPU time and files of a program that hostile media has taken over.</summary>
public static class ResourceLimits
{
    /// <summary>The same command under limits, or the command itself where there is no prlimit.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="prlimit">Path of prlimit.</param>
    /// <param name="maxFileBytes">The most that one file may take that the program writes; 0 where it writes none.</param>
    /// <param name="maxMemoryBytes">Address space.</param>
    /// <param name="openFiles">Files open at once.</param>
    /// <param name="threads">How many may be busy at once: the time of a processor counts for all of them together.</param>
    public static ProcessCommand Apply(ProcessCommand command, string? prlimit, long maxFileBytes = 0, long maxMemoryBytes = 1_500_000_000, int openFiles = 64, int threads = 2)
    {
        if (prlimit is null)
            return command;

        // Wall-clock kills come first; the CPU limit only ends a process that outlived this one.
        var cpu = (long)Math.Ceiling(command.TimeLimit.TotalSeconds) * threads;
        ImmutableArray<string> limits =
            [Limit("as", maxMemoryBytes), Limit("cpu", cpu), Limit("nofile", openFiles), Limit("fsize", maxFileBytes), "--core=0", "--", command.Program];
        return command with { Program = prlimit, Arguments = [.. limits, .. command.Arguments] };
    }

    private static string Limit(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}");
}
