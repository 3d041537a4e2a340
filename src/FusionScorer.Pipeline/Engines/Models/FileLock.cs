namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>A lock between processes, held by keeping a file open. It falls with its process, so nothing ever has to be cleared by hand.</summary>
internal static class FileLock
{
    private const string Folder = ".locks";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for a lock.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="name">What is locked; a plain file name.</param>
    /// <param name="clock">Times the waiting.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Same.</exception>
    public static async Task<IDisposable> TakeAsync(string store, string name, TimeProvider clock, CancellationToken cancellation)
    {
        // The lock files stay: deleting one that another process has just opened would give the lock to two.
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(store, Folder)).FullName, name);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException fault) when (IsTaken(fault))
            {
                await Task.Delay(Pause, clock, cancellation).ConfigureAwait(false);
            }
        }
    }

    // ERROR_SHARING_VIOLATION on Windows; EWOULDBLOCK on Linux (11) and macOS (35).
    private static bool IsTaken(IOException fault) =>
        OperatingSystem.IsWindows() ? (fault.HResult & 0xFFFF) == 32 : fault.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);
}
