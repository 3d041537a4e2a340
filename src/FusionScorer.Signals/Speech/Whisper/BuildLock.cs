namespace FusionScorer.Signals.Speech.Whisper;

/// <summary>A lock between processes, held by keeping a file open; it falls with its process.</summary>
internal static class BuildLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The lock file; it stays, because deleting one that another process has just opened would give the lock to two.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IDisposable> TakeAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException fault) when (IsTaken(fault))
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    // ERROR_SHARING_VIOLATION on Windows; EWOULDBLOCK on Linux (11) and macOS (35).
    private static bool IsTaken(IOException fault) =>
        OperatingSystem.IsWindows() ? (fault.HResult & 0xFFFF) == 32 : fault.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);
}
