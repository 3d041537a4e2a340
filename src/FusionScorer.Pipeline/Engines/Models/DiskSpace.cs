namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>Room on disks.</summary>
internal static class DiskSpace
{
    // ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL as HRESULTs; elsewhere the error number itself (ENOSPC).
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int NoSpace = 28;

    /// <summary>Bytes that may still be written to a folder's disk; <see cref="long.MaxValue"/> when it cannot be told.</summary>
    public static long FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue;
        }
    }

    /// <summary>Whether a write failed for want of room.</summary>
    public static bool IsFull(IOException fault) =>
        OperatingSystem.IsWindows() ? fault.HResult is WindowsDiskFull or WindowsHandleDiskFull : fault.HResult == NoSpace;
}
