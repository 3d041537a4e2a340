using FusionScorer.Core;

namespace FusionScorer.Library.Sql;

/// <summary>Replaces all rows of one source at once, although they are written in many small transactions.</summary>
/// <remarks>
/// New rows hang on a load that nobody reads; one transaction makes it live and the former one dead; then the dead rows are deleted. Of two
/// replacements of the same source at the same time the one that began later wins, and the other one stops.
/// </remarks>
/// <param name="database">The database.</param>
/// <param name="table">The table of the rows; its key is (load, n).</param>
/// <param name="replaced">What else belongs to the moment in which the new rows become live; same transaction.</param>
internal sealed class StagedLoads(SqlDatabase database, string table, Action<SqlConnection>? replaced = null)
{
    private const int Filling = 0;
    private const int Live = 1;
    private const int Dead = 2;

    /// <summary>Replaces the rows of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="rows">Its new rows, read once.</param>
    /// <param name="columns">Columns of a row after <c>load</c> and <c>n</c>.</param>
    /// <param name="insert">Adds a row with its load and number.</param>
    public void Replace<T>(string source, IEnumerable<T> rows, string columns, Action<SqlBulk, long, long, T> insert)
    {
        var load = Begin(source);
        try
        {
            var n = 0L;
            foreach (var chunk in rows.Chunk(Chunks.MaxRows))
            {
                database.Write(connection =>
                {
                    ThrowIfOvertaken(connection, load, source);
                    using var bulk = connection.Bulk(table, "load, n, " + columns);
                    for (var i = 0; i < chunk.Length; i++)
                        insert(bulk, load, n + i, chunk[i]);
                    bulk.Complete();
                });
                n += chunk.Length;
            }

            database.Write(connection =>
            {
                ThrowIfOvertaken(connection, load, source);
                connection.Run("UPDATE load SET state = $1 WHERE target = $2 AND source = $3 AND state = $4", Dead, table, source, Live);
                connection.Run("UPDATE load SET state = $1 WHERE id = $2", Live, load);
                replaced?.Invoke(connection);
            });
        }
        catch
        {
            database.Write(connection =>
                { connection.Run("UPDATE load SET state = $1 WHERE id = $2 AND state = $3", Dead, load, Filling); });
            throw;
        }
        finally
        {
            Sweep();
        }
    }

    private long Begin(string source) => database.Write(connection =>
    {
        // One that still fills was cut off by a crash, or is overtaken now.
        connection.Run("UPDATE load SET state = $1 WHERE target = $2 AND source = $3 AND state = $4", Dead, table, source, Filling);
        return (long)connection.Scalar(
            "INSERT INTO load (target, source, state) VALUES ($1, $2, $3) RETURNING id", table, source, Filling)!;
    });

    private static void ThrowIfOvertaken(SqlConnection connection, long load, string source)
    {
        if (connection.Scalar("SELECT state FROM load WHERE id = $1", load) is not (long)Filling)
            throw new BadInputException($"'{source}' is being imported a second time, which stopped this import: wait for the other one to end");
    }

    private void Sweep()
    {
        foreach (var load in database.Read(connection => connection.Rows(
            "SELECT id FROM load WHERE target = $1 AND state = $2 ORDER BY id", row => row.Whole(0), table, Dead)))
        {
            while (database.Write(connection => connection.Run(
                $"DELETE FROM {table} WHERE load = $1 AND n IN (SELECT n FROM {table} WHERE load = $1 LIMIT {Chunks.MaxRows})", load)) > 0)
            {
                // Small transactions here too.
            }

            database.Write(connection => { connection.Run("DELETE FROM load WHERE id = $1", load); });
        }
    }
}
