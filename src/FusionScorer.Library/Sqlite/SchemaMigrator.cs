using FusionScorer.Core;
using FusionScorer.Library.Sql;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Sqlite;

/// <summary>One step of the schema.</summary>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Sql">What it does.</param>
public sealed record Migration(int Version, string Sql);

/// <summary>Brings a database to the schema of this program.</summary>
public static class SchemaMigrator
{
    private const string ResourceFolder = "sqlite/";

    /// <summary>The steps that come with the program, in order.</summary>
    public static IReadOnlyList<Migration> BuiltIn { get; } = Load();

    /// <summary>Applies the steps that are missing, all in one transaction; none when the database is up to date.</summary>
    /// <param name="connection">Open, and not in a transaction.</param>
    /// <param name="path">The database file as the user named it.</param>
    /// <param name="migrations">All steps, in order.</param>
    /// <param name="clock">Gives the time that is noted.</param>
    /// <exception cref="BadInputException">The database is newer than the steps, or of another program.</exception>
    public static void Apply(SqliteConnection connection, string path, IReadOnlyList<Migration> migrations, TimeProvider clock) =>
        Apply(new SqliteLink(connection), path, migrations, clock);

    private static void Apply(SqliteLink connection, string path, IReadOnlyList<Migration> migrations, TimeProvider clock)
    {
        var latest = migrations[^1].Version;
        if (Version(connection, path, latest) == latest)
            return;
        WriteLock.BeginImmediate(connection.Connection);
        try
        {
            // Asked again under the lock: another process may have migrated meanwhile.
            var version = Version(connection, path, latest);
            foreach (var migration in migrations.Where(migration => migration.Version > version))
            {
                connection.Run(migration.Sql);
                connection.Run(
                    "INSERT INTO schema_version (version, applied_at) VALUES ($1, $2)",
                    migration.Version,
                    Values.ToText(clock.GetUtcNow()));
            }

            connection.Run("COMMIT");
        }
        catch
        {
            connection.Run("ROLLBACK");
            throw;
        }
    }

    /// <summary>The version of a database; 0 for an empty one.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="path">The database file as the user named it.</param>
    /// <param name="known">The latest version that this program knows.</param>
    /// <exception cref="BadInputException">It is newer, or of another program.</exception>
    internal static int Version(SqlConnection connection, string path, int known)
    {
        if (connection.Scalar("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'") is null)
        {
            return connection.Scalar("SELECT 1 FROM sqlite_schema WHERE type = 'table'") is null
                ? 0
                : throw new BadInputException(path, 0, "is a database of another program: choose another project folder");
        }

        var version = Convert.ToInt32(connection.Scalar("SELECT max(version) FROM schema_version") ?? 0L);
        return version <= known
            ? version
            : throw new BadInputException(
                path, 0, $"was made by a newer FusionScorer (schema {version}, this one knows {known}): update the program");
    }

    private static List<Migration> Load()
    {
        var assembly = typeof(SchemaMigrator).Assembly;
        var steps = new List<Migration>();
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourceFolder, StringComparison.Ordinal));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            steps.Add(new Migration(int.Parse(name.AsSpan(ResourceFolder.Length, 4)), reader.ReadToEnd()));
        }

        return steps;
    }
}
