using System.Diagnostics;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd.Faults;

/// <summary>A small disk of its own that can be filled; needs the right to mount.</summary>
internal sealed class FullDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    private FullDisk()
    {
    }

    public string Path => _folder.Path;

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Mounts one; null where that is not allowed.</summary>
    public static FullDisk? Mount(int kilobytes)
    {
        var disk = new FullDisk();
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", disk.Path) == 0)
            return disk;
        disk._folder.Dispose();
        return null;
    }

    /// <summary>Leaves no room but this.</summary>
    public void Fill(int keptFree = 0)
    {
        using var file = File.Create(Ballast);
        var free = new DriveInfo(Path).AvailableFreeSpace - (keptFree * 1024L);
        var block = new byte[4096];
        for (var written = 0L; written + block.Length <= free; written += block.Length)
            file.Write(block);
    }

    /// <summary>Makes room again.</summary>
    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        _ = Run("umount", Path);
        _folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode;
    }
}
