using System.Net.Sockets;
using FusionScorer.Core;
using Npgsql;

namespace FusionScorer.Library.Postgres;

/// <summary>Turns faults of the server, the network and its settings, which a person must mend, into one line. All other errors are bugs.</summary>
/// <remarks>Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html. What is said names host and database, never a password.</remarks>
internal static class PostgresFault
{
    /// <summary>Whether the same may work a moment later: the server restarts, the connection was lost, two transactions were in each other's way.</summary>
    public static bool IsTransient(Exception error) => error switch
    {
        PostgresException { SqlState: "57P01" or "57P02" or "57P03" or "40001" or "40P01" or "08006" or "08003" or "08000" or "53300" or "25P03" } => true,
        PostgresException => false,
        NpgsqlException { InnerException: IOException or SocketException or TimeoutException or ObjectDisposedException } => true,
        NpgsqlException npgsql => npgsql.IsTransient,
        _ => false,
    };

    /// <summary>Throws the line that a person can act upon, unless the error is a bug.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="name">The store as a person knows it.</param>
    /// <param name="where">Where its address stands, as in " in FUSION_STORE"; empty when that is not known.</param>
    public static void ThrowIfFault(Exception error, string name, string where = "")
    {
        var line = error switch
        {
            PostgresException postgres => Line(postgres, where),
            NpgsqlException { InnerException: SocketException } => $"the server does not answer: check its name and port{where}, that it runs, and that it may be reached from here",
            NpgsqlException { InnerException: TimeoutException } or TimeoutException => "the server took too long to answer: check its load, then repeat the command",
            NpgsqlException { InnerException: IOException or ObjectDisposedException } => "the connection was lost: what was saved before is safe; repeat the command",
            NpgsqlException { InnerException: null } npgsql when npgsql.Message.Contains("password", StringComparison.OrdinalIgnoreCase) =>
                "the server asks for a password: set FUSION_STORE_PASSWORD, PGPASSWORD or PGPASSFILE",
            _ => null,
        };
        if (line is not null)
            throw new BadInputException(name, 0, line);
    }

    private static string? Line(PostgresException error, string where) => error.SqlState switch
    {
        "28P01" or "28000" => "the server refuses this user or password: set FUSION_STORE_PASSWORD, and check pg_hba.conf on the server",
        "3D000" => $"there is no such database: make it with `createdb`, or name another one{where}",
        "42501" => "this user may not do that: let it own the project's schema, or give it CREATE on the database",
        "25006" => "the server is read-only (a standby, or default_transaction_read_only): name the primary",
        "53100" => "the server's disk is full: free some space there and repeat the command; what was saved before is safe",
        "53200" => "the server is out of memory: repeat the command when it has less to do",
        "53300" => "the server has no connection left: raise max_connections, or close other programs",
        "54000" => "a name is longer than the server can index (about 2,700 bytes): shorten the path or id that was written last",
        "55P03" => "another program holds the project: close it, or wait, and repeat the command",
        "57P01" or "57P02" or "57P03" => "the server is shutting down or starting: repeat the command in a moment; what was saved before is safe",
        "58030" or "XX001" or "XX002" => "the server reports damaged files or a disk error: see its log, and restore from a backup",
        _ => null,
    };
}
