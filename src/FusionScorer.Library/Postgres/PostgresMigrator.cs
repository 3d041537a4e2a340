using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FusionScorer.Core;
using FusionScorer.Library.Sql;
using FusionScorer.Library.Sqlite;
using Npgsql;

namespace FusionScorer.Library.Postgres;

/// <summary>Brings a project's schema on a server to that of this program. Numbers of steps mean the same as in SQLite; the first one makes step 8.</summary>
public static class PostgresMigrator
{
    private const string ResourceFolder = "postgres/";

    /// <summary>The steps that come with the program, in order.</summary>
    public static IReadOnlyList<Migration> BuiltIn { get; } = Load();

    /// <summary>Applies the steps that are missing, all in one transaction.</summary>
    /// <param name="connection">Open, and not in a transaction.</param>
    /// <param name="location">Where the project lies.</param>
    /// <param name="migrations">All steps, in order.</param>
    /// <param name="create">Whether to make the schema when it is missing.</param>
    /// <param name="clock">Gives the time that is noted.</param>
    /// <exception cref="BadInputException">The schema is missing, newer than the steps, or of another program.</exception>
    public static void Apply(NpgsqlConnection connection, PostgresLocation location, IReadOnlyList<Migration> migrations, bool create, TimeProvider clock)
    {
        var latest = migrations[^1].Version;
        var link = new PostgresLink(connection);
        if (Version(link, location, latest) == latest)
            return;
        using var transaction = connection.BeginTransaction();
        link.Run("SELECT pg_advisory_xact_lock($1)", LockOf(location.Schema));

        // Asked again under the lock: another process may have migrated meanwhile.
        var version = Version(link, location, latest);
        if (version == 0 && !create)
            throw new BadInputException(location.ToString(), 0, location.Help.NoSchema);
        if (link.Scalar("SELECT 1 FROM pg_namespace WHERE nspname = $1", location.Schema) is null)
            link.Run($"CREATE SCHEMA \"{location.Schema}\"");
        foreach (var migration in migrations.Where(migration => migration.Version > version))
        {
            link.Run(migration.Sql);
            link.Run("INSERT INTO schema_version (version, applied_at) VALUES ($1, $2)", migration.Version, Values.ToText(clock.GetUtcNow()));
        }

        transaction.Commit();
    }

    /// <summary>The advisory lock of a project's writers.</summary>
    internal static long LockOf(string schema) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes("fusionscorer " + schema)));

    /// <summary>The version of a project; 0 when there is none.</summary>
    internal static int Version(SqlConnection connection, PostgresLocation location, int known)
    {
        if (connection.Scalar("SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = 'schema_version'", location.Schema) is null)
        {
            return connection.Scalar("SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r'", location.Schema) is null
                ? 0
                : throw new BadInputException(location.ToString(), 0, $"the schema '{location.Schema}' holds tables of another program: choose another one with store.schema in fusion.yaml");
        }

        var version = Convert.ToInt32(connection.Scalar("SELECT max(version) FROM schema_version") ?? 0L, CultureInfo.InvariantCulture);
        return version <= known
            ? version
            : throw new BadInputException(location.ToString(), 0, $"was made by a newer FusionScorer (schema {version}, this one knows {known}): update the program");
    }

    private static List<Migration> Load()
    {
        var assembly = typeof(PostgresMigrator).Assembly;
        var steps = new List<Migration>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourceFolder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            steps.Add(new Migration(int.Parse(name.AsSpan(ResourceFolder.Length, 4), CultureInfo.InvariantCulture), reader.ReadToEnd()));
        }

        return steps;
    }
}
