using FusionScorer.Core;
using FusionScorer.Library.Sql;
using Npgsql;

namespace FusionScorer.Library.Moving;

/// <summary>How far a copy is.</summary>
/// <param name="Table">The table in work.</param>
/// <param name="Done">Rows of all tables that were copied or compared.</param>
/// <param name="Total">Rows to copy, and again to compare.</param>
public sealed record CopyProgress(string Table, long Done, long Total);

/// <summary>A table that was copied.</summary>
/// <param name="Name">The table.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Sum">Sum over all of them, the same on both sides.</param>
public sealed record CopiedTable(string Name, long Rows, ulong Sum);

/// <summary>What was copied.</summary>
/// <param name="Tables">All tables.</param>
/// <param name="Altered">Texts with a zero character, which PostgreSQL cannot hold: it became U+FFFD.</param>
public sealed record CopyReport(IReadOnlyList<CopiedTable> Tables, long Altered)
{
    /// <summary>Rows of all tables.</summary>
    public long Rows => Tables.Sum(table => table.Rows);
}

/// <summary>Copies one snapshot of a store into an empty one, table by table, row by row, and compares both.</summary>
internal sealed class TableCopy(StoreSnapshot source, CopyTarget target, Action<CopyProgress>? told, CancellationToken cancellation)
{
    private const int TellEvery = 10_000;
    private long _done;
    private long _total;
    private long _altered;

    /// <summary>Copies all tables.</summary>
    /// <exception cref="BadInputException">The source is of an older version, the target is not empty or refuses a row, or both differ afterwards.</exception>
    public CopyReport Run()
    {
        if (source.Version < source.LatestVersion)
            throw new BadInputException(source.Location.ToString(), 0, $"has schema {source.Version}, and this program's is {source.LatestVersion}: any other command brings it up to date, for example fusion progress");
        var tables = new List<CopiedTable>();
        target.Run(connection =>
        {
            // A server that was lost and came back begins anew.
            tables.Clear();
            (_done, _altered) = (0, 0);
            _total = 2 * TableShape.All.Sum(table => (long)source.Connection.Scalar($"SELECT count(*) FROM {table.Name}")!);
            foreach (var table in TableShape.All)
                tables.Add(Copy(table, connection));
            target.Continue(connection, CopyTarget.Sequences(source.Connection));

            // Caches of links know a store by this: what is done from here on in the copy is not what is done in the original.
            connection.Run("UPDATE link_store SET id = $1", Guid.NewGuid().ToString("N"));
        });
        return new CopyReport(tables, _altered);
    }

    private CopiedTable Copy(TableShape table, SqlConnection connection)
    {
        var given = new RowSum();
        try
        {
            using var bulk = connection.Bulk(table.Name, table.ColumnList);
            Each(table, source.Connection, values =>
            {
                for (var i = 0; i < values.Length; i++)
                {
                    if (values[i] is not string text || target.Hold(text) is var held && ReferenceEquals(held, text))
                        continue;
                    _altered++;
                    values[i] = held;
                }

                bulk.Add(values);
                given.Add(values);
            });
            bulk.Complete();
        }
        catch (PostgresException refused) when (refused.SqlState[..2] is "22" or "23" or "54")
        {
            throw new BadInputException(source.Location.ToString(), 0, $"PostgreSQL does not take the rows of {table.Name} ({refused.MessageText}); nothing was copied");
        }

        var taken = new RowSum();
        Each(table, connection, values => taken.Add(values));
        return given.Rows == taken.Rows && given.Sum == taken.Sum
            ? new CopiedTable(table.Name, given.Rows, given.Sum)
            : throw new BadInputException(source.Location.ToString(), 0, $"{table.Name} was not copied faithfully ({given.Rows} rows became {taken.Rows}); nothing was kept, please report it");
    }

    private void Each(TableShape table, SqlConnection connection, Action<object?[]> visit)
    {
        var values = new object?[table.Columns.Count];
        using var statement = connection.Prepare(table.Select, 0);
        using var rows = statement.Query();
        while (rows.Read())
        {
            table.Read(rows, values);
            visit(values);
            if (++_done % TellEvery != 0)
                continue;
            cancellation.ThrowIfCancellationRequested();
            told?.Invoke(new CopyProgress(table.Name, _done, _total));
        }
    }
}
