using FusionScorer.Library.Records;
using FusionScorer.Library.Sqlite;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Tests.Stores;

/// <summary>The SQLite store keeps the promises of every store, and some of its own.</summary>
public sealed class SqliteStoreTests : StoreTests
{
    private readonly SqliteFile _file = new();

    [Theory]
    [InlineData("UPDATE decision SET levels = 'G'")]
    [InlineData("DELETE FROM decision")]
    [InlineData("UPDATE policy SET text = 'x'")]
    [InlineData("DELETE FROM policy")]
    [InlineData("UPDATE blind_task SET account = 'eve'")]
    [InlineData("DELETE FROM blind_task")]
    public void Rows_ThatAreForEver_RefuseChange(string sql)
    {
        Store.Policies.Activate(new("abcd1234", null, "ann", "", "text", Noon));
        var clip = AddClips(1)[0];
        Store.Decisions.Append(Level("d1", clip));
        Store.Quality.Add(SecondOf(clip, "d1"));

        using var connection = _file.Connect();

        Assert.Throws<SqliteException>(() => SqliteFile.Execute(connection, sql));
    }

    [Fact]
    public void Open_DatabaseBeforeMentions_KeepsItsPeople()
    {
        using (var connection = _file.Connect())
        {
            SchemaMigrator.Apply(connection, _file.Path, [.. SchemaMigrator.BuiltIn.Where(step => step.Version < 4)], Clock);
            SqliteFile.Execute(connection, """
                PRAGMA foreign_keys = ON;
                INSERT INTO clip (no, clip_id, directors, "cast", present, added_at) VALUES (1, 'c1', '["J.J. Abrams"]', '["Ann"]', 1, ''), (2, 'c2', '["J. J. Abrams"]', NULL, 1, '');
                INSERT INTO person (id, key, name) VALUES (4, 'jj abrams', 'J.J. Abrams'), (5, 'ann', 'Ann'), (6, 'j j abrams', 'J. J. Abrams');
                INSERT INTO credit (clip_no, role, person) VALUES (1, 0, 4), (1, 1, 5), (2, 0, 6);
                """);
        }

        Assert.Equal([new(1, 4, "director"), new(1, 5, "actor"), new(2, 4, "director")], Store.Clips.PersonLinks());
        Assert.Equal("J.J. Abrams", Store.Clips.PersonNames([4])[4]);
        Assert.Equal(["Ann"], Store.Clips.All()[0].Metadata.Cast.ToArray());
        Assert.Empty(Store.Clips.All()[0].Metadata.Writers);
    }

    [Fact]
    public void Decision_InsertOrReplace_ChangesNothing()
    {
        Store.Decisions.Append(Level("d1", AddClips(1)[0]));
        using var connection = _file.Connect();

        SqliteFile.Execute(connection, "INSERT OR REPLACE INTO decision SELECT seq, id, clip_no, 'eve', role, kind, 'G', undoes, policy_hash, taxonomy, chosen_by, batch_id, inclusion_probability, audit, posterior, seconds, evidence_opened, at, note FROM decision");

        Assert.Equal("ann", Assert.Single(Store.Decisions.All()).Reviewer);
    }

    [Fact]
    public void BlindTasks_AreNotReplacedEither()
    {
        Store.Quality.Add(SecondOf(AddClips(1)[0], "d1"));
        using var connection = _file.Connect();

        SqliteFile.Execute(connection, "INSERT OR REPLACE INTO blind_task SELECT id, kind, clip_no, 'eve', decision_id, level, share, at FROM blind_task");

        Assert.Equal("ann", Assert.Single(Store.Quality.TasksAfter(0)).Account);
    }

    [Theory]
    [InlineData("UPDATE audit_event SET who = 'eve'")]
    [InlineData("DELETE FROM audit_event")]
    [InlineData("INSERT OR REPLACE INTO audit_event SELECT seq, at, 'eve', action, subject, detail FROM audit_event")]
    public void TheAuditLog_CannotBeChanged(string sql)
    {
        Store.Accounts.Log(Entry());
        using var connection = _file.Connect();

        Assert.Throws<SqliteException>(() => SqliteFile.Execute(connection, sql));
        Assert.Equal("root", Store.Accounts.Events(null, 10).Single().Who);
    }

    [Fact]
    public void SaveFusion_FewResultsChanged_WritesOnlyTheirRows()
    {
        var c = AddClips(50);
        Store.Fusion.Save(Run(), [.. c.Select(clip => Fused(clip, 1, 0.5f, float.NaN))]);
        using var connection = _file.Connect();
        SqliteFile.Execute(connection, """
            CREATE TABLE touched (clip_no INTEGER);
            CREATE TRIGGER on_insert AFTER INSERT ON fused BEGIN INSERT INTO touched VALUES (NEW.clip_no); END;
            CREATE TRIGGER on_update AFTER UPDATE ON fused BEGIN INSERT INTO touched VALUES (NEW.clip_no); END;
            CREATE TRIGGER on_delete AFTER DELETE ON fused BEGIN INSERT INTO touched VALUES (OLD.clip_no); END;
            """);

        Store.Fusion.Save(Run(), [.. c.Skip(1).Select(clip => Fused(clip, clip == c[7] ? 2 : 1, clip == c[9] ? 0.25f : 0.5f, float.NaN))]);

        Assert.Equal($"{c[0]},{c[7]},{c[9]}", SqliteFile.Scalar(connection, "SELECT group_concat(clip_no ORDER BY clip_no) FROM touched"));
    }

    [Fact]
    public void SaveFusion_ManyRuns_KeepsTwenty()
    {
        for (var i = 0; i < 25; i++)
            Store.Fusion.Save(Run(policy: i % 2 == 0 ? "a" : "b"), []);

        using var connection = _file.Connect();

        Assert.Equal("20 6 25", SqliteFile.Scalar(connection, "SELECT count(*) || ' ' || min(id) || ' ' || max(id) FROM fusion_run"));
    }

    [Fact]
    public void ReplaceViewerLinks_LeftoversOfACrash_AreSweptByTheNextOne()
    {
        var c = AddClips(1);
        using var connection = _file.Connect();
        SqliteFile.Execute(connection, "INSERT INTO load VALUES (50, 'viewer_link', 's', 0); INSERT INTO viewer_link VALUES (50, 0, 1, 1, 1)");
        Assert.Empty(Store.Clips.ViewerLinks());

        Store.Clips.ReplaceViewerLinks("s", Enumerable.Range(0, 1500).Select(i => new ViewerLink(c[0], i, 1)));
        Store.Clips.ReplaceViewerLinks("s", [new(c[0], 7, 1)]);

        Assert.Equal("1 1", SqliteFile.Scalar(connection, "SELECT (SELECT count(*) FROM viewer_link) || ' ' || (SELECT count(*) FROM load)"));
    }

    [Fact]
    public void Database_AfterHammering_PassesItsIntegrityCheck()
    {
        TwoStores_WriteAndReadAtOnce_LoseNothing();

        using var connection = _file.Connect();

        Assert.Equal("ok", SqliteFile.Scalar(connection, "PRAGMA integrity_check"));
        Assert.Null(SqliteFile.Scalar(connection, "PRAGMA foreign_key_check"));
        Assert.Equal("wal", SqliteFile.Scalar(connection, "PRAGMA journal_mode"));
    }

    [Fact]
    public void Dispose_LastStore_LeavesOneFile()
    {
        AddClips(10);

        Reopen();

        Assert.Equal(["fusion.db"], Directory.GetFiles(_file.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void AddedAt_OfAClip_IsTheClocksTimeOfItsFirstSight()
    {
        AddClips(1);
        Clock.Advance(TimeSpan.FromDays(1));
        AddClips(2);

        using var connection = _file.Connect();

        Assert.Equal(
            "2026-05-04T12:00:00.1230000Z,2026-05-05T12:00:00.1230000Z",
            SqliteFile.Scalar(connection, "SELECT group_concat(added_at ORDER BY no) FROM clip"));
    }

    protected override IStore Open() => SqliteStore.Open(_file.Path, create: true, Clock);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _file.Dispose();
    }
}
