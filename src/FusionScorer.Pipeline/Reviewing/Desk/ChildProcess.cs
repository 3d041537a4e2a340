using System.ComponentModel;
using System.Diagnostics;
using FusionScorer.Core;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>This program once more, for work whose memory is to end with it.</summary>
internal static class ChildProcess
{
    /// <summary>Runs it to its end.</summary>
    /// <exception cref="BadInputException">It did not start, or ended with a fault, which is said in its last line.</exception>
    public static void Run(ProcessStartInfo start)
    {
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start) ?? throw new BadInputException($"{start.FileName} does not start");
        try
        {
            // Reviewers come first.
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception)
        {
            // It has ended already, or the system does not let us.
        }

        var last = "";
        process.ErrorDataReceived += (_, line) => last = string.IsNullOrWhiteSpace(line.Data) ? last : line.Data;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new BadInputException($"learning ended with {process.ExitCode}: {last}");
    }
}
