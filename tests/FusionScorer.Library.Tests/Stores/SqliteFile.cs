using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Tests.Stores;

/// <summary>A database file in a folder of its own, removed with the test; and a look past the store into it.</summary>
internal sealed class SqliteFile : IDisposable
{
    public SqliteFile()
    {
        Folder = Directory.CreateTempSubdirectory("fusion-store-").FullName;
        Path = System.IO.Path.Combine(Folder, "fusion.db");
    }

    public string Folder { get; }

    public string Path { get; }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
