using FusionScorer.Library.Sql;
using Npgsql;
using NpgsqlTypes;

namespace FusionScorer.Library.Postgres;

/// <summary>Many rows into one table by binary COPY: straight into it when all of them are new, through a table of the transaction otherwise.</summary>
internal sealed class PostgresBulk : SqlBulk
{
    // Creating a table costs more than a few statements.
    private const int FewRows = 8;

    private readonly NpgsqlConnection _connection;
    private readonly string _table;
    private readonly string _columns;
    private readonly string[] _names;
    private readonly string? _key;
    private readonly string _staging;
    private readonly List<object?[]> _few = [];
    private NpgsqlBinaryImporter? _import;

    public PostgresBulk(NpgsqlConnection connection, string table, string columns, string? key, int number)
    {
        _connection = connection;
        _table = table;
        _columns = columns;
        _names = columns.Split(',', StringSplitOptions.TrimEntries);
        _key = key;
        _staging = $"bulk_{number}";
    }

    public override void Add(params ReadOnlySpan<object?> values)
    {
        if (_import is null && _few.Count < FewRows)
        {
            _few.Add(values.ToArray());
            return;
        }

        if (_import is null)
            Begin();
        Write(values);
    }

    public override void Complete()
    {
        if (_import is null)
        {
            if (_few.Count > 0)
                Insert();
            return;
        }

        _import.Complete();
        _import.Dispose();
        _import = null;
        if (_key is null)
            return;
        Run($"INSERT INTO {_table} ({_columns}) SELECT {_columns} FROM {_staging}{BulkSql.OnConflict(_names, _key)}");
        Run($"DROP TABLE {_staging}");
    }

    public override void Dispose() => _import?.Dispose();

    private void Begin()
    {
        if (_key is not null)
            Run($"CREATE TEMPORARY TABLE {_staging} ON COMMIT DROP AS SELECT {_columns} FROM {_table} WITH NO DATA");
        _import = _connection.BeginBinaryImport($"COPY {(_key is null ? _table : _staging)} ({_columns}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in _few)
            Write(row);
    }

    private void Insert()
    {
        var values = SqlText.Parameters(_names.Length);
        using var insert = new PostgresStatement(_connection, $"INSERT INTO {_table} ({_columns}) VALUES ({values}){BulkSql.OnConflict(_names, _key)}");
        insert.RunMany(_few);
    }

    private void Run(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        command.ExecuteNonQuery();
    }

    private void Write(ReadOnlySpan<object?> values)
    {
        _import!.StartRow();
        foreach (var value in values)
        {
            switch (value)
            {
                case null or double.NaN:
                    _import.WriteNull();
                    break;
                case long number:
                    _import.Write(number, NpgsqlDbType.Bigint);
                    break;
                case int number:
                    _import.Write((long)number, NpgsqlDbType.Bigint);
                    break;
                case bool flag:
                    _import.Write(flag ? 1L : 0L, NpgsqlDbType.Bigint);
                    break;
                case double number:
                    _import.Write(number, NpgsqlDbType.Double);
                    break;
                case float number:
                    _import.Write((double)number, NpgsqlDbType.Double);
                    break;
                case byte[] blob:
                    _import.Write(blob, NpgsqlDbType.Bytea);
                    break;
                case string text:
                    _import.Write(PostgresText.Clean(text), NpgsqlDbType.Text);
                    break;
                default:
                    throw new ArgumentException($"no column takes a {value.GetType().Name}", nameof(values));
            }
        }
    }
}
