using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library;
using FusionScorer.Library.Checking;
using FusionScorer.Library.Moving;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Care;
using FusionScorer.TestKit.Services;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Pipeline.Tests.Care;

/// <summary>From SQLite to PostgreSQL and back.</summary>
public sealed class StoreCopyTests : IDisposable
{
    private static readonly Lazy<PostgresServer> Server = new(() => PostgresServer.Start());
    private static readonly Lazy<string> Database = new(() => new Npgsql.NpgsqlConnectionStringBuilder(Server.Value.NewDatabase()).Database!);
    private static int _schemas;
    private readonly CareProject _project = new();

    public void Dispose() => _project.Dispose();

    [PostgresFact]
    public void Copy_ThereAndBack_IsTheSameInEveryTable()
    {
        _project.Damage("INSERT INTO lease VALUES ('x', 'y', 'z'); INSERT INTO draft SELECT 'ann', 3, '{\"a\":\"\u00e9\"}', '2026' ; INSERT INTO load (target, source, state) VALUES ('viewer_link', 'gone', 2); DELETE FROM load WHERE source = 'gone'");
        var server = NewPlace();
        var back = StoreLocation.OfFile(_project.At("back.db"));

        var there = Copy(_project.Location.Store, server);
        var home = Copy(server, back);

        Assert.True(there.Rows > 100);
        Assert.Equal(there.Tables.Where(table => table.Name != "link_store"), home.Tables.Where(table => table.Name != "link_store"));
        Assert.Equal(Dump(_project.Store), Dump(back.File!));
        Assert.Empty(Check(server));
        Assert.Empty(Check(back));
    }

    [PostgresFact]
    public void Copy_OnAServer_IsAProjectToGoOnWith()
    {
        var server = NewPlace();
        Copy(_project.Location.Store, server);

        using (var store = server.Open(create: false, _project.Clock))
        using (var original = _project.Open())
        {
            Assert.Equal(original.Store.Decisions.All().Select(decision => decision.Id), store.Decisions.All().Select(decision => decision.Id));
            var policy = store.Policies.Active()!.Hash;
            Assert.True(store.Decisions.Append(new Decision("new", 3, "ann", "reviewer", DecisionKind.Level, "R", null, policy, "G|R", "direct", null, null, false, [], null, null, _project.Clock.GetUtcNow())));
            Assert.False(store.Decisions.Append(new Decision("d1", 3, "ann", "reviewer", DecisionKind.Level, "R", null, policy, "G|R", "direct", null, null, false, [], null, null, _project.Clock.GetUtcNow())));
            store.Clips.ReplaceViewerLinks("viewers.csv", [new ViewerLink(1, 5, 3)]);
            store.Readings.SaveMany([new Reading(2, "captions", ReadingStatus.Failed, "why", "key2", null, new Dictionary<string, float>())]);
        }

        Assert.Empty(Check(server));
    }

    [PostgresFact]
    public void Copy_TargetHoldsAProject_IsRefusedAndLeftAsItIs()
    {
        var server = NewPlace();
        Copy(_project.Location.Store, server);

        Assert.Contains("holds a project already", Assert.Throws<BadInputException>(() => Copy(_project.Location.Store, server)).Message, StringComparison.Ordinal);
        Assert.Contains("exists already", Assert.Throws<BadInputException>(() => Copy(server, _project.Location.Store)).Message, StringComparison.Ordinal);
        Assert.Contains("lies already", Assert.Throws<BadInputException>(() => Copy(server, server)).Message, StringComparison.Ordinal);
        Assert.Empty(Check(server));
    }

    [PostgresFact]
    public void Copy_RowThatTheServerRefuses_LeavesNothing()
    {
        _project.Damage("INSERT INTO account SELECT 'Ülli', role, password_hash, stamp, disabled, created_at, NULL, NULL FROM account; INSERT INTO account SELECT 'ülli', role, password_hash, stamp, disabled, created_at, NULL, NULL FROM account WHERE name = 'ann'");
        var server = NewPlace();

        Assert.Contains("does not take the rows of account", Assert.Throws<BadInputException>(() => Copy(_project.Location.Store, server)).Message, StringComparison.Ordinal);

        using var store = server.Open(create: false, _project.Clock);
        Assert.Equal(0, store.Clips.Count());
    }

    [PostgresFact]
    public void Copy_ZeroCharacter_IsReplacedAndSaid()
    {
        _project.Damage("UPDATE clip SET title = 'a' || char(0) || 'b' WHERE no = 1");
        var server = NewPlace();

        Assert.Equal(1, Copy(_project.Location.Store, server).Altered);
        using var store = server.Open(create: false, _project.Clock);
        Assert.Equal("a\uFFFDb", store.Clips.All()[0].Metadata.Title);
    }

    [PostgresFact]
    public void Copy_Stopped_LeavesNothing()
    {
        var server = NewPlace();
        using (var project = _project.Open())
            project.Store.Clips.ReplaceViewerLinks("bulk", [.. Enumerable.Range(0, 30_000).Select(i => new ViewerLink(1 + (i % CareProject.Clips), i, 3))]);
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => StoreCopy.Run(_project.Location.Store, server, force: false, _project.Clock, _ => stop.Cancel(), stop.Token));
        Assert.Throws<OperationCanceledException>(() => StoreCopy.Run(_project.Location.Store, StoreLocation.OfFile(_project.At("b.db")), force: false, _project.Clock, _ => stop.Cancel(), stop.Token));

        Assert.Empty(Directory.GetFiles(_project.At(), "b.db*"));
        Copy(_project.Location.Store, server);
        Assert.Empty(Check(server));
    }

    [PostgresFact]
    public void Backup_OfAServer_IsAFileThatOpensAsAProject()
    {
        var server = NewPlace(out var schema);
        Copy(_project.Location.Store, server);
        var address = string.Create(CultureInfo.InvariantCulture, $"postgres://fusion:{Server.Value.Password}@127.0.0.1:{Server.Value.Port}/{Database.Value}?schema={schema}");
        var location = ProjectLocation.Of(_project.Folder, name => name == StoreLocation.Variable ? address : null);

        var report = ProjectBackup.Run(location, _project.At("server.db"), force: false, _ => null, _project.Clock, told: null, CancellationToken.None);

        Assert.Empty(report.Findings);
        using var store = StoreLocation.OfFile(report.Path).Open(create: false, _project.Clock);
        Assert.Equal(6, store.Decisions.All().Count);
    }

    [PostgresTheory]
    [InlineData("counts", "evidence", "UPDATE evidence_count SET n = n + 5")]
    [InlineData("counts", "clips", "UPDATE clip_count SET n = 3 WHERE media = 1")]
    [InlineData("counts", "readings", "DELETE FROM reading_count")]
    [InlineData("links", "evidence without a reading", "DELETE FROM reading WHERE clip_no = 2")]
    [InlineData("links", "rows of fused", "ALTER TABLE fused DROP CONSTRAINT fused_clip_no_fkey; UPDATE fused SET clip_no = 999 WHERE clip_no = 2")]
    [InlineData("engine", "valid", "ALTER TABLE fused DROP CONSTRAINT fused_clip_no_fkey; ALTER TABLE fused ADD FOREIGN KEY (clip_no) REFERENCES clip (no) NOT VALID")]
    [InlineData("policies", "no policy is active", "DELETE FROM active_policy")]
    [InlineData("vectors", "not as many", "UPDATE reading SET features = substr(features, 1, 8) WHERE clip_no = 3")]
    [InlineData("vectors", "levels or votes", "UPDATE fused SET posterior = substr(posterior, 1, 8) WHERE clip_no = 3")]
    [InlineData("vectors", "fused results whose probabilities", "UPDATE fused SET posterior = '\\x0000000000000000000000000000000000000000' WHERE clip_no = 3")]
    [InlineData("decisions", "take back", "ALTER TABLE decision DISABLE TRIGGER USER; ALTER TABLE webhook_delivery DROP CONSTRAINT webhook_delivery_decision_fkey; DELETE FROM decision WHERE id = 'd4'; ALTER TABLE decision ENABLE TRIGGER USER")]
    [InlineData("accounts", "not there", "INSERT INTO invitation VALUES ('hash', 'nobody', '2026-01-01T00:00:00.0000000Z')")]
    [InlineData("counts", "jobs", "UPDATE job_run SET failed = 9")]
    [InlineData("counts", "later places", "UPDATE job_run SET ends = 1 WHERE id = 'run2'")]
    [InlineData("schema", "missing or changed", "ALTER TABLE decision DISABLE TRIGGER decision_no_change")]
    [InlineData("schema", "missing or changed", "DROP INDEX pick_by_clip")]
    [InlineData("schema", "missing or changed", "DROP TABLE claim")]
    public void Check_ServerDamagedByHand_FindsIt(string area, string what, string damage)
    {
        var server = NewPlace(out var schema);
        Copy(_project.Location.Store, server);
        Server.Value.Execute(Database.Value, $"SET search_path = {schema}; {damage}");

        var finding = Assert.Single(Check(server), finding => finding.Area == area && finding.What.Contains(what, StringComparison.Ordinal));

        Assert.True(finding.IsFault);
        Assert.True(finding.Count > 0);
        if (area != "counts")
            return;
        CounterMend.Run(server, _project.Clock);
        Assert.Empty(Check(server));
    }

    private static StoreLocation NewPlace() => NewPlace(out _);

    private static StoreLocation NewPlace(out string schema)
    {
        schema = string.Create(CultureInfo.InvariantCulture, $"copy{Interlocked.Increment(ref _schemas)}");
        return StoreLocation.Parse(Server.Value.ConnectionString(Database.Value), "/", _ => null, schema);
    }

    private CopyReport Copy(StoreLocation from, StoreLocation to) => StoreCopy.Run(from, to, force: false, _project.Clock, told: null, CancellationToken.None);

    private static IReadOnlyList<CheckFinding> Check(StoreLocation location)
    {
        using var database = CheckedDatabase.Open(location);
        return StoreCheck.Run(database, deep: true, told: null, CancellationToken.None);
    }

    /// <summary>Every row of every table as text, in the order of the text; but for what tells two stores apart.</summary>
    private static List<string> Dump(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        var rows = new List<string>();
        foreach (var table in Ask(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('schema_version', 'link_store')").Select(name => name["String ".Length..]))
            rows.AddRange(Ask(connection, $"SELECT * FROM {table}").Select(row => $"{table}: {row}"));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static List<string> Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                byte[] blob => "x" + Convert.ToHexString(blob),
                DBNull => "NULL",
                var value => $"{value.GetType().Name} {Convert.ToString(value, CultureInfo.InvariantCulture)}",
            })));
        }

        return rows;
    }
}
