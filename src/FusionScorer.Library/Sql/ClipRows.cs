using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

/// <summary>How clips and files lie in rows.</summary>
internal static class ClipRows
{
    public const string SelectClip =
        "SELECT no, clip_id, root, path, fingerprint, title, year, duration_min, genres, directors, \"cast\", imdb_id, rating, writers FROM clip ";

    public const string SelectBrief = "SELECT no, clip_id, root, path, title, year, duration_min, genres, rating FROM clip ";

    public const string SelectFile = "SELECT root, path, kind, size, modified_ms, hash, clip_no, present FROM file ";

    public static Clip Clip(SqlRow row) => new(
        row.Whole(0),
        row.String(1),
        row.Text(2),
        row.Text(3),
        row.Text(4),
        new ClipMetadata(row.Text(5), row.SmallOrNull(6), row.NumberOrNull(7), TextList.FromJson(row.Bytes(8)), Credits(row, 9), Credits(row, 10),
            row.Text(11), row.Text(12), Credits(row, 13)));

    public static ClipBrief Brief(SqlRow row, StringPool strings) => new(
        row.Whole(0), row.String(1), row.Text(2) is { } root ? strings.Share(root) : null, row.Text(3), row.Text(4), row.SmallOrNull(5), row.NumberOrNull(6),
        TextList.FromJson(row.Bytes(7)), row.Text(8));

    public static LibraryFile File(SqlRow row) => new(
        row.String(0), row.String(1), (FileKind)row.Small(2), row.Whole(3), row.Whole(4), row.String(5), row.Whole(6),
        row.Flag(7));

    /// <summary>Numbers of clips whose media are gone; they are few, so lists leave them out while reading instead of by a join.</summary>
    public static HashSet<long> Gone(SqlConnection connection) =>
        [.. connection.Rows("SELECT no FROM clip WHERE present = 0", row => row.Whole(0))];

    private static ImmutableArray<Credit> Credits(SqlRow row, int column) => CreditList.FromJson(row.Bytes(column));
}
