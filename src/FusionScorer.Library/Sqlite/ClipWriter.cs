using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Sqlite;

/// <summary>Writes what a scan or an import found of clips, within one transaction.</summary>
internal sealed class ClipWriter : IDisposable
{
    private readonly string _now;
    private readonly SqliteCommand _upsertClip;
    private readonly SqliteCommand _loseFiles;
    private readonly SqliteCommand _dropFiles;
    private readonly SqliteCommand _upsertFile;
    private readonly SqliteCommand _dropCredits;
    private readonly SqliteCommand _insertCredit;
    private readonly SqliteCommand _findMention;
    private readonly SqliteCommand _insertMention;
    private readonly Dictionary<Credit, long> _mentions;

    /// <summary>Prepares writing.</summary>
    /// <param name="connection">Within a transaction.</param>
    /// <param name="clock">Gives the time that a clip was added.</param>
    /// <param name="mentions">
    /// Row numbers of mentions met so far. Rows are never deleted, so those of committed transactions may be handed on to the next writer.
    /// </param>
    public ClipWriter(SqliteConnection connection, TimeProvider clock, Dictionary<Credit, long> mentions)
    {
        _mentions = mentions;
        _now = Columns.ToText(clock.GetUtcNow());
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
        _insertCredit = connection.Prepare("INSERT INTO credit (clip_no, role, mention) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", 3);
        _findMention = connection.Prepare("SELECT id FROM mention WHERE name = $1 AND imdb = $2 AND tmdb = $3", 3);
        _insertMention = connection.Prepare("INSERT INTO mention (name, imdb, tmdb) VALUES ($1, $2, $3) RETURNING id", 3);
    }

    /// <summary>How many rows a change writes, roughly.</summary>
    public static int Rows(ClipChange change) =>
        1 + (change.Files.IsDefault ? 0 : change.Files.Length) + change.Metadata.Directors.Length + change.Metadata.Cast.Length
        + change.Metadata.Writers.Length;

    public void Write(ClipChange change)
    {
        var metadata = change.Metadata;
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

        _dropCredits.Run(no);
        WriteCredits(no, CreditRows.Director, metadata.Directors.AsSpan());
        WriteCredits(no, CreditRows.Actor, metadata.Cast.AsSpan());
        WriteCredits(no, CreditRows.Writer, metadata.Writers.AsSpan());
    }

    public void Dispose()
    {
        _upsertClip.Dispose();
        _loseFiles.Dispose();
        _dropFiles.Dispose();
        _upsertFile.Dispose();
        _dropCredits.Dispose();
        _insertCredit.Dispose();
        _findMention.Dispose();
        _insertMention.Dispose();
    }

    private void WriteCredits(long no, int role, ReadOnlySpan<Credit> credits)
    {
        foreach (var credit in credits)
        {
            var trimmed = credit with { Name = credit.Name.Trim() };
            if (trimmed.HasId || trimmed.Name.Length > 0)
                _insertCredit.Run(no, role, Mention(trimmed));
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
