using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Postgres;
using FusionScorer.Library.Sql;
using FusionScorer.Library.Sqlite;

namespace FusionScorer.Library;

/// <summary>Where a project's catalogue lies: a file of its own, or a schema of a PostgreSQL server. What it shows of itself holds no password.</summary>
public sealed class StoreLocation
{
    /// <summary>The variable that names the store, before the project file: <c>sqlite</c>, a connection string, or <c>postgres://…</c>.</summary>
    public const string Variable = "FUSION_STORE";

    /// <summary>The variable with the server's password.</summary>
    public const string PasswordVariable = "FUSION_STORE_PASSWORD";

    private const string FileName = "fusion.db";

    private StoreLocation(string? file, PostgresLocation? postgres, StoreHelp? help = null)
    {
        File = file;
        Help = help;
        Postgres = help is null ? postgres : postgres?.NamedBy(help);
    }

    /// <summary>What to say when the store of a project is not there; null for one that no project names.</summary>
    internal StoreHelp? Help { get; }

    /// <summary>The database file; null on a server.</summary>
    public string? File { get; }

    /// <summary>The place on a server; null for a file.</summary>
    public PostgresLocation? Postgres { get; }

    /// <summary>A database file.</summary>
    public static StoreLocation OfFile(string path) => new(Path.GetFullPath(path), null);

    /// <summary>A schema of a server.</summary>
    public static StoreLocation OfPostgres(PostgresLocation location) => new(null, location);

    /// <summary>The store of a project: as the environment says, else the project file, else the file in its folder.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="file">The project file.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <exception cref="BadInputException">A setting cannot be read.</exception>
    public static StoreLocation Of(string folder, ProjectFile file, Func<string, string?> environment) =>
        environment(Variable) is { Length: > 0 } named ? Parse(named, folder, environment, file.Postgres?.Schema).NamedBy(Variable, folder)
        : file.Postgres is { } postgres ? OfPostgres(PostgresLocation.Parse(postgres.Connection, postgres.Schema, environment(PasswordVariable))).NamedBy($"store in {ProjectFileReader.FileName}", folder)
        : OfFile(Path.Combine(folder, FileName)).NamedBy(setting: null, folder);

    /// <summary>Reads what a person names a store by.</summary>
    /// <param name="text"><c>sqlite</c>, a connection string, <c>postgres://…</c>, or the path of a database file.</param>
    /// <param name="folder">Where paths start, and where the file <c>sqlite</c> stands for lies.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="schema">The schema when the text names none.</param>
    /// <exception cref="BadInputException">It cannot be read.</exception>
    public static StoreLocation Parse(string text, string folder, Func<string, string?> environment, string? schema = null) =>
        text.Equals("sqlite", StringComparison.OrdinalIgnoreCase) ? OfFile(Path.Combine(folder, FileName))
        : PostgresLocation.IsAddress(text) || PostgresLocation.IsSetting(text)
            ? OfPostgres(PostgresLocation.Parse(text, schema, environment(PasswordVariable)))
        : LooksLikeASetting(text)
            ? throw new BadInputException("the store cannot be read; write Host=SERVER;Database=NAME;Username=USER, postgres://USER@SERVER/NAME, sqlite, or the path of a database file") // not repeated: it may hold a password
        : OfFile(Path.Combine(folder, text));

    private StoreLocation NamedBy(string? setting, string folder) => new(File, Postgres, new StoreHelp(setting, folder));

    private static bool LooksLikeASetting(string text) =>
        text.Contains("://", StringComparison.Ordinal) || text.Contains(';', StringComparison.Ordinal) || text.Contains("password", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens the store, and brings its schema up to date.</summary>
    /// <param name="create">Whether to make it when it is missing.</param>
    /// <param name="clock">Gives the times that the store itself notes.</param>
    /// <exception cref="BadInputException">It cannot be opened; the message says why and how to mend it.</exception>
    public IStore Open(bool create, TimeProvider clock) =>
        Postgres is { } postgres ? PostgresStore.Open(postgres, create, clock) : SqliteStore.Open(File!, create, clock, Help);

    /// <summary>Whether a project's store is there; nothing is made or brought up to date.</summary>
    /// <exception cref="BadInputException">The server does not answer or refuses, or the schema is newer or of another program.</exception>
    public bool Exists() => Postgres is { } postgres ? PostgresDatabase.Exists(postgres) : StoreHelp.IsThere(File!);

    /// <summary>Opens the store's database alone.</summary>
    internal SqlDatabase OpenDatabase(bool create, TimeProvider clock) =>
        Postgres is { } postgres ? PostgresDatabase.Open(postgres, create, clock) : SqliteDatabase.Open(File!, create, clock, Help);

    /// <summary>The file, or the server with database and schema.</summary>
    public override string ToString() => Postgres?.ToString() ?? File!;
}
