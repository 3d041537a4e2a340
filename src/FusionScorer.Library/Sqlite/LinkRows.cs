using FusionScorer.Library.Links;
using FusionScorer.Library.Records;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Sqlite;

/// <summary>Links between clips, read as one: all of them, or what changed.</summary>
internal static class LinkRows
{
    /// <summary>Stands for all clips among those that changed.</summary>
    public const long AllClips = 0;

    // Beyond so many, and one clip in so many, reading all is no slower.
    private const int FewClips = 100;
    private const int FewShare = 20;

    private const string SelectPeople = "SELECT clip_no, role, person FROM credit ";

    /// <summary>Notes that links of a clip changed; within the transaction that changes them.</summary>
    public static SqliteCommand PrepareMark(SqliteConnection connection) => connection.Prepare("INSERT OR REPLACE INTO link_change (clip_no) VALUES ($1)", 1);

    /// <summary>Notes that any link may have changed.</summary>
    public static void MarkAll(SqliteConnection connection)
    {
        using var mark = PrepareMark(connection);
        mark.Run(AllClips);
    }

    /// <inheritdoc cref="IClipStore.ReadLinks"/>
    public static bool Read(SqliteConnection connection, ILinkReader reader, LinkStamp? since)
    {
        var stamp = new LinkStamp((string)connection.Scalar("SELECT id FROM link_store")!, (long)connection.Scalar("SELECT max(version) FROM link_change")!);
        if (since == stamp)
            return false;
        long[] clips = [.. connection.Rows("SELECT no FROM clip WHERE present = 1", row => row.Whole(0)).Order()];
        var changed = since is { } known && known.Store == stamp.Store && known.Version < stamp.Version ? Changed(connection, known.Version, clips.Length) : null;
        reader.Begin(stamp, clips, changed);
        if (changed is not null)
        {
            foreach (var clip in changed.Order())
                People(connection, reader, SelectPeople + "WHERE clip_no = $1", clip);
            return true;
        }

        People(connection, reader, SelectPeople + "ORDER BY clip_no");
        using var command = connection.Prepare(ViewerLinkRows.SelectLive, 0);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            reader.Viewer(ViewerLinkRows.Link(rows));
        return true;
    }

    /// <summary>Who did what in a clip: clip_no, role, person.</summary>
    public static PersonLink Person(SqliteDataReader row) => new(row.Whole(0), row.Small(2), ClipWriter.RoleName(row.Small(1)));

    private static HashSet<long>? Changed(SqliteConnection connection, long since, int clips)
    {
        if (connection.Scalar("SELECT 1 FROM link_change WHERE clip_no = $1 AND version > $2", AllClips, since) is not null)
            return null;
        HashSet<long> changed = [.. connection.Rows("SELECT clip_no FROM link_change WHERE version > $1", row => row.Whole(0), since)];
        return changed.Count <= Math.Max(FewClips, clips / FewShare) ? changed : null;
    }

    private static void People(SqliteConnection connection, ILinkReader reader, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Prepare(sql, values.Length);
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        using var rows = command.ExecuteReader();
        while (rows.Read())
            reader.Person(Person(rows));
    }
}
