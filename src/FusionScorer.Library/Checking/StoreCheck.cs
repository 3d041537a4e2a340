namespace FusionScorer.Library.Checking;

/// <summary>Whether a store holds together.</summary>
/// <remarks>Counting is the engine's work: a million clips with ten million pieces of evidence cost no object each.</remarks>
public static class StoreCheck
{
    /// <summary>Looks at everything.</summary>
    /// <param name="database">One snapshot of the store.</param>
    /// <param name="deep">Whether to look up each observation, too.</param>
    /// <param name="told">Hears what is looked at; may be null.</param>
    /// <param name="cancellation">Stops between questions.</param>
    public static IReadOnlyList<CheckFinding> Run(CheckedDatabase database, bool deep, Action<string>? told, CancellationToken cancellation) =>
        database.Guard(() => Look(database, deep, told, cancellation));

    private static List<CheckFinding> Look(CheckedDatabase database, bool deep, Action<string>? told, CancellationToken cancellation)
    {
        told?.Invoke("the engine's own check");
        var findings = EngineChecks.Engine(database).ToList();
        if (database.Version < database.LatestVersion)
        {
            findings.Add(new CheckFinding(
                "schema", $"its version is {database.Version}, this program's is {database.LatestVersion}: tables were not looked at", 1, Example: null,
                "any other command brings it up to date, for example fusion progress; then check again", IsFault: false));
            return findings;
        }

        // Nothing that is asked of a damaged file says anything.
        if (findings.Count > 0)
            return findings;
        findings.AddRange(EngineChecks.Schema(database));
        if (findings.Exists(finding => finding.Example?.StartsWith("table", StringComparison.Ordinal) == true))
            return findings;
        Ask("counters", CountChecks.Queries);
        Ask("links", LinkChecks.Queries);
        if (deep)
            Ask("observations", LinkChecks.Deep);
        told?.Invoke("vectors");
        findings.AddRange(VectorChecks.Of(database));
        Ask("decisions", LogChecks.Queries(database.IsFile));
        findings.AddRange(LogChecks.Policies(database));
        return findings;

        void Ask(string what, IEnumerable<CheckQuery> queries)
        {
            told?.Invoke(what);
            foreach (var query in queries)
            {
                cancellation.ThrowIfCancellationRequested();
                var (count, example) = database.Connection.Rows(query.Sql, row => (row.Whole(0), row.Text(1)))[0];
                if (count > 0)
                    findings.Add(new CheckFinding(query.Area, query.What, count, example, query.Mend, query.IsFault));
            }
        }
    }
}
