using FusionScorer.Core;
using FusionScorer.Library.Sql;

namespace FusionScorer.Library.Postgres;

/// <summary>The catalogue of a project in a schema of a PostgreSQL server, for teams and many machines.</summary>
/// <remarks>Text that PostgreSQL cannot hold, a zero character or half of a surrogate pair, is stored as U+FFFD.</remarks>
public sealed class PostgresStore : SqlStore
{
    private PostgresStore(PostgresDatabase database, TimeProvider clock)
        : base(database, clock)
    {
    }

    /// <summary>Opens a store, and brings its schema up to date.</summary>
    /// <param name="location">Where it lies.</param>
    /// <param name="create">Whether to make the schema when it is missing; the database must exist.</param>
    /// <param name="clock">Gives the times that the store itself notes.</param>
    /// <exception cref="BadInputException">The server does not answer or refuses, or the schema is missing, newer, or of another program.</exception>
    public static PostgresStore Open(PostgresLocation location, bool create, TimeProvider clock) => new(PostgresDatabase.Open(location, create, clock), clock);

    /// <summary>The version of the server.</summary>
    public string ServerVersion() => (string)Database.Read(connection => connection.Scalar("SHOW server_version"))!;
}
