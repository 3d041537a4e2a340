using System.Collections.Concurrent;
using FusionScorer.Core;
using FusionScorer.Library;
using FusionScorer.Library.Checking;
using FusionScorer.Library.Records;
using FusionScorer.Library.Sqlite;
using FusionScorer.Pipeline.Care;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Tests.Care;

public sealed class ProjectBackupTests : IDisposable
{
    private const int Writers = 4;
    private readonly CareProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Backup_DuringWritersAndABulkIngest_HoldsAllThatWasAcknowledgedBefore()
    {
        var acknowledged = new ConcurrentQueue<string>();
        using var over = new CancellationTokenSource();
        var work = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Decide(writer, acknowledged, over.Token))).Append(Task.Run(() => Ingest(over.Token))).ToList();
        while (acknowledged.Count < 40)
            await Task.Delay(5);

        var before = acknowledged.ToArray();
        var report = Backup(_project.At("copy.db"));
        while (acknowledged.Count < before.Length + Writers)
            await Task.Delay(5);
        await over.CancelAsync();
        await Task.WhenAll(work);

        Assert.DoesNotContain(report.Findings, finding => finding.IsFault); // an import that is under way is a remark
        using var copy = SqliteStore.Open(report.Path, create: false, _project.Clock);
        var kept = copy.Decisions.All().Select(decision => decision.Id).ToList();
        Assert.Empty(before.Except(kept));
        Assert.Equal(kept.Count, kept.Distinct().Count());
    }

    [Fact]
    public void Backup_PutInPlace_IsAProject()
    {
        var report = Backup(_project.At("copy.db"));
        var restored = Directory.CreateDirectory(_project.At("restored")).FullName;
        File.Copy(report.Path, Path.Combine(restored, "fusion.db"));
        File.Copy(report.ProjectFile, Path.Combine(restored, "fusion.yaml"));

        using (var project = Project.Open(restored, _project.Clock))
        using (var original = _project.Open())
        {
            project.RequirePolicyInStep();
            Assert.Equal(original.Store.Decisions.All().Select(decision => decision.Id), project.Store.Decisions.All().Select(decision => decision.Id));
            Assert.Equal(original.Store.Fusion.Results().Select(result => result.Level), project.Store.Fusion.Results().Select(result => result.Level));
        }

        Assert.Empty(ProjectCheck.Run(ProjectLocation.Of(restored, _ => null), deep: true, _project.Clock, told: null, CancellationToken.None));
    }

    [Fact]
    public void Backup_NamesWhatElseToKeep()
    {
        File.WriteAllText(Path.Combine(_project.Folder, "lexicon.en.csv"), "term,category\n");
        using (var project = _project.Open())
        {
            var key = _project.At("data", "fusionscorer", "viewer-keys", $"{UserData.ProjectId(project)}.key");
            Directory.CreateDirectory(Path.GetDirectoryName(key)!);
            File.WriteAllBytes(key, new byte[32]);
        }

        var keep = Backup(_project.At("copy.db")).Keep.Select(keep => Path.GetFileName(keep.Path)).ToList();

        Assert.EndsWith(".key", keep[0], StringComparison.Ordinal);
        Assert.Equal(["lexicon.en.csv", "library"], keep[1..]);
    }

    [Fact]
    public void Backup_FileIsThere_IsReplacedOnlyByForce()
    {
        File.WriteAllText(_project.At("copy.db"), "something");

        Assert.Contains("--force", Assert.Throws<BadInputException>(() => Backup(_project.At("copy.db"))).Message, StringComparison.Ordinal);
        Assert.Equal("something", File.ReadAllText(_project.At("copy.db")));
        Assert.Empty(Backup(_project.At("copy.db"), force: true).Findings);
        Assert.Empty(Backup(_project.At("copy.db"), force: true).Findings);
    }

    [Theory]
    [InlineData("project", "fusion.db", "ends in .db, outside")]
    [InlineData("project", "fusion.yaml", "ends in .db, outside")]
    [InlineData("nowhere", "copy.db", "folder that exists")]
    [InlineData("library", "", "folder that exists")]
    public void Backup_BadTarget_IsOneLineAndLeavesNothing(string folder, string file, string line)
    {
        Assert.Contains(line, Assert.Throws<BadInputException>(() => Backup(Path.Combine(_project.At(folder), file), force: true)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_project.At(), "*.part", SearchOption.AllDirectories));
        Assert.Empty(_project.Check());
    }

    [Fact]
    public void Backup_TargetInUse_IsRefusedEvenByForce()
    {
        Backup(_project.At("copy.db"));
        using var open = SqliteStore.Open(_project.At("copy.db"), create: false, _project.Clock);

        Assert.Contains("in use", Assert.Throws<BadInputException>(() => Backup(_project.At("copy.db"), force: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backup_CacheOfLinks_IsNotTakenForThatOfTheCopy()
    {
        Backup(_project.At("copy.db"));

        using var copy = CheckedDatabase.Open(StoreLocation.OfFile(_project.At("copy.db")));
        using var original = CheckedDatabase.Open(_project.Location.Store);
        Assert.NotEqual(original.LinkStamp()!.Value.Store, copy.LinkStamp()!.Value.Store);
    }

    private BackupReport Backup(string target, bool force = false) => ProjectBackup.Run(
        _project.Location, target, force, name => name == "XDG_DATA_HOME" ? _project.At("data") : null, _project.Clock, told: null, CancellationToken.None);

    private void Decide(int writer, ConcurrentQueue<string> acknowledged, CancellationToken over)
    {
        using var store = SqliteStore.Open(_project.Store, create: false, _project.Clock);
        var policy = store.Policies.Active()!.Hash;
        for (var n = 0; !over.IsCancellationRequested; n++)
        {
            var id = $"w{writer}-{n}";
            store.Decisions.Append(new Decision(id, 1 + (n % CareProject.Clips), "ann", "reviewer", DecisionKind.Level, "R", null, policy, "G|PG|PG-13|R|NC-17", "direct", null, null, false, [], null, null, _project.Clock.GetUtcNow()));
            acknowledged.Enqueue(id);
        }
    }

    private void Ingest(CancellationToken over)
    {
        using var store = SqliteStore.Open(_project.Store, create: false, _project.Clock);
        for (var n = 0; !over.IsCancellationRequested; n++)
            store.Clips.ReplaceViewerLinks("bulk.csv", [.. Enumerable.Range(0, 5000).Select(i => new ViewerLink(1 + (i % CareProject.Clips), i + n, 3))]);
    }
}
