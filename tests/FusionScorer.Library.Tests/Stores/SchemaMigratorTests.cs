using FusionScorer.Core;
using FusionScorer.Library.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Library.Tests.Stores;

public sealed class SchemaMigratorTests : IDisposable
{
    private readonly SqliteFile _file = new();
    private readonly SqliteConnection _connection;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly Migration _one = new(1, "CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at TEXT); CREATE TABLE a (x)");
    private readonly Migration _two = new(2, "ALTER TABLE a ADD COLUMN y; INSERT INTO a VALUES (1, 2)");

    public SchemaMigratorTests() => _connection = _file.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _file.Dispose();
    }

    [Fact]
    public void BuiltIn_Steps_AreNumberedFromOneWithoutGaps() =>
        Assert.Equal(Enumerable.Range(1, SchemaMigrator.BuiltIn.Count), SchemaMigrator.BuiltIn.Select(step => step.Version));

    [Fact]
    public void Apply_FromVersionOne_RunsTheSecondStepOnce()
    {
        Apply(_one);
        _clock.Advance(TimeSpan.FromHours(1));

        Apply(_one, _two);
        Apply(_one, _two);

        Assert.Equal("1", SqliteFile.Scalar(_connection, "SELECT count(*) FROM a WHERE y = 2"));
        Assert.Equal(
            "1 2026-05-04T12:00:00.0000000Z,2 2026-05-04T13:00:00.0000000Z",
            SqliteFile.Scalar(_connection, "SELECT group_concat(version || ' ' || applied_at) FROM schema_version"));
    }

    [Fact]
    public void Apply_AStepFails_LeavesTheFormerVersionAsItWas()
    {
        Apply(_one);

        Assert.Throws<SqliteException>(() => Apply(_one, _two, new Migration(3, "CREATE TABLE b (x); CREATE TABLE a (x)")));

        Assert.Equal("1 0", SqliteFile.Scalar(_connection, "SELECT max(version) || ' ' || (SELECT count(*) FROM a) FROM schema_version"));
        Apply(_one, _two);
    }

    [Fact]
    public void Apply_DatabaseIsNewer_IsRefused()
    {
        Apply(_one, _two);

        Assert.Contains("update the program", Assert.Throws<BadInputException>(() => Apply(_one)).Message, StringComparison.Ordinal);
    }

    private void Apply(params Migration[] steps) => SchemaMigrator.Apply(_connection, "fusion.db", steps, _clock);
}
