using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

/// <summary>How people and tables name clips.</summary>
/// <remarks>
/// An id names its clip, whatever else carries that name. Paths and IMDb ids name clips that are present, or, when none of these matches, clips
/// that are gone; where two match, they name none.
/// </remarks>
internal static class ClipReferences
{
    private const string Imdb = "imdb:";

    public static Clip? Find(SqlConnection connection, string reference)
    {
        if (connection.First(ClipRows.SelectClip + "WHERE clip_id = $1", ClipRows.Clip, reference) is { } byId)
            return byId;
        var colon = reference.IndexOf(':');
        if (colon < 0)
            return null;
        return Named(connection, reference, colon, present: true) is { Count: > 0 } found
            ? Single(found)
            : Single(Named(connection, reference, colon, present: false));
    }

    public static Dictionary<string, long> All(SqlConnection connection)
    {
        var ids = new Dictionary<string, long>();
        var present = new Dictionary<string, long?>();
        var gone = new Dictionary<string, long?>();
        using var command = connection.Prepare("SELECT no, clip_id, root, path, imdb_id, present FROM clip", 0);
        using var reader = command.Query();
        while (reader.Read())
        {
            var no = reader.Whole(0);
            var named = reader.Flag(5) ? present : gone;
            ids.Add(reader.String(1), no);
            if (reader.Text(2) is { } root && reader.Text(3) is { } path)
                Add(named, $"{root}:{path}", no);
            if (reader.Text(4) is { } imdb)
                Add(named, Imdb + imdb, no);
        }

        foreach (var (name, no) in gone)
            present.TryAdd(name, no);
        foreach (var (name, no) in present)
        {
            if (no is { } one)
                ids.TryAdd(name, one);
        }

        return ids;
    }

    // Null marks a name that two clips share.
    private static void Add(Dictionary<string, long?> named, string name, long no)
    {
        if (!named.TryAdd(name, no) && named[name] != no)
            named[name] = null;
    }

    private static Clip? Single(List<Clip> found) => found.Count == 1 ? found[0] : null;

    private static List<Clip> Named(SqlConnection connection, string reference, int colon, bool present) =>
        connection.Rows(
            ClipRows.SelectClip + $"""
            WHERE no IN (
              SELECT no FROM clip WHERE root = $1 AND {connection.Digest("path")} = {connection.Digest("$2")} AND path = $2 AND present = $4
              UNION
              SELECT no FROM clip WHERE imdb_id = $3 AND present = $4)
            ORDER BY no LIMIT 2
            """,
            ClipRows.Clip,
            reference[..colon],
            reference[(colon + 1)..],
            reference.StartsWith(Imdb, StringComparison.Ordinal) ? reference[Imdb.Length..] : null,
            present);
}
