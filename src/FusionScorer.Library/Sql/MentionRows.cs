using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Sql;

/// <summary>Row numbers of people as they are written, within one transaction.</summary>
/// <param name="connection">The connection.</param>
/// <param name="known">Those met so far; takes more.</param>
internal sealed class MentionRows(SqlConnection connection, Dictionary<Credit, long> known)
{
    private const int Most = 500;

    /// <summary>The number of one that was learnt.</summary>
    public long Of(Credit credit) => known[credit];

    /// <summary>Finds the numbers of all these, and gives numbers to those that have none.</summary>
    public void Learn(IEnumerable<Credit> credits)
    {
        var missing = credits.Distinct().Where(credit => !known.ContainsKey(credit)).ToList();
        foreach (var some in missing.Chunk(Most))
        {
            Find(some);
            var added = some.Where(credit => !known.ContainsKey(credit)).ToList();
            if (added.Count == 0)
                continue;
            using (var rows = connection.Bulk("mention", "name, imdb, tmdb"))
            {
                foreach (var credit in added.DistinctBy(credit => (connection.Kept(credit.Name), credit.Imdb, credit.Tmdb)))
                    rows.Add(credit.Name, credit.Imdb, credit.Tmdb);
                rows.Complete();
            }

            Find(added);
        }
    }

    private void Find(IReadOnlyList<Credit> credits)
    {
        // What is stored may differ from what was written, by characters that the database cannot hold.
        var wanted = credits.ToLookup(credit => (connection.Kept(credit.Name), credit.Imdb, credit.Tmdb));
        var names = wanted.Select(group => group.Key.Item1).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var (id, key) in connection.Rows(
            $"SELECT id, name, imdb, tmdb FROM mention WHERE {connection.Digest("name")} IN ({string.Join(", ", Enumerable.Range(1, names.Length).Select(i => connection.Digest($"${i}")))})",
            row => (row.Whole(0), (row.String(1), row.Small(2), row.Small(3))),
            [.. names]))
        {
            foreach (var credit in wanted[key])
                known[credit] = id;
        }
    }
}
