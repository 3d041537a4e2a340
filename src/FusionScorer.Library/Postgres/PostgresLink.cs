using System.Text;
using FusionScorer.Library.Sql;
using Npgsql;

namespace FusionScorer.Library.Postgres;

/// <summary>A connection of PostgreSQL within a transaction.</summary>
internal sealed class PostgresLink(NpgsqlConnection connection) : SqlConnection
{
    private int _bulks;

    public override SqlStatement Prepare(string sql, int parameters) => new PostgresStatement(connection, sql);

    public override SqlBulk Bulk(string table, string columns, string? key = null) => new PostgresBulk(connection, table, columns, key, _bulks++);

    // An entry of an index takes 2.7 kB at most.
    public override string Digest(string expression) => $"md5({expression})";

    public override string Kept(string text) => PostgresText.Clean(text);
}

/// <summary>A statement of PostgreSQL; the provider compiles what runs again and again.</summary>
internal sealed class PostgresStatement(NpgsqlConnection connection, string sql) : SqlStatement
{
    private const int BatchSize = 500;

    public override int Run(params ReadOnlySpan<object?> values)
    {
        using var command = Command(values);
        return command.ExecuteNonQuery();
    }

    public override int RunMany(IEnumerable<object?[]> sets)
    {
        var changed = 0;
        foreach (var chunk in sets.Chunk(BatchSize))
        {
            using var batch = new NpgsqlBatch(connection);
            foreach (var values in chunk)
            {
                var command = new NpgsqlBatchCommand(sql);
                foreach (var value in values)
                    command.Parameters.Add(Parameter(value));
                batch.BatchCommands.Add(command);
            }

            changed += batch.ExecuteNonQuery();
        }

        return changed;
    }

    public override object? Scalar(params ReadOnlySpan<object?> values)
    {
        using var command = Command(values);
        return command.ExecuteScalar() switch
        {
            DBNull => null,
            int number => (long)number,
            short number => (long)number,
            var value => value,
        };
    }

    public override SqlRow Query(params ReadOnlySpan<object?> values)
    {
        var command = Command(values);
        try
        {
            return new PostgresRow(command, command.ExecuteReader());
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    public override void Dispose()
    {
        // Each run has a command of its own, since types of parameters may differ.
    }

    private NpgsqlCommand Command(ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(Parameter(value));
        return command;
    }

    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value },
        double number when double.IsNaN(number) => new NpgsqlParameter { Value = DBNull.Value },
        bool flag => new NpgsqlParameter<long> { TypedValue = flag ? 1 : 0 },
        int number => new NpgsqlParameter<long> { TypedValue = number },
        long number => new NpgsqlParameter<long> { TypedValue = number },
        float number => new NpgsqlParameter<double> { TypedValue = number },
        string text => new NpgsqlParameter<string> { TypedValue = PostgresText.Clean(text) },
        _ => new NpgsqlParameter { Value = value },
    };
}

/// <summary>A row of PostgreSQL.</summary>
internal sealed class PostgresRow(NpgsqlCommand command, NpgsqlDataReader reader) : SqlRow
{
    public override bool Read() => reader.Read();

    public override bool IsNull(int column) => reader.IsDBNull(column);

    public override long Whole(int column) => reader.GetInt64(column);

    public override ReadOnlySpan<byte> Bytes(int column) => reader.IsDBNull(column) ? [] : reader.GetFieldValue<byte[]>(column);

    public override string String(int column) => reader.GetString(column);

    public override void Dispose()
    {
        reader.Dispose();
        command.Dispose();
    }

    protected override double Real(int column) => reader.GetDouble(column);
}

/// <summary>Text as PostgreSQL takes it.</summary>
internal static class PostgresText
{
    /// <summary>Replaces what is no text there, a zero character or half of a pair, by U+FFFD.</summary>
    public static string Clean(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text.Replace('\0', '\uFFFD');
    }
}
