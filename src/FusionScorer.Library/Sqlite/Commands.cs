using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Sqlite;

/// <summary>Short forms of what every query does: parameters are <c>$1</c>, <c>$2</c> … in order, NULL stands for null and NaN.</summary>
internal static class Commands
{
    /// <summary>A command with <paramref name="parameters"/> parameters; compiled once, however often it runs.</summary>
    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }

    /// <summary>Runs it once with these values.</summary>
    /// <returns>How many rows it changed.</returns>
    public static int Run(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        Bind(command, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs it once with these values.</summary>
    /// <returns>The first column of the first row; null when there is none or it is NULL.</returns>
    public static object? Scalar(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        Bind(command, values);
        var value = command.ExecuteScalar();
        return value is DBNull ? null : value;
    }

    /// <summary>Compiles and runs a command once.</summary>
    public static int Run(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Prepare(sql, values.Length);
        return command.Run(values);
    }

    /// <summary>Compiles and runs a query of one value once.</summary>
    public static object? Scalar(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Prepare(sql, values.Length);
        return command.Scalar(values);
    }

    /// <summary>All rows of a query.</summary>
    public static List<T> Rows<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Prepare(sql, values.Length);
        Bind(command, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    /// <summary>The first row of a query; null when there is none.</summary>
    public static T? First<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
        where T : class
    {
        using var command = connection.Prepare(sql, values.Length);
        Bind(command, values);
        using var reader = command.ExecuteReader();
        return reader.Read() ? row(reader) : null;
    }

    private static void Bind(SqliteCommand command, ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                double number when double.IsNaN(number) => DBNull.Value, // SQLite has no NaN
                var value => value,
            };
        }
    }
}
