using FusionScorer.Core;

namespace FusionScorer.Library;

/// <summary>What to say of a store that is not there: it depends on what named it.</summary>
/// <param name="Setting">The setting that names the store; null for the usual file in the project's folder, or a store that a command names.</param>
/// <param name="Folder">The project's folder; null when it is not known.</param>
internal sealed record StoreHelp(string? Setting, string? Folder)
{
    /// <summary>Of a store that no project names.</summary>
    public static StoreHelp None { get; } = new(null, null);

    private string Correct => Setting is null ? "" : $"correct {Setting}, ";

    private string Database => Setting is null ? "the project's database" : $"the database that {Setting} names";

    private string Begin => Folder is null ? "`fusion init DIR`, DIR being the project's folder" : $"`fusion init {Folder}`";

    /// <summary>What to do about a schema that is not there.</summary>
    public string NoSchema =>
        $"the project's schema is gone, or was never made: restore the server's backup, move a project here with `fusion db copy`, {Correct}or begin an empty one with {Begin}";

    /// <summary>Where to look when a server or its database is not what was meant.</summary>
    public string Where => Setting is null ? "" : $" in {Setting}";

    /// <summary>Refuses a database file that is not there, or that holds nothing: an empty one in its place would look as if nobody had ever decided anything.</summary>
    /// <exception cref="BadInputException">It is so.</exception>
    public void RequireFile(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new BadInputException(path, 0, $"{Database} is gone: put it back, or a copy that `fusion db backup` made, {Correct}or begin an empty one with {Begin}");
        if (IsEmpty(file))
            throw new BadInputException(path, 0, $"{Database} is empty (0 bytes), so all that it held is lost: put a copy in its place that `fusion db backup` made, {Correct}or begin an empty one with {Begin}");
    }

    /// <summary>Whether a database file is there and holds something.</summary>
    public static bool IsThere(string path) => new FileInfo(path) is { Exists: true } file && !IsEmpty(file);

    // What was saved last may still lie in the log alone.
    private static bool IsEmpty(FileInfo file) => file.Length == 0 && new FileInfo(file.FullName + "-wal") is not { Exists: true, Length: > 0 };
}
