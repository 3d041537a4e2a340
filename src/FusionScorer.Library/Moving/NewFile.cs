using FusionScorer.Core;

namespace FusionScorer.Library.Moving;

/// <summary>A database file that is made beside its place and appears there whole.</summary>
internal sealed class NewFile : IDisposable
{
    private readonly string _path;
    private readonly bool _force;

    private NewFile(string path, bool force)
    {
        _path = path;
        _force = force;
        Part = $"{path}.{Environment.ProcessId}.part";
    }

    /// <summary>Where it is made.</summary>
    public string Part { get; }

    /// <summary>Looks whether the place is free.</summary>
    /// <exception cref="BadInputException">It is not.</exception>
    public static NewFile Begin(string path, bool force)
    {
        var file = new NewFile(Path.GetFullPath(path), force);
        file.RequireRoom();
        return file;
    }

    /// <summary>Puts it in its place.</summary>
    /// <exception cref="BadInputException">The place was taken meanwhile, or cannot be written.</exception>
    public void Finish()
    {
        RequireRoom();
        try
        {
            using (var file = File.OpenHandle(Part, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(file);
            File.Move(Part, _path, overwrite: _force);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(_path, 0, $"cannot be written: {error.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var path in (string[])[Part, Part + "-wal", Part + "-shm", Part + "-journal"])
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // The disk that failed may fail here, too; what went wrong first is what is told.
            }
        }
    }

    private void RequireRoom()
    {
        if (Directory.Exists(_path) || !Directory.Exists(Path.GetDirectoryName(_path)))
            throw new BadInputException(_path, 0, "name a file in a folder that exists");

        // A log that belongs to the file that is replaced would be played into the new one.
        if (File.Exists(_path + "-wal") || File.Exists(_path + "-journal"))
            throw new BadInputException(_path, 0, "is a database in use: name another file");
        if (!_force && File.Exists(_path))
            throw new BadInputException(_path, 0, "exists already: name another file, or put it away first (fusion db backup takes --force)");
    }
}
