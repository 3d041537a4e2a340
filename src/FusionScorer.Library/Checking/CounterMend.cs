namespace FusionScorer.Library.Checking;

/// <summary>Counts anew what counters keep, in one transaction beside whoever else works.</summary>
public static class CounterMend
{
    /// <summary>Mends a store; its schema must be up to date.</summary>
    /// <exception cref="Core.BadInputException">It cannot be written.</exception>
    public static void Run(StoreLocation location, TimeProvider clock)
    {
        using var database = location.OpenDatabase(create: false, clock);
        database.Write(connection =>
        {
            foreach (var sql in CountChecks.Mend)
                connection.Run(sql);
        });
    }
}
