using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

internal sealed class SqlDecisionStore(SqlDatabase database) : IDecisionStore
{
    private const string SelectKnown = """
        SELECT k.clip_no, k.level, coalesce(k.source, l.source) AS source
        FROM load l
        JOIN known_level k ON k.load = l.id
        JOIN clip c ON c.no = k.clip_no AND c.present = 1
        WHERE l.target = 'known_level' AND l.state = 1
        ORDER BY k.clip_no, source
        """;

    private readonly StagedLoads _loads = new(database, "known_level");

    public bool Append(Decision decision) => AppendMany([decision]) == 1;

    public int AppendMany(IReadOnlyList<Decision> decisions) => decisions.Count == 0 ? 0 : database.Write(connection =>
    {
        using var writer = new DecisionWriter(connection);
        return decisions.Count(writer.Add);
    });

    public IReadOnlyList<Decision> All() => database.Read(connection => connection.Rows(DecisionRows.Select + "ORDER BY seq", DecisionRows.Decision));

    public IReadOnlyList<(long Place, Decision Decision)> After(long after, int limit) =>
        database.Read(connection => connection.Rows(DecisionRows.Select + "WHERE seq > $1 ORDER BY seq LIMIT $2", DecisionRows.Placed, after, limit));

    public void ReadPlaces(Action<long, long, string?> visit) => database.Stream(connection =>
    {
        using var command = connection.Prepare("SELECT seq, clip_no, CASE WHEN kind = $1 THEN undoes END FROM decision ORDER BY seq", 1);
        using var reader = command.Query((int)DecisionKind.Undo);
        while (reader.Read())
            visit(reader.Whole(0), reader.Whole(1), reader.Text(2));
        return true;
    });

    public IReadOnlyList<Decision> At(IReadOnlyCollection<long> places) =>
        database.Read(connection => NumberLists.Rows(connection, DecisionRows.Select + "WHERE seq", places, "ORDER BY seq", DecisionRows.Decision));

    public IReadOnlyList<KnownLevel> KnownLevels() => database.Read(connection => connection.Rows(
        SelectKnown,
        row => new KnownLevel(row.Whole(0), row.String(1), row.String(2))));

    public void ReadKnownLevels(Action<long, string> visit) => database.Stream(connection =>
    {
        using var command = connection.Prepare(SelectKnown, 0);
        using var reader = command.Query();
        var strings = new StringPool();
        while (reader.Read())
            visit(reader.Whole(0), strings.Share(reader.String(1)));
        return true;
    });

    /// <inheritdoc/>
    /// <remarks>Where a clip is named twice, the last one counts.</remarks>
    public void ReplaceKnownLevels(string source, IReadOnlyList<KnownLevel> levels)
    {
        var lastOfClip = new Dictionary<long, KnownLevel>();
        foreach (var level in levels)
            lastOfClip[level.ClipNo] = level;
        _loads.Replace(
            source,
            lastOfClip.Values.OrderBy(level => level.ClipNo),
            "clip_no, level, source",
            (rows, load, n, level) => rows.Add(load, n, level.ClipNo, level.Level, level.Source == source ? null : level.Source));
    }
}
