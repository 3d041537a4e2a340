using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

internal sealed class SqlPolicyStore(SqlDatabase database) : IPolicyStore
{
    private const int ShortestPrefix = 4;
    private const string Select = "SELECT hash, parent, author, note, text, created_at FROM policy ";

    public PolicyRow? Active() =>
        database.Read(connection => connection.First(Select + "WHERE hash = (SELECT hash FROM active_policy)", Row));

    public PolicyRow? Find(string hash)
    {
        var prefix = hash.Trim().ToLowerInvariant();
        if (prefix.Length < ShortestPrefix)
            return null;
        var found = database.Read(connection =>
            connection.Rows(Select + "WHERE substr(hash, 1, length($1)) = $1 ORDER BY length(hash) LIMIT 2", Row, prefix));
        return found.Count == 1 || (found.Count == 2 && found[0].Hash == prefix) ? found[0] : null;
    }

    public IReadOnlyList<PolicyRow> Log() => database.Read(connection => connection.Rows(Select + "ORDER BY no DESC", Row));

    public void Activate(PolicyRow policy) => database.Write(connection => Activate(connection, policy));

    public bool TryActivate(PolicyRow policy, string expected)
    {
        var done = false;
        database.Write(connection =>
        {
            done = (string?)connection.Scalar("SELECT hash FROM active_policy") == expected;
            if (done)
                Activate(connection, policy);
        });
        return done;
    }

    private static void Activate(SqlConnection connection, PolicyRow policy)
    {
        connection.Run(
            "INSERT INTO policy (hash, parent, author, note, text, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
            policy.Hash,
            policy.Parent,
            policy.Author,
            policy.Note,
            policy.Text,
            Values.ToText(policy.CreatedAt));
        connection.Run(
            "INSERT INTO active_policy (one, hash) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET hash = excluded.hash", policy.Hash);
    }

    private static PolicyRow Row(SqlRow row) =>
        new(row.String(0), row.Text(1), row.String(2), row.String(3), row.String(4), row.Instant(5));
}
