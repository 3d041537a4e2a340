using FusionScorer.Core;
using FusionScorer.Library.Sqlite;

namespace FusionScorer.Library.Moving;

/// <summary>Copies a store to another place: a file to a server, a server to a file.</summary>
public static class StoreCopy
{
    /// <summary>Copies one snapshot into an empty place. It is there whole and compared, or not at all; others may work with the source meanwhile.</summary>
    /// <param name="from">The source.</param>
    /// <param name="to">The target.</param>
    /// <param name="force">Whether a database file that is there may be replaced; a project on a server never is.</param>
    /// <param name="clock">Gives the time of the target's schema.</param>
    /// <param name="told">Hears how far it is.</param>
    /// <param name="cancellation">Stops; nothing is kept then.</param>
    /// <exception cref="BadInputException">The source cannot be read, or the target is not empty or cannot be written.</exception>
    public static CopyReport Run(StoreLocation from, StoreLocation to, bool force, TimeProvider clock, Action<CopyProgress>? told, CancellationToken cancellation)
    {
        if (from.ToString() == to.ToString())
            throw new BadInputException(to.ToString(), 0, "is where the project lies already: name another place");
        using var source = StoreSnapshot.Open(from);
        if (to.Postgres is { } postgres)
            return Guard(to, () => source.Guard(() => new TableCopy(source, new PostgresTarget(postgres, clock), told, cancellation).Run()));
        using var file = NewFile.Begin(to.File!, force);
        var report = source.Guard(() => Guard(to, () => new TableCopy(source, new SqliteTarget(file.Part, clock), told, cancellation).Run()));
        file.Finish();
        return report;
    }

    private static T Guard<T>(StoreLocation location, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Microsoft.Data.Sqlite.SqliteException error)
        {
            StoreFault.ThrowIfFault(error, location.ToString());
            throw;
        }
    }
}
