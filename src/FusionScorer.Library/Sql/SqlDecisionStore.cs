using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

internal sealed class SqlDecisionStore(SqlDatabase database) : IDecisionStore
{
    private readonly StagedLoads _loads = new(database, "known_level");

    public bool Append(Decision decision) => AppendMany([decision]) == 1;

    public int AppendMany(IReadOnlyList<Decision> decisions) => decisions.Count == 0 ? 0 : database.Write(connection =>
    {
        using var writer = new DecisionWriter(connection);
        return decisions.Count(writer.Add);
    });

    public IReadOnlyList<Decision> All() => database.Read(connection => connection.Rows(DecisionRows.Select + "ORDER BY seq", DecisionRows.Decision));

    public IReadOnlyList<KnownLevel> KnownLevels() => database.Read(connection => connection.Rows(
        """
        SELECT k.clip_no, k.level, coalesce(k.source, l.source) AS source
        FROM load l
        JOIN known_level k ON k.load = l.id
        JOIN clip c ON c.no = k.clip_no AND c.present = 1
        WHERE l.target = 'known_level' AND l.state = 1
        ORDER BY k.clip_no, source
        """,
        row => new KnownLevel(row.Whole(0), row.String(1), row.String(2))));

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
