using System.Diagnostics;

namespace FusionScorer.EndToEnd.Faults;

/// <summary>A folder as a read-only mount shows it; needs the right to mount.</summary>
internal sealed class ReadOnlyDisk : IDisposable
{
    private readonly string _folder;

    private ReadOnlyDisk(string folder) => _folder = folder;

    /// <summary>Mounts a folder over itself, for reading only; null where that is not allowed.</summary>
    public static ReadOnlyDisk? Mount(string folder)
    {
        if (!OperatingSystem.IsLinux() || Run("mount", "--bind", folder, folder) != 0)
            return null;
        var disk = new ReadOnlyDisk(folder);
        if (Run("mount", "-o", "remount,bind,ro", folder) == 0)
            return disk;
        disk.Dispose();
        return null;
    }

    public void Dispose() => _ = Run("umount", _folder);

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode;
    }
}
