using System.Text;
using FusionScorer.Library.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FusionScorer.Library.Sqlite;

/// <summary>A connection of SQLite.</summary>
internal sealed class SqliteLink(SqliteConnection connection) : SqlConnection, IDisposable
{
    /// <summary>The provider's own.</summary>
    public SqliteConnection Connection => connection;

    public override SqlStatement Prepare(string sql, int parameters) => new SqliteStatement(connection, sql, parameters);

    public override SqlBulk Bulk(string table, string columns, string? key = null) => new SqliteBulk(this, table, columns, key);

    public override string Digest(string expression) => expression;

    // Half of a pair is no UTF-8.
    public override string Kept(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    public void Dispose() => connection.Dispose();
}

/// <summary>A statement of SQLite.</summary>
internal sealed class SqliteStatement : SqlStatement
{
    private readonly SqliteCommand _command;

    public SqliteStatement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
            _command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
    }

    public override int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    public override object? Scalar(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        var value = _command.ExecuteScalar();
        return value is DBNull ? null : value;
    }

    public override SqlRow Query(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return new SqliteRow(_command.ExecuteReader());
    }

    public override void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                double number when double.IsNaN(number) => DBNull.Value, // SQLite has no NaN
                var value => value,
            };
        }
    }
}

/// <summary>A row of SQLite.</summary>
/// <remarks>Lists have millions of rows: SQLite's own calls are several times as fast as the provider's, which check types again and again.</remarks>
internal sealed class SqliteRow(SqliteDataReader reader) : SqlRow
{
    public override bool Read() => reader.Read();

    public override bool IsNull(int column) => raw.sqlite3_column_type(reader.Handle, column) == raw.SQLITE_NULL;

    public override long Whole(int column) => raw.sqlite3_column_int64(reader.Handle, column);

    public override ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(reader.Handle, column);

    public override void Dispose() => reader.Dispose();

    protected override double Real(int column) => raw.sqlite3_column_double(reader.Handle, column);
}

/// <summary>Many rows into one table: a compiled statement is as fast as SQLite gets.</summary>
internal sealed class SqliteBulk : SqlBulk
{
    private readonly SqlStatement _insert;

    public SqliteBulk(SqliteLink connection, string table, string columns, string? key)
    {
        var names = columns.Split(',', StringSplitOptions.TrimEntries);
        var values = SqlText.Parameters(names.Length);
        _insert = connection.Prepare($"INSERT INTO {table} ({columns}) VALUES ({values}){BulkSql.OnConflict(names, key)}", names.Length);
    }

    public override void Add(params ReadOnlySpan<object?> values) => _insert.Run(values);

    public override void Complete()
    {
        // Each row is written as it comes.
    }

    public override void Dispose() => _insert.Dispose();
}
