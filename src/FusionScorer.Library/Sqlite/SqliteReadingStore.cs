using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Sqlite;

internal sealed class SqliteReadingStore(SqliteDatabase database) : IReadingStore
{
    private const string Select = "SELECT clip_no, signal, status, reason, observation_key, reading_key, feature_set, features FROM reading ";

    private const string Upsert = """
        INSERT INTO reading (clip_no, signal, status, reason, observation_key, reading_key, feature_set, features)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (clip_no, signal) DO UPDATE SET status = excluded.status, reason = excluded.reason,
          observation_key = excluded.observation_key, reading_key = excluded.reading_key, feature_set = excluded.feature_set,
          features = excluded.features
        """;

    public string? Observation(string key) =>
        database.Read(connection => (string?)connection.Scalar("SELECT content FROM observation WHERE key = $1", key));

    public IReadOnlyList<Reading> All(string? signal = null) => database.Read(connection =>
    {
        var gone = ClipRows.Gone(connection);
        var readings = Rows(connection, signal is null ? "ORDER BY clip_no, signal" : "WHERE signal = $1 ORDER BY clip_no", signal);
        if (gone.Count > 0)
            readings.RemoveAll(reading => gone.Contains(reading.ClipNo));
        return readings;
    });

    public void Read(ReadingVisitor visit, string? signal = null) => database.Read(connection =>
    {
        var gone = ClipRows.Gone(connection);
        using var features = new FeatureSetReader(connection);
        using var command = connection.Prepare(
            "SELECT clip_no, signal, status, feature_set, features FROM reading " + (signal is null ? "ORDER BY clip_no, signal" : "WHERE signal = $1 ORDER BY clip_no"),
            signal is null ? 0 : 1);
        if (signal is not null)
            command.Parameters[0].Value = signal;
        using var reader = command.ExecuteReader();
        var strings = new StringPool();
        while (reader.Read())
        {
            if (gone.Count == 0 || !gone.Contains(reader.Whole(0)))
                visit(new ReadingRow(reader.Whole(0), strings.Share(reader.String(1)), (ReadingStatus)reader.Small(2), features.Names(reader, 3), reader.FloatSpan(4)));
        }

        return true;
    });

    public IReadOnlyList<Reading> OfClip(long clip) => database.Read(connection => Rows(connection, "WHERE clip_no = $1 ORDER BY signal", clip));

    /// <inheritdoc/>
    /// <remarks>Facts that have no place in time come before those that have one.</remarks>
    public IReadOnlyList<Evidence> Evidence(long clip) => database.Read(connection => connection.Rows(
        "SELECT signal, kind, score, text, start_ms, end_ms FROM evidence WHERE clip_no = $1 ORDER BY signal, start_ms, n",
        row => new Evidence(row.String(0), row.String(1), row.Number(2), row.String(3), row.WholeOrNull(4), row.WholeOrNull(5)),
        clip));

    public long EvidenceCount() => database.Read(connection => (long)connection.Scalar("SELECT n FROM evidence_count")!);

    public void Save(Reading reading, string? observation, IReadOnlyList<Evidence> evidence) => SaveObserved([new ObservedReading(reading, observation, evidence)]);

    public void SaveObserved(IReadOnlyList<ObservedReading> readings)
    {
        foreach (var (reading, observation, evidence) in readings)
        {
            if (observation is not null && reading.ObservationKey is null)
                throw new ArgumentException("An observation needs a key.", nameof(readings));
            if (evidence.Any(fact => fact.Signal != reading.Signal))
                throw new ArgumentException("All evidence must be of the reading's signal.", nameof(readings));
        }

        foreach (var chunk in Chunks.By(readings, read => 1 + read.Evidence.Count))
        {
            database.Write(connection =>
            {
                WriteObservations(connection, chunk);
                WriteReadings(connection, [.. chunk.Select(read => read.Reading)]);
                ReplaceEvidence(connection, chunk);
            });
        }
    }

    public void SaveMany(IReadOnlyList<Reading> readings)
    {
        foreach (var chunk in readings.Chunk(Chunks.MaxRows))
        {
            database.Write(connection =>
            {
                WriteReadings(connection, chunk);
                using var drop = connection.Prepare("DELETE FROM evidence WHERE clip_no = $1 AND signal = $2", 2);
                var dropped = 0;
                foreach (var reading in chunk)
                    dropped += drop.Run(reading.ClipNo, reading.Signal);
                AddToCount(connection, -dropped);
            });
        }
    }

    private static List<Reading> Rows(SqliteConnection connection, string where, object? parameter)
    {
        using var features = new FeatureSetReader(connection);
        var strings = new StringPool();
        return connection.Rows(
            Select + where,
            row => new Reading(
                row.Whole(0), strings.Share(row.String(1)), (ReadingStatus)row.Small(2), row.Text(3) is { } reason ? strings.Share(reason) : null,
                row.Text(4), row.Text(5), features.Features(row, 6)),
            parameter is null ? [] : [parameter]);
    }

    private static void WriteReadings(SqliteConnection connection, ReadOnlySpan<Reading> readings)
    {
        using var upsert = connection.Prepare(Upsert, 8);
        using var sets = new FeatureSetWriter(connection);
        foreach (var r in readings)
        {
            var (set, values) = sets.Columns(r.Features);
            upsert.Run(r.ClipNo, r.Signal, (int)r.Status, r.Reason, r.ObservationKey, r.ReadingKey, set, values);
        }
    }

    private static void WriteObservations(SqliteConnection connection, List<ObservedReading> readings)
    {
        using var upsert = connection.Prepare("INSERT INTO observation (key, signal, content) VALUES ($1, $2, $3) ON CONFLICT (key) DO UPDATE SET content = excluded.content", 3);
        foreach (var (reading, observation, _) in readings)
        {
            if (observation is not null)
                upsert.Run(reading.ObservationKey, reading.Signal, observation);
        }
    }

    private static void ReplaceEvidence(SqliteConnection connection, List<ObservedReading> readings)
    {
        using var drop = connection.Prepare("DELETE FROM evidence WHERE clip_no = $1 AND signal = $2", 2);
        using var insert = connection.Prepare(
            "INSERT INTO evidence (clip_no, signal, n, kind, score, text, start_ms, end_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", 8);
        var more = 0;
        foreach (var (reading, _, evidence) in readings)
        {
            more += evidence.Count - drop.Run(reading.ClipNo, reading.Signal);
            for (var n = 0; n < evidence.Count; n++)
            {
                var fact = evidence[n];
                insert.Run(reading.ClipNo, reading.Signal, n, fact.Kind, fact.Score, fact.Text, fact.StartMs, fact.EndMs);
            }
        }

        AddToCount(connection, more);
    }

    private static void AddToCount(SqliteConnection connection, int more)
    {
        if (more != 0)
            connection.Run("UPDATE evidence_count SET n = n + $1", more);
    }
}
