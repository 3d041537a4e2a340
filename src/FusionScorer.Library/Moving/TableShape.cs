using FusionScorer.Library.Sql;
using FusionScorer.Library.Sqlite;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Moving;

/// <summary>What a column holds.</summary>
internal enum ColumnKind
{
    Whole,
    Real,
    Text,
    Blob,
}

/// <summary>A table that is moved as it is: both back ends have the same tables with the same columns.</summary>
/// <param name="Name">The table.</param>
/// <param name="Columns">Its columns, quoted where SQL has the word.</param>
/// <param name="Kinds">What they hold.</param>
/// <param name="Key">Columns of the primary key, for the order of rows; may be empty.</param>
internal sealed record TableShape(string Name, IReadOnlyList<string> Columns, IReadOnlyList<ColumnKind> Kinds, IReadOnlyList<string> Key)
{
    /// <summary>The table that each store fills by itself.</summary>
    public const string Versions = "schema_version";

    /// <summary>All tables of the schema but the one of its versions, as the migrations of this program make them.</summary>
    public static IReadOnlyList<TableShape> All { get; } = Read();

    /// <summary>All columns in a row.</summary>
    public string ColumnList => string.Join(", ", Columns);

    /// <summary>Reads all rows.</summary>
    public string Select => $"SELECT {ColumnList} FROM {Name}" + (Key.Count == 0 ? "" : $" ORDER BY {string.Join(", ", Key)}");

    /// <summary>Reads a row's values.</summary>
    public void Read(SqlRow row, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = row.IsNull(i) ? null : Kinds[i] switch
            {
                ColumnKind.Whole => row.Whole(i),
                ColumnKind.Real => row.Number(i),
                ColumnKind.Text => row.String(i),
                _ => row.Bytes(i).ToArray(),
            };
        }
    }

    private static List<TableShape> Read()
    {
        using var fresh = new SqliteLink(new SqliteConnection("Data Source=:memory:;Pooling=False"));
        fresh.Connection.Open();
        foreach (var step in SchemaMigrator.BuiltIn)
            fresh.Run(step.Sql);
        return
        [
            .. fresh.Rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", row => row.String(0))
                .Where(name => name != Versions)
                .Select(name =>
                {
                    var columns = fresh.Rows("SELECT name, type, pk FROM pragma_table_info($1) ORDER BY cid", row => (Name: Quote(row.String(0)), Kind: KindOf(row.String(1)), Key: row.Small(2)), name);
                    return new TableShape(
                        name,
                        [.. columns.Select(column => column.Name)],
                        [.. columns.Select(column => column.Kind)],
                        [.. columns.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => column.Name)]);
                }),
        ];
    }

    private static string Quote(string column) => $"\"{column}\"";

    // As SQLite tells the affinity of a column: https://www.sqlite.org/datatype3.html
    private static ColumnKind KindOf(string type) =>
        type.Contains("INT", StringComparison.OrdinalIgnoreCase) ? ColumnKind.Whole
        : type.Contains("TEXT", StringComparison.OrdinalIgnoreCase) ? ColumnKind.Text
        : type.Contains("BLOB", StringComparison.OrdinalIgnoreCase) ? ColumnKind.Blob
        : ColumnKind.Real;
}
