namespace FusionScorer.Pipeline.Projects;

/// <summary>A file that appears whole or not at all.</summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _fresh;
    private bool _committed;

    private AtomicFile(string path)
    {
        _path = path;
        _fresh = $"{path}.{Environment.ProcessId}.part";
        Writer = new StreamWriter(_fresh, append: false);
    }

    /// <summary>Writes the content.</summary>
    public StreamWriter Writer { get; }

    /// <summary>Starts a file.</summary>
    /// <exception cref="Core.BadInputException">The folder is not there or not writable.</exception>
    public static AtomicFile Create(string path)
    {
        try
        {
            return new AtomicFile(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Core.BadInputException(path, 0, $"cannot be written: {fault.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Writes a whole file of bytes.</summary>
    /// <exception cref="Core.BadInputException">The folder is not there or not writable.</exception>
    public static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = Create(path);
        file.Writer.BaseStream.Write(bytes);
        file.Commit();
    }

    /// <summary>Puts the file in its place.</summary>
    public void Commit()
    {
        Writer.Dispose();
        File.Move(_fresh, _path, overwrite: true);
        _committed = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Writer.Dispose();
        if (!_committed)
            File.Delete(_fresh);
    }
}
