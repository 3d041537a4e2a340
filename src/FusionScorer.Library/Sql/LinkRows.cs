using FusionScorer.Library.Links;

namespace FusionScorer.Library.Sql;

/// <summary>Links between clips, read as one; without viewers where those did not change.</summary>
internal static class LinkRows
{
    /// <summary>Stands for all clips among those that changed.</summary>
    public const long AllClips = 0;

    /// <summary>Notes that links of a clip changed; within the transaction that changes them.</summary>
    /// <remarks>A clip stands there once; a later version takes the place of its former one.</remarks>
    public static SqlStatement PrepareMark(SqlConnection connection) => connection.Prepare(
        """
        INSERT INTO link_change (version, clip_no) VALUES ((SELECT coalesce(max(version), 0) + 1 FROM link_change), $1)
        ON CONFLICT (clip_no) DO UPDATE SET version = excluded.version
        """,
        1);

    /// <summary>Notes that any link may have changed.</summary>
    public static void MarkAll(SqlConnection connection)
    {
        using var mark = PrepareMark(connection);
        mark.Run(AllClips);
    }

    /// <inheritdoc cref="IClipStore.ReadLinks"/>
    public static bool Read(SqlConnection connection, ILinkReader reader, LinkStamp? since)
    {
        var stamp = new LinkStamp((string)connection.Scalar("SELECT id FROM link_store")!, (long)connection.Scalar("SELECT max(version) FROM link_change")!);
        if (since == stamp)
            return false;
        long[] clips = [.. connection.Rows("SELECT no FROM clip WHERE present = 1", row => row.Whole(0)).Order()];
        var viewersStay = since is { } known && known.Store == stamp.Store && known.Version < stamp.Version
            && connection.Scalar("SELECT 1 FROM link_change WHERE clip_no = $1 AND version > $2", AllClips, known.Version) is null;
        reader.Begin(stamp, clips, viewersStay);
        CreditRows.Read(connection, link => reader.Person(link));
        if (viewersStay)
            return true;
        using var command = connection.Prepare(ViewerLinkRows.SelectLive, 0);
        using var rows = command.Query();
        while (rows.Read())
            reader.Viewer(ViewerLinkRows.Link(rows));
        return true;
    }
}
