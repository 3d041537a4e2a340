using System.Globalization;
using FusionScorer.Library.Postgres;
using FusionScorer.TestKit.Services;
using Npgsql;

namespace FusionScorer.Library.Tests.Stores;

/// <summary>A project's schema of its own on the server of this test run; and a look past the store into it.</summary>
internal sealed class PostgresProject
{
    private static readonly Lazy<PostgresServer> Server = new(() => PostgresServer.Start());
    private static readonly Lazy<string> Database = new(() => Server.Value.NewDatabase());
    private static int _schemas;

    public PostgresProject()
    {
        SkipTest.Because(PostgresServer.Unavailable);
        Schema = string.Create(CultureInfo.InvariantCulture, $"project{Interlocked.Increment(ref _schemas)}");
    }

    public string Schema { get; }

    public static string Password => Server.Value.Password;

    /// <summary>How to connect, with the password.</summary>
    public static string Setting => Database.Value;

    public PostgresLocation Location => PostgresLocation.Parse(Database.Value, Schema);

    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection($"{Database.Value};Search Path={Schema};Pooling=false");
        connection.Open();
        return connection;
    }

    public void Execute(string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public object? Scalar(string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
