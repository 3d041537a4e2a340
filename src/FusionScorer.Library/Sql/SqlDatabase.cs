namespace FusionScorer.Library.Sql;

/// <summary>The connections of a store. Writers take turns, also those of other processes: what is written later stands later in every log.</summary>
internal abstract class SqlDatabase : IDisposable
{
    /// <summary>Runs queries on one snapshot. They may run again from the start when the connection is lost.</summary>
    public abstract T Read<T>(Func<SqlConnection, T> query);

    /// <summary>The same for queries that hand rows on while they run, and so cannot start again.</summary>
    public virtual T Stream<T>(Func<SqlConnection, T> query) => Read(query);

    /// <summary>Runs changes in one transaction: all of them stay, or, when one throws, none. They may run again when the connection is lost before the end.</summary>
    public abstract T Write<T>(Func<SqlConnection, T> change);

    /// <inheritdoc cref="Write{T}(Func{SqlConnection, T})"/>
    public void Write(Action<SqlConnection> change) => Write(connection =>
    {
        change(connection);
        return true;
    });

    /// <summary>Tells the database anew how its tables are filled, where it does not look by itself: plans made for few rows are slow for many.</summary>
    public virtual void Analyze(params string[] tables)
    {
        // Nothing to do where plans do not hang on it.
    }

    /// <summary>Makes sure that nothing deleted stays in the files of the database.</summary>
    /// <returns>False when somebody reads or writes meanwhile, so that it may.</returns>
    public abstract bool Rewrite();

    public abstract void Dispose();
}
