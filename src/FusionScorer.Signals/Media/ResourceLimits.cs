using System.Collections.Immutable;

namespace FusionScorer.Signals.Media;

/// <summary>A backstop under the wall-clock limit: <c>prlimit</c> (util-linux) bounds memory, CPU time and files of a program that hostile media has taken over.</summary>
internal static class ResourceLimits
{
    /// <summary>The same command under limits, or the command itself where there is no prlimit.</summary>
    public static ProcessCommand Apply(ProcessCommand command, string? prlimit)
    {
        if (prlimit is null)
            return command;

        // Wall-clock kills come first; the CPU limit only ends a process that outlived this one.
        var cpu = (long)Math.Ceiling(command.TimeLimit.TotalSeconds) * 2;
        ImmutableArray<string> limits = ["--as=1500000000", $"--cpu={cpu}", "--nofile=64", "--fsize=0", "--core=0", "--", command.Program];
        return command with { Program = prlimit, Arguments = [.. limits, .. command.Arguments] };
    }
}
