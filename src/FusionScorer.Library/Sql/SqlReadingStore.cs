using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

internal sealed class SqlReadingStore(SqlDatabase database) : IReadingStore
{
    private const string EvidenceColumns = "signal, kind, score, text, start_ms, end_ms";
    private const string Select = "SELECT clip_no, signal, status, reason, observation_key, reading_key, feature_set, features FROM reading ";

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

    public void Read(ReadingVisitor visit, string? signal = null) => database.Stream(connection =>
    {
        var gone = ClipRows.Gone(connection);
        var features = new FeatureSetReader(connection);
        using var command = connection.Prepare(
            "SELECT clip_no, signal, status, feature_set, features FROM reading " + (signal is null ? "ORDER BY clip_no, signal" : "WHERE signal = $1 ORDER BY clip_no"),
            signal is null ? 0 : 1);
        using var reader = signal is null ? command.Query() : command.Query(signal);
        var strings = new StringPool();
        while (reader.Read())
        {
            if (gone.Count == 0 || !gone.Contains(reader.Whole(0)))
                visit(new ReadingRow(reader.Whole(0), strings.Share(reader.String(1)), (ReadingStatus)reader.Small(2), features.Names(reader, 3), reader.FloatSpan(4)));
        }

        return true;
    });

    public void Between(string signal, long first, long last, Action<Reading> visit) => database.Stream(connection =>
    {
        var features = new FeatureSetReader(connection);
        var strings = new StringPool();
        using var command = connection.Prepare(Select + "WHERE signal = $1 AND clip_no BETWEEN $2 AND $3 ORDER BY clip_no", 3);
        using var reader = command.Query(signal, first, last);
        while (reader.Read())
            visit(Of(reader, features, strings));
        return true;
    });

    public IReadOnlyList<Reading> OfClip(long clip) => database.Read(connection => Rows(connection, "WHERE clip_no = $1 ORDER BY signal", clip));

    /// <inheritdoc/>
    /// <remarks>Facts that have no place in time come before those that have one.</remarks>
    public IReadOnlyList<Evidence> Evidence(long clip) => database.Read(connection => connection.Rows(
        $"SELECT {EvidenceColumns} FROM evidence WHERE clip_no = $1 ORDER BY signal, start_ms NULLS FIRST, n", EvidenceOf, clip));

    public IReadOnlyList<(long ClipNo, Evidence Evidence)> EvidenceBetween(long first, long last, int limit) => database.Read(connection => connection.Rows(
        $"SELECT {EvidenceColumns}, clip_no FROM evidence WHERE clip_no BETWEEN $1 AND $2 ORDER BY clip_no, signal, start_ms NULLS FIRST, n LIMIT $3",
        row => (row.Whole(6), EvidenceOf(row)),
        first,
        last,
        limit));

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

        foreach (var part in Chunks.By(readings, read => 1 + read.Evidence.Count))
        {
            var chunk = LastOfEach(part, read => read.Reading);
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
        foreach (var part in readings.Chunk(Chunks.MaxRows))
        {
            var chunk = LastOfEach(part, reading => reading);
            database.Write(connection =>
            {
                WriteReadings(connection, chunk);
                AddToCount(connection, -DropEvidence(connection, chunk));
            });
        }
    }

    public void SaveKeepingEvidence(IReadOnlyList<Reading> readings)
    {
        foreach (var chunk in LastOfEach(readings, reading => reading).Chunk(Chunks.MaxRows))
            database.Write(connection => WriteReadings(connection, chunk));
    }

    // What is given twice in one call counts as it was given last, as it would in two calls.
    private static IReadOnlyList<T> LastOfEach<T>(IReadOnlyList<T> items, Func<T, Reading> reading)
    {
        var seen = new HashSet<(long, string)>(items.Count);
        if (items.All(item => seen.Add((reading(item).ClipNo, reading(item).Signal))))
            return items;
        seen.Clear();
        return [.. items.Reverse().Where(item => seen.Add((reading(item).ClipNo, reading(item).Signal))).Reverse()];
    }

    private static List<Reading> Rows(SqlConnection connection, string where, object? parameter)
    {
        var features = new FeatureSetReader(connection);
        var strings = new StringPool();
        return connection.Rows(
            Select + where,
            row => Of(row, features, strings),
            parameter is null ? [] : [parameter]);
    }

    private static Reading Of(SqlRow row, FeatureSetReader features, StringPool strings) => new(
        row.Whole(0), strings.Share(row.String(1)), (ReadingStatus)row.Small(2), row.Text(3) is { } reason ? strings.Share(reason) : null,
        row.Text(4), row.Text(5), features.Features(row, 6));

    private static void WriteReadings(SqlConnection connection, IReadOnlyList<Reading> readings)
    {
        var sets = new FeatureSetWriter(connection);
        var columns = readings.Select(reading => sets.Columns(reading.Features)).ToList();
        using var rows = connection.Bulk("reading", "clip_no, signal, status, reason, observation_key, reading_key, feature_set, features", "clip_no, signal");
        for (var i = 0; i < readings.Count; i++)
        {
            var r = readings[i];
            rows.Add(r.ClipNo, r.Signal, (int)r.Status, r.Reason, r.ObservationKey, r.ReadingKey, columns[i].Set, columns[i].Values);
        }

        rows.Complete();
    }

    // Copies of a clip have the same observation, also within one call.
    private static void WriteObservations(SqlConnection connection, IReadOnlyList<ObservedReading> readings)
    {
        var contents = new Dictionary<string, (string Signal, string Content)>(StringComparer.Ordinal);
        foreach (var (reading, observation, _) in readings)
        {
            if (observation is not null)
                contents[reading.ObservationKey!] = (reading.Signal, observation);
        }

        if (contents.Count == 0)
            return;
        using var rows = connection.Bulk("observation", "key, signal, content", "key");
        foreach (var (key, (signal, content)) in contents)
            rows.Add(key, signal, content);
        rows.Complete();
    }

    private static void ReplaceEvidence(SqlConnection connection, IReadOnlyList<ObservedReading> readings)
    {
        var more = -DropEvidence(connection, [.. readings.Select(read => read.Reading)]);
        if (readings.Any(read => read.Evidence.Count > 0))
        {
            using var rows = connection.Bulk("evidence", "clip_no, signal, n, kind, score, text, start_ms, end_ms");
            foreach (var (reading, _, evidence) in readings)
            {
                more += evidence.Count;
                for (var n = 0; n < evidence.Count; n++)
                {
                    var fact = evidence[n];
                    rows.Add(reading.ClipNo, reading.Signal, n, fact.Kind, fact.Score, fact.Text, fact.StartMs, fact.EndMs);
                }
            }

            rows.Complete();
        }

        AddToCount(connection, more);
    }

    private static int DropEvidence(SqlConnection connection, IReadOnlyList<Reading> readings)
    {
        using var drop = connection.Prepare("DELETE FROM evidence WHERE clip_no = $1 AND signal = $2", 2);
        return drop.RunMany(readings.Select(reading => (object?[])[reading.ClipNo, reading.Signal]));
    }

    private static void AddToCount(SqlConnection connection, int more)
    {
        if (more != 0)
            connection.Run("UPDATE evidence_count SET n = n + $1", more);
    }

    private static Evidence EvidenceOf(SqlRow row) => new(row.String(0), row.String(1), row.Number(2), row.String(3), row.WholeOrNull(4), row.WholeOrNull(5));
}
