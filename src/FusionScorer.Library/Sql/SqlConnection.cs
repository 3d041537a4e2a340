namespace FusionScorer.Library.Sql;

/// <summary>One connection within one transaction. Parameters are <c>$1</c>, <c>$2</c> … in order; null and NaN are stored as NULL, flags as 0 and 1.</summary>
internal abstract class SqlConnection
{
    /// <summary>A statement with <paramref name="parameters"/> parameters; compiled once, however often it runs.</summary>
    public abstract SqlStatement Prepare(string sql, int parameters);

    /// <summary>Writes many rows into a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Their columns, in the order in which values are given.</param>
    /// <param name="key">The columns of which a row that is there is updated in all others; null when all rows are new. No two rows given may share a key.</param>
    public abstract SqlBulk Bulk(string table, string columns, string? key = null);

    /// <summary>What an index over text of any length is made of: the text itself, or its digest.</summary>
    public abstract string Digest(string expression);

    /// <summary>What the database keeps of a text.</summary>
    public abstract string Kept(string text);

    /// <summary>Compiles and runs a statement once.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run(string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = Prepare(sql, values.Length);
        return statement.Run(values);
    }

    /// <summary>Compiles and runs a query of one value once.</summary>
    /// <returns>The first column of the first row; null when there is none or it is NULL. Whole numbers are <see cref="long"/>.</returns>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = Prepare(sql, values.Length);
        return statement.Scalar(values);
    }

    /// <summary>All rows of a query.</summary>
    public List<T> Rows<T>(string sql, Func<SqlRow, T> row, params ReadOnlySpan<object?> values)
    {
        using var statement = Prepare(sql, values.Length);
        using var reader = statement.Query(values);
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    /// <summary>The first row of a query; null when there is none.</summary>
    public T? First<T>(string sql, Func<SqlRow, T> row, params ReadOnlySpan<object?> values)
        where T : class
    {
        using var statement = Prepare(sql, values.Length);
        using var reader = statement.Query(values);
        return reader.Read() ? row(reader) : null;
    }
}

/// <summary>A compiled statement.</summary>
internal abstract class SqlStatement : IDisposable
{
    /// <summary>Runs it once with these values.</summary>
    /// <returns>How many rows it changed.</returns>
    public abstract int Run(params ReadOnlySpan<object?> values);

    /// <summary>Runs it once for each set of values; on a server in few round trips.</summary>
    /// <returns>How many rows all of them changed.</returns>
    public virtual int RunMany(IEnumerable<object?[]> sets)
    {
        var changed = 0;
        foreach (var values in sets)
            changed += Run(values);
        return changed;
    }

    /// <summary>Runs it once with these values.</summary>
    /// <returns>The first column of the first row; null when there is none or it is NULL. Whole numbers are <see cref="long"/>.</returns>
    public abstract object? Scalar(params ReadOnlySpan<object?> values);

    /// <summary>Its rows. Until they are disposed of nothing else may run on the connection.</summary>
    public abstract SqlRow Query(params ReadOnlySpan<object?> values);

    public abstract void Dispose();
}

/// <summary>Takes many rows of one table.</summary>
internal abstract class SqlBulk : IDisposable
{
    /// <summary>Adds a row.</summary>
    public abstract void Add(params ReadOnlySpan<object?> values);

    /// <summary>Writes what was added; without it nothing is.</summary>
    public abstract void Complete();

    public abstract void Dispose();
}
