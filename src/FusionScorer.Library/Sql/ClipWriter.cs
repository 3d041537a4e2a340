using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

/// <summary>Writes what a scan or an import found of clips, within one transaction. Many clips at once: on a server a question is a round trip.</summary>
/// <param name="connection">Within a transaction.</param>
/// <param name="clock">Gives the time that a clip was added.</param>
/// <param name="mentions">
/// Row numbers of mentions met so far. Rows are never deleted, so those of committed transactions may be handed on to the next writer.
/// </param>
internal sealed class ClipWriter(SqlConnection connection, TimeProvider clock, Dictionary<Credit, long> mentions)
{
    private const string Columns =
        "clip_id, root, path, fingerprint, title, year, duration_min, genres, directors, \"cast\", imdb_id, rating, present, writers, added_at";

    private const string Update =
        """
        UPDATE clip SET root = $2, path = $3, fingerprint = $4, title = $5, year = $6, duration_min = $7, genres = $8, directors = $9, "cast" = $10,
          imdb_id = $11, rating = $12, present = $13, writers = $14
        WHERE clip_id = $1
        """;

    private readonly string _now = Values.ToText(clock.GetUtcNow());
    private readonly MentionRows _mentions = new(connection, mentions);

    /// <summary>How many rows a change writes, roughly.</summary>
    public static int Rows(ClipChange change) =>
        1 + (change.Files.IsDefault ? 0 : change.Files.Length) + change.Metadata.Directors.Length + change.Metadata.Cast.Length
        + change.Metadata.Writers.Length;

    /// <summary>Writes changes in order; of two of the same clip the later one stays.</summary>
    public void Write(IReadOnlyList<ClipChange> changes)
    {
        var some = new List<ClipChange>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var given in changes)
        {
            // As the database keeps it: it is looked up again.
            var kept = connection.Kept(given.ClipId);
            var change = kept == given.ClipId ? given : given with { ClipId = kept };
            if (!ids.Add(change.ClipId))
            {
                WriteDifferent(some);
                some.Clear();
                ids.Clear();
                ids.Add(change.ClipId);
            }

            some.Add(change);
        }

        WriteDifferent(some);
    }

    private void WriteDifferent(List<ClipChange> changes)
    {
        if (changes.Count == 0)
            return;
        var before = Known(changes);
        using (var clips = connection.Bulk("clip", Columns))
        {
            foreach (var change in changes.Where(change => !before.ContainsKey(change.ClipId)))
                clips.Add([.. ValuesOf(change), _now]);
            clips.Complete();
        }

        using (var update = connection.Prepare(Update, 14))
            update.RunMany(changes.Where(change => before.ContainsKey(change.ClipId)).Select(ValuesOf));
        var after = before.Count == changes.Count ? before : Known(changes);
        WriteFiles(changes, after);
        var credited = WriteCredits(changes, before, after);
        Mark(changes, before, after, credited);
    }

    private Dictionary<string, (long No, bool Present)> Known(List<ClipChange> changes) => connection
        .Rows(
            $"SELECT clip_id, no, present FROM clip WHERE clip_id IN ({SqlText.Parameters(changes.Count)})",
            row => (Id: row.String(0), Clip: (row.Whole(1), row.Flag(2))),
            [.. changes.Select(change => change.ClipId)])
        .ToDictionary(row => row.Id, row => row.Clip, StringComparer.Ordinal);

    private static object?[] ValuesOf(ClipChange change)
    {
        var metadata = change.Metadata;
        return
        [
            change.ClipId, change.Root, change.Path, change.Fingerprint, metadata.Title, metadata.Year, metadata.DurationMinutes,
            TextList.ToJson(metadata.Genres.AsSpan()), CreditList.ToJson(metadata.Directors.AsSpan()), CreditList.ToJson(metadata.Cast.AsSpan()),
            metadata.ImdbId, metadata.Rating, change.Present, CreditList.ToJson(metadata.Writers.AsSpan()),
        ];
    }

    // Files of a clip that is gone are what recognises it when it comes back elsewhere.
    private void WriteFiles(List<ClipChange> changes, Dictionary<string, (long No, bool Present)> clips)
    {
        using var lose = connection.Prepare("UPDATE file SET present = 0 WHERE clip_no = $1", 1);
        using var drop = connection.Prepare("DELETE FROM file WHERE clip_no = $1", 1);
        using var upsert = connection.Prepare(
            """
            INSERT INTO file (root, path, kind, size, modified_ms, hash, clip_no, present) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (root, path) DO UPDATE SET kind = excluded.kind, size = excluded.size, modified_ms = excluded.modified_ms,
              hash = excluded.hash, clip_no = excluded.clip_no, present = excluded.present
            """,
            8);
        lose.RunMany(changes.Where(change => !change.Present).Select(change => (object?[])[clips[change.ClipId].No]));
        drop.RunMany(changes.Where(change => change.Present).Select(change => (object?[])[clips[change.ClipId].No]));
        upsert.RunMany(
            from change in changes
            where !change.Files.IsDefault
            from file in change.Files
            select (object?[])[file.Root, file.Path, (int)file.Kind, file.Size, file.ModifiedMs, file.Hash, clips[change.ClipId].No, file.Present]);
    }

    // Gives the clips whose credits are others now.
    private HashSet<string> WriteCredits(List<ClipChange> changes, Dictionary<string, (long No, bool Present)> before, Dictionary<string, (long No, bool Present)> after)
    {
        _mentions.Learn(changes.SelectMany(change => CreditsOf(change.Metadata).Select(credit => credit.Credit)));
        var known = CreditsOf([.. before.Values.Select(clip => clip.No)]);
        var credited = new HashSet<string>(StringComparer.Ordinal);
        var rows = new List<(long Clip, int Role, long Mention)>();
        foreach (var change in changes)
        {
            List<(int Role, long Mention)> credits = [.. CreditsOf(change.Metadata).Select(credit => (credit.Role, _mentions.Of(credit.Credit))).Distinct().Order()];
            if (before.TryGetValue(change.ClipId, out var clip) ? credits.SequenceEqual(known[clip.No]) : credits.Count == 0)
                continue;
            credited.Add(change.ClipId);
            rows.AddRange(credits.Select(credit => (after[change.ClipId].No, credit.Role, credit.Mention)));
        }

        using var drop = connection.Prepare("DELETE FROM credit WHERE clip_no = $1", 1);
        drop.RunMany(credited.Where(before.ContainsKey).Select(id => (object?[])[before[id].No]));
        using var insert = connection.Bulk("credit", "clip_no, role, mention");
        foreach (var (clip, role, mention) in rows)
            insert.Add(clip, role, mention);
        insert.Complete();
        return credited;
    }

    private ILookup<long, (int Role, long Mention)> CreditsOf(IReadOnlyCollection<long> clips)
    {
        List<(long Clip, int Role, long Mention)> rows = clips.Count == 0 ? [] : connection.Rows(
            $"SELECT clip_no, role, mention FROM credit WHERE clip_no IN ({string.Join(',', clips)}) ORDER BY clip_no, role, mention",
            row => (row.Whole(0), row.Small(1), row.Whole(2)));
        return rows.ToLookup(row => row.Clip, row => (row.Role, row.Mention));
    }

    private void Mark(
        List<ClipChange> changes, Dictionary<string, (long No, bool Present)> before, Dictionary<string, (long No, bool Present)> after, HashSet<string> credited)
    {
        var marked = new List<long>();
        var back = false;
        foreach (var change in changes)
        {
            var isNew = !before.TryGetValue(change.ClipId, out var clip);
            if (isNew || credited.Contains(change.ClipId) || clip.Present != change.Present)
                marked.Add(after[change.ClipId].No);
            back |= !isNew && !clip.Present && change.Present;
        }

        // Clips that are back may bring viewers, who have no index by clip.
        if (back && connection.Scalar("SELECT 1 FROM load WHERE target = 'viewer_link' AND state = 1") is not null)
            marked.Add(LinkRows.AllClips);
        using var mark = LinkRows.PrepareMark(connection);
        mark.RunMany(marked.Select(no => (object?[])[no]));
    }

    private static IEnumerable<(int Role, Credit Credit)> CreditsOf(ClipMetadata metadata)
    {
        return Of(CreditRows.Director, metadata.Directors).Concat(Of(CreditRows.Actor, metadata.Cast)).Concat(Of(CreditRows.Writer, metadata.Writers));

        static IEnumerable<(int Role, Credit Credit)> Of(int role, ImmutableArray<Credit> credits) => credits
            .Select(credit => credit with { Name = credit.Name.Trim() })
            .Where(credit => credit.HasId || credit.Name.Length > 0)
            .Select(credit => (role, credit));
    }
}
