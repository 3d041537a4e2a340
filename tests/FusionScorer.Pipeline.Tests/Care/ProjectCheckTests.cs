using FusionScorer.Core;
using FusionScorer.Library;
using FusionScorer.Library.Checking;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Care;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Pipeline.Tests.Care;

public sealed class ProjectCheckTests : IDisposable
{
    private readonly CareProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Check_CleanProject_FindsNothing(bool deep)
    {
        Assert.Empty(_project.Check(deep));

        using (var project = _project.Open())
            Assert.Equal(CareProject.Clips, project.Store.Clips.Count());
        Assert.Empty(_project.Check(deep));
    }

    [Theory]
    [InlineData("counts", "evidence", "UPDATE evidence_count SET n = n + 5")]
    [InlineData("counts", "evidence", "DELETE FROM evidence_count")]
    [InlineData("counts", "clips", "UPDATE clip_count SET n = 3 WHERE media = 1")]
    [InlineData("counts", "readings", "UPDATE reading_count SET n = n - 1 WHERE signal = 'captions'")]
    [InlineData("counts", "readings", "INSERT INTO reading_count VALUES ('speech', 0, 1, 4)")]
    [InlineData("counts", "jobs", "UPDATE job_run SET done = done + 1 WHERE id = 'run2'")]
    [InlineData("counts", "jobs", "UPDATE job_run SET failed = failed - 1 WHERE id = 'run1'")]
    [InlineData("counts", "jobs", "UPDATE job_run SET failed = 0 WHERE id = 'run2'")]
    [InlineData("counts", "later places", "UPDATE job_run SET ends = 0 WHERE id = 'run2'")]
    [InlineData("links", "evidence without a reading", "DELETE FROM reading WHERE clip_no = 2")]
    [InlineData("links", "rows of reading", "DELETE FROM clip WHERE no = 2")]
    [InlineData("links", "rows of fused", "DELETE FROM clip WHERE no = 2")]
    [InlineData("links", "rows of decision", "DELETE FROM clip WHERE no = 2")]
    [InlineData("links", "rows of file", "DELETE FROM clip WHERE no = 2")]
    [InlineData("links", "rows of viewer_link", "DELETE FROM clip WHERE no = 2")]
    [InlineData("links", "rows of pick whose clip_no", "UPDATE pick SET clip_no = 999 WHERE rank = 1")]
    [InlineData("links", "rows of pick whose batch_id", "DELETE FROM batch")]
    [InlineData("links", "rows of known_level whose load", "DELETE FROM load WHERE target = 'known_level'")]
    [InlineData("links", "rows of credit whose mention", "DELETE FROM mention")]
    [InlineData("links", "feature_set", "DELETE FROM feature_set")]
    [InlineData("links", "rows of webhook_delivery whose webhook", "DELETE FROM webhook")]
    [InlineData("links", "active_policy", "DROP TRIGGER policy_no_delete; DELETE FROM policy")]
    [InlineData("policies", "no policy is active", "DELETE FROM active_policy")]
    [InlineData("policies", "hash", "DROP TRIGGER policy_no_update; UPDATE policy SET text = text || '# more'")]
    [InlineData("vectors", "not as many", "UPDATE reading SET features = substr(features, 1, 8) WHERE clip_no = 3")]
    [InlineData("vectors", "not as many", "UPDATE reading SET features = NULL WHERE clip_no = 3")]
    [InlineData("vectors", "levels or votes", "UPDATE fused SET posterior = substr(posterior, 1, 8) WHERE clip_no = 3")]
    [InlineData("vectors", "levels or votes", "UPDATE fused SET votes = x'00' WHERE clip_no = 3")]
    [InlineData("vectors", "levels or votes", "UPDATE fused SET level = 17 WHERE clip_no = 3")]
    [InlineData("vectors", "fused results whose probabilities", "UPDATE fused SET posterior = zeroblob(length(posterior)) WHERE clip_no = 3")]
    [InlineData("vectors", "fused results whose probabilities", "UPDATE fused SET label_model = x'0000C0FF' || substr(label_model, 5) WHERE clip_no = 3")]
    [InlineData("vectors", "levels of their taxonomy", "DROP TRIGGER decision_no_update; UPDATE decision SET posterior = zeroblob(4) WHERE seq = 1")]
    [InlineData("vectors", "decisions whose posterior does not add up", "DROP TRIGGER decision_no_update; UPDATE decision SET posterior = zeroblob(20) WHERE seq = 1")]
    [InlineData("decisions", "take back", "DROP TRIGGER decision_no_delete; DELETE FROM decision WHERE id = 'd4'")]
    [InlineData("decisions", "unknown kind", "DROP TRIGGER decision_no_update; UPDATE decision SET levels = '' WHERE id = 'd1'")]
    [InlineData("accounts", "not there", "INSERT INTO invitation VALUES ('hash', 'nobody', '2026-01-01T00:00:00.0000000Z')")]
    [InlineData("accounts", "role", "UPDATE account SET role = 'king'")]
    [InlineData("schema", "missing or changed", "DROP TRIGGER decision_no_delete")]
    [InlineData("schema", "missing or changed", "DROP INDEX pick_by_clip")]
    [InlineData("schema", "missing or changed", "DROP TABLE claim")]
    public void Check_DamagedByHand_FindsIt(string area, string what, string damage)
    {
        _project.Damage(damage);

        var finding = Assert.Single(_project.Check(), finding => finding.Area == area && finding.What.Contains(what, StringComparison.Ordinal));

        Assert.True(finding.IsFault);
        Assert.True(finding.Count > 0);
        Assert.NotEmpty(finding.Mend);
    }

    [Theory]
    [InlineData("decisions", "numbers that are missing", "DROP TRIGGER decision_no_delete; DELETE FROM decision WHERE id = 'd1'", false)]
    [InlineData("decisions", "under a policy", "DROP TRIGGER decision_no_update; UPDATE decision SET policy_hash = 'x' WHERE id = 'd1'", false)]
    [InlineData("loads", "never ended", "INSERT INTO load (target, source, state) VALUES ('viewer_link', 'a.csv', 0)", false)]
    [InlineData("links", "no reading refers", "INSERT INTO observation VALUES ('k', 'captions', '{}')", true)]
    public void Check_Oddities_AreRemarks(string area, string what, string sql, bool deep)
    {
        _project.Damage(sql);

        Assert.False(Assert.Single(_project.Check(deep), finding => finding.Area == area && finding.What.Contains(what, StringComparison.Ordinal)).IsFault);
    }

    [Fact]
    public void Check_ObservationLost_IsFoundByALongLook()
    {
        _project.Damage("DELETE FROM observation WHERE key = 'key5'");

        Assert.Empty(_project.Check());
        Assert.Equal("links", Assert.Single(_project.Check(deep: true)).Area);
    }

    [Fact]
    public void Mend_WrongCounters_AreCountedAnew()
    {
        _project.Damage("DELETE FROM evidence_count; UPDATE clip_count SET n = 99; DELETE FROM reading_count; UPDATE job_run SET failed = 9, ends = 0, state = 0; UPDATE job_run SET done = 99 WHERE id = 'run2'");
        Assert.Equal(5, _project.Check().Count);

        CounterMend.Run(_project.Location.Store, _project.Clock);

        Assert.Empty(_project.Check());
        using var project = _project.Open();
        Assert.Equal(
            [("run2", JobRunState.Running, CareProject.Clips - 7, 3), ("run1", JobRunState.Finished, CareProject.Clips - 2, 2)],
            project.Store.Jobs.Runs(9).Select(run => (run.Id, run.State, run.Done, run.Failed)));
    }

    [Fact]
    public void Check_PageOverwritten_IsTheEnginesFinding()
    {
        var page = _project.Ask("SELECT rootpage FROM sqlite_schema WHERE name = 'pick_by_clip'");
        using (var file = File.OpenWrite(_project.Store))
        {
            file.Position = (page - 1) * 4096;
            file.Write(new byte[4096]);
        }

        Assert.Equal("engine", Assert.Single(_project.Check()).Area);
    }

    [Fact]
    public void Check_MediaGoneOrChanged_IsFound()
    {
        File.Delete(_project.At("library", "clip3.mp4"));
        File.AppendAllText(_project.At("library", "clip4.mp4"), "more");
        var same = _project.At("library", "clip5.mp4");
        File.WriteAllBytes(same, new byte[new FileInfo(same).Length]);

        Assert.Equal(["clip3.mp4", "clip4.mp4"], _project.Check().Select(finding => finding.Example));
        Assert.Equal(["clip3.mp4", "clip4.mp4", "clip5.mp4"], _project.Check(deep: true).Select(finding => finding.Example));

        Directory.Move(_project.At("library"), _project.At("elsewhere"));
        var finding = Assert.Single(_project.Check());
        Assert.Equal((long)CareProject.Clips, finding.Count);
        Assert.Contains("mount", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_CachesDamagedOrCutOff_AreRemarks()
    {
        var links = Path.Combine(_project.Folder, "cache", "links.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(links)!);
        File.WriteAllText(links, "nonsense");
        File.WriteAllText(links + ".7.part", "half");
        File.SetLastWriteTimeUtc(links + ".7.part", _project.Clock.GetUtcNow().UtcDateTime.AddHours(-2));

        var findings = _project.Check();

        Assert.Equal(2, findings.Count);
        Assert.All(findings, finding => Assert.Equal(("caches", false), (finding.Area, finding.IsFault)));
    }

    [Fact]
    public void Check_ProjectFileHalfWritten_SaysSoAndStillLooksAtTheStore()
    {
        File.WriteAllText(Path.Combine(_project.Folder, "fusion.yaml"), "libraries:\n  lib: [");
        _project.Damage("UPDATE evidence_count SET n = 0");

        Assert.Equal(["files", "counts"], _project.Check().Select(finding => finding.Area));
    }

    [Fact]
    public void Check_ProjectFileThatNamesAServerCannotBeRead_DoesNotTakeTheDatabaseLeftInTheFolder()
    {
        File.WriteAllText(Path.Combine(_project.Folder, "fusion.yaml"), "store: Host=db;Database=d\nlibraries:\n  lib: [");

        Assert.Contains("fusion.yaml", Assert.Throws<BadInputException>(() => ProjectLocation.Of(_project.Folder, _ => null)).Message, StringComparison.Ordinal);
        Assert.NotNull(ProjectLocation.Of(_project.Folder, name => name == StoreLocation.Variable ? "sqlite" : null).FileFault);
    }

    [Fact]
    public void Check_OtherVersions_AreSaid()
    {
        _project.Damage("DELETE FROM schema_version WHERE version = (SELECT max(version) FROM schema_version)");
        Assert.Contains("any other command", Assert.Single(_project.Check()).Mend, StringComparison.Ordinal);

        _project.Damage("INSERT INTO schema_version VALUES (99, '')");
        Assert.Contains("newer FusionScorer", Assert.Throws<BadInputException>(() => _project.Check()).Message, StringComparison.Ordinal);

        File.WriteAllText(_project.Store, "no database, but some text that is long enough to be taken for one ................................................................");
        Assert.Contains("no SQLite database", Assert.Throws<BadInputException>(() => _project.Check()).Message, StringComparison.Ordinal);

        File.Delete(_project.Store);
        Assert.Contains("the project's database is gone", Assert.Throws<BadInputException>(() => _project.Check()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_EveryForeignKey_IsLookedAt()
    {
        using var connection = new SqliteConnection($"Data Source={_project.Store};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT t.name, k."from" FROM sqlite_schema t, pragma_foreign_key_list(t.name) k WHERE t.type = 'table' AND t.name <> 'evidence'""";
        using var reader = command.ExecuteReader();
        var keys = new List<string>();
        while (reader.Read())
            keys.Add($"{reader.GetString(0)}.{reader.GetString(1)}");

        Assert.Equal(keys.Order(StringComparer.Ordinal), LinkChecks.Keys.Select(key => $"{key.Table}.{key.Column}").Order(StringComparer.Ordinal));
    }
}
