using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace FusionScorer.Pipeline.Programs;

/// <summary>Finds what a program left behind, also what it cut loose from itself, by a word in its environment.</summary>
internal static class MarkedProcesses
{
    /// <summary>Ends them; on systems without <c>/proc</c> there are none that can be found.</summary>
    /// <param name="mark"><c>NAME=value</c>.</param>
    public static void Kill(string mark)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var wanted = Encoding.UTF8.GetBytes(mark);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == Environment.ProcessId)
                continue;
            try
            {
                if (File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(wanted) < 0)
                    continue;
                using var process = Process.GetProcessById(number);
                process.Kill();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
            {
                // Not ours to look at, or gone.
            }
        }
    }
}
