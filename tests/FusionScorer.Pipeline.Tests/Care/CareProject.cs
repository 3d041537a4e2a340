using FusionScorer.Core.Clips;
using FusionScorer.Library;
using FusionScorer.Library.Checking;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Care;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;
using FusionScorer.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Pipeline.Tests.Care;

/// <summary>A project with rows in every table, closed: media on disk, evidence, viewers, known levels, decisions, picks, accounts, webhooks.</summary>
internal sealed class CareProject : IDisposable
{
    public const int Clips = 12;
    private readonly TempFolder _folder = new();

    public CareProject()
    {
        for (var i = 0; i < Clips; i++)
            _folder.Write($"library/clip{i}.mp4", [.. Enumerable.Repeat((byte)i, 100 + i)]);
        _folder.Write("library/clips.csv", "clip_id,title,year,genres,directors\n" + string.Concat(Enumerable.Range(0, Clips).Select(i => $"clip{i}.mp4,Clip {i},{1990 + i},{(i < 6 ? "Horror" : "Family")},Director {i / 4}\n")));
        using var project = Project.Create(new ProjectFile { Policy = DefaultPolicy.Policy, Libraries = [new LibraryRoot("lib", At("library"))] }, Folder, "tester", Clock);
        CatalogueScan.Run(project, CancellationToken.None);
        Fill(project);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public string Folder => _folder.At("project");

    public string Store => Path.Combine(Folder, "fusion.db");

    public ProjectLocation Location => ProjectLocation.Of(Folder, _ => null);

    public string At(params ReadOnlySpan<string> parts) => _folder.At(parts);

    public IReadOnlyList<CheckFinding> Check(bool deep = false) => ProjectCheck.Run(Location, deep, Clock, told: null, CancellationToken.None);

    public Project Open() => Project.Open(Folder, Clock);

    /// <summary>Damages the store as no program of ours would.</summary>
    public void Damage(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Store};Pooling=False;Foreign Keys=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>One number out of the store, past our programs.</summary>
    public long Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose() => _folder.Dispose();

    private static void Fill(Project project)
    {
        var store = project.Store;
        var clips = store.Clips.All();
        foreach (var clip in clips)
        {
            var words = clip.No % 3 == 0 ? 9f : 0f;
            var features = new Dictionary<string, float> { ["captions.words"] = 5000, ["captions.mild"] = 0, ["captions.moderate"] = 0, ["captions.strong"] = words, ["captions.slur"] = 0, ["captions.sexual"] = 0 };
            store.Readings.Save(
                new Reading(clip.No, "captions", ReadingStatus.Read, null, $"key{clip.No}", $"read{clip.No}", features),
                "{}",
                [.. Enumerable.Range(0, 3).Select(n => new Evidence("captions", "word", 1, $"fact {n}", n * 1000, (n * 1000) + 500))]);
        }

        store.Clips.ReplaceViewerLinks("viewers.csv", [.. Enumerable.Range(0, 40).Select(i => new ViewerLink(clips[i % clips.Count].No, i % 7, i % 5))]);
        store.Decisions.ReplaceKnownLevels("truth.csv", [new KnownLevel(clips[0].No, "R", "truth.csv"), new KnownLevel(clips[7].No, "PG", "truth.csv")]);
        FusionRun.Run(project);
        QueueRun.Next(project, strategyName: null, size: 5, reviewer: null);
        var now = project.Clock.GetUtcNow();
        store.Accounts.Create(new AccountRow("ann", "admin", "hash", "stamp", Disabled: false, now, null, null), new AuditEvent(0, now, "", "account.create", "ann", ""));
        store.Webhooks.Add(new WebhookRow(0, "http://127.0.0.1:9/hook", "secret", now, "ann"), new AuditEvent(0, now, "ann", "webhook.add", "1", ""));
        Work(store, "run1", [.. clips.Select(clip => clip.No)], given: 2, left: 0, now);
        Work(store, "run2", [.. clips.Select(clip => clip.No)], given: 3, left: 4, now);
        var taxonomy = string.Join('|', project.Policy.Taxonomy.Levels);
        for (var i = 0; i < 5; i++)
            store.Decisions.Append(new Decision($"d{i}", clips[i].No, "ann", "reviewer", DecisionKind.Level, "R", null, project.PolicyRow.Hash, taxonomy, "direct", null, null, false, [0.1f, 0.2f, 0.3f, 0.2f, 0.2f], 1.5, 0, now));
        store.Decisions.Append(new Decision("d5", clips[4].No, "ann", "reviewer", DecisionKind.Undo, "", "d4", project.PolicyRow.Hash, taxonomy, "direct", null, null, false, [], null, null, now));
    }

    // Jobs that were given up, others done, some not begun yet.
    private static void Work(IStore store, string run, long[] clips, int given, int left, DateTimeOffset now)
    {
        JobKey[] jobs = [.. clips.Select(clip => new JobKey(run, clip, "light"))];
        store.Jobs.Begin(new JobRunRow(run, "holder", now, now, JobRunState.Running, jobs.Length, jobs.Length, 0, 0, "{}"));
        store.Jobs.Add(jobs);
        foreach (var (i, job) in jobs.Index().Take(jobs.Length - left))
            store.Jobs.End(job, i < given ? "broken" : null, "{}", now);
    }
}
