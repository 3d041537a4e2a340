using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

/// <summary>Writes what a scan or an import found of clips, within one transaction.</summary>
internal sealed class ClipWriter : IDisposable
{
    private readonly string _now;
    private readonly SqlConnection _connection;
    private readonly SqlStatement _findClip;
    private readonly SqlStatement _markLinks;
    private readonly SqlStatement _credits;
    private readonly SqlStatement _upsertClip;
    private readonly SqlStatement _loseFiles;
    private readonly SqlStatement _dropFiles;
    private readonly SqlStatement _upsertFile;
    private readonly SqlStatement _dropCredits;
    private readonly SqlStatement _insertCredit;
    private readonly SqlStatement _findMention;
    private readonly SqlStatement _insertMention;
    private readonly Dictionary<Credit, long> _mentions;

    /// <summary>Prepares writing.</summary>
    /// <param name="connection">Within a transaction.</param>
    /// <param name="clock">Gives the time that a clip was added.</param>
    /// <param name="mentions">
    /// Row numbers of mentions met so far. Rows are never deleted, so those of committed transactions may be handed on to the next writer.
    /// </param>
    public ClipWriter(SqlConnection connection, TimeProvider clock, Dictionary<Credit, long> mentions)
    {
        _mentions = mentions;
        _now = Values.ToText(clock.GetUtcNow());
        _connection = connection;
        _findClip = connection.Prepare("SELECT present FROM clip WHERE clip_id = $1", 1);
        _markLinks = LinkRows.PrepareMark(connection);
        _credits = connection.Prepare("SELECT role, mention FROM credit WHERE clip_no = $1 ORDER BY role, mention", 1);
        _upsertClip = connection.Prepare(
            """
            INSERT INTO clip (clip_id, root, path, fingerprint, title, year, duration_min, genres, directors, "cast", imdb_id, rating,
              present, added_at, writers)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            ON CONFLICT (clip_id) DO UPDATE SET root = excluded.root, path = excluded.path, fingerprint = excluded.fingerprint,
              title = excluded.title, year = excluded.year, duration_min = excluded.duration_min, genres = excluded.genres,
              directors = excluded.directors, "cast" = excluded."cast", imdb_id = excluded.imdb_id, rating = excluded.rating,
              present = excluded.present, writers = excluded.writers
            RETURNING no
            """,
            15);
        _loseFiles = connection.Prepare("UPDATE file SET present = 0 WHERE clip_no = $1", 1);
        _dropFiles = connection.Prepare("DELETE FROM file WHERE clip_no = $1", 1);
        _upsertFile = connection.Prepare(
            """
            INSERT INTO file (root, path, kind, size, modified_ms, hash, clip_no, present) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (root, path) DO UPDATE SET kind = excluded.kind, size = excluded.size, modified_ms = excluded.modified_ms,
              hash = excluded.hash, clip_no = excluded.clip_no, present = excluded.present
            """,
            8);
        _dropCredits = connection.Prepare("DELETE FROM credit WHERE clip_no = $1", 1);
        _insertCredit = connection.Prepare("INSERT INTO credit (clip_no, role, mention) VALUES ($1, $2, $3)", 3);
        _findMention = connection.Prepare(
            $"SELECT id FROM mention WHERE {connection.Digest("name")} = {connection.Digest("$1")} AND name = $1 AND imdb = $2 AND tmdb = $3", 3);
        _insertMention = connection.Prepare("INSERT INTO mention (name, imdb, tmdb) VALUES ($1, $2, $3) RETURNING id", 3);
    }

    /// <summary>How many rows a change writes, roughly.</summary>
    public static int Rows(ClipChange change) =>
        1 + (change.Files.IsDefault ? 0 : change.Files.Length) + change.Metadata.Directors.Length + change.Metadata.Cast.Length
        + change.Metadata.Writers.Length;

    public void Write(ClipChange change)
    {
        var metadata = change.Metadata;
        var before = _findClip.Scalar(change.ClipId);
        var no = (long)_upsertClip.Scalar(
            change.ClipId, change.Root, change.Path, change.Fingerprint, metadata.Title, metadata.Year, metadata.DurationMinutes,
            TextList.ToJson(metadata.Genres.AsSpan()), CreditList.ToJson(metadata.Directors.AsSpan()), CreditList.ToJson(metadata.Cast.AsSpan()),
            metadata.ImdbId, metadata.Rating, change.Present, _now, CreditList.ToJson(metadata.Writers.AsSpan()))!;

        // Files of a clip that is gone are what recognises it when it comes back elsewhere.
        (change.Present ? _dropFiles : _loseFiles).Run(no);
        if (!change.Files.IsDefault)
        {
            foreach (var file in change.Files)
                _upsertFile.Run(file.Root, file.Path, (int)file.Kind, file.Size, file.ModifiedMs, file.Hash, no, file.Present);
        }

        var credits = Mentions(CreditRows.Director, metadata.Directors)
            .Concat(Mentions(CreditRows.Actor, metadata.Cast))
            .Concat(Mentions(CreditRows.Writer, metadata.Writers));
        var credited = WriteCredits(no, [.. credits.Distinct().Order()], isNew: before is null);
        var present = before is (long)1;
        if (credited || before is null || present != change.Present)
            _markLinks.Run(no);

        // It may bring viewers back, who have no index by clip.
        if (before is not null && !present && change.Present && _connection.Scalar("SELECT 1 FROM load WHERE target = 'viewer_link' AND state = 1") is not null)
            _markLinks.Run(LinkRows.AllClips);
    }

    public void Dispose()
    {
        _findClip.Dispose();
        _markLinks.Dispose();
        _credits.Dispose();
        _upsertClip.Dispose();
        _loseFiles.Dispose();
        _dropFiles.Dispose();
        _upsertFile.Dispose();
        _dropCredits.Dispose();
        _insertCredit.Dispose();
        _findMention.Dispose();
        _insertMention.Dispose();
    }

    private bool WriteCredits(long no, List<(int Role, long Mention)> credits, bool isNew)
    {
        if (isNew ? credits.Count == 0 : credits.SequenceEqual(CreditsOf(no)))
            return false;
        if (!isNew)
            _dropCredits.Run(no);
        foreach (var (role, mention) in credits)
            _insertCredit.Run(no, role, mention);
        return true;
    }

    private List<(int Role, long Mention)> CreditsOf(long no)
    {
        using var rows = _credits.Query(no);
        var credits = new List<(int Role, long Mention)>();
        while (rows.Read())
            credits.Add((rows.Small(0), rows.Whole(1)));
        return credits;
    }

    private IEnumerable<(int Role, long Mention)> Mentions(int role, ImmutableArray<Credit> credits)
    {
        foreach (var credit in credits)
        {
            var trimmed = credit with { Name = credit.Name.Trim() };
            if (trimmed.HasId || trimmed.Name.Length > 0)
                yield return (role, Mention(trimmed));
        }
    }

    private long Mention(Credit credit)
    {
        if (!_mentions.TryGetValue(credit, out var id))
        {
            id = (long)(_findMention.Scalar(credit.Name, credit.Imdb, credit.Tmdb) ?? _insertMention.Scalar(credit.Name, credit.Imdb, credit.Tmdb)!);
            _mentions.Add(credit, id);
        }

        return id;
    }
}
