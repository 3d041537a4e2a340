using System.Globalization;
using System.Text;
using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Exporting;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Tests.Cataloguing;

/// <summary>Memory of the process is measured, so nothing else runs beside it.</summary>
[CollectionDefinition(nameof(ExportMemoryTests), DisableParallelization = true)]
public sealed class MeasuredAlone;

[Collection(nameof(ExportMemoryTests))]
public sealed class ExportMemoryTests
{
    private const int Few = 10_000;
    private const int Many = 100_000;
    private const int Slack = 6 << 20;

    /// <summary>All clips decided by people, known from outside or fused: what an export could hold of each.</summary>
    [Fact]
    public void Exports_TenTimesAsManyClips_NeedNoMoreMemory()
    {
        using var test = new TestProject();
        Grow(test, 0, Few);
        var few = Peaks(test);
        Grow(test, Few, Many);
        var many = Peaks(test);

        foreach (var (what, rows, held) in many)
        {
            var before = few.Single(peak => peak.What == what);
            Assert.True(rows > 9 * before.Rows / 2, $"{what}: {before.Rows} rows, then {rows}");
            Assert.True(held - before.Held < Slack, $"{what}: {before.Rows} rows held {before.Held} bytes, {rows} rows {held}");
        }
    }

    [Fact]
    public void Clips_ByPages_SayWhatAllAtOnceSay()
    {
        using var test = new TestProject();
        Grow(test, 0, 2500);
        test.Project.Store.Decisions.Append(Decision("u", test.Clip("m16").No, DecisionKind.Undo, "d16"));

        var standings = StandingDecisions.Of(test.Project.Store.Decisions.All(), test.Project.Policy.Taxonomy);
        var known = KnownLevels.Of(test.Project.Store, test.Project.Store.Clips.All(), test.Project.Policy);
        var results = test.Project.Store.Fusion.Results().ToDictionary(result => result.ClipNo);
        var rows = ProjectExport.Clips(test.Project).ToList();

        Assert.Equal(test.Project.Store.Clips.All().Select(clip => clip.ClipId), rows.Select(row => row.ClipId));
        foreach (var (clip, row) in test.Project.Store.Clips.All().Zip(rows))
        {
            var stands = standings.GetValueOrDefault(clip.No);
            var level = stands?.Levels.Highest ?? (known.TryGetValue(clip.No, out var stated) ? stated : results.GetValueOrDefault(clip.No)?.Level);
            Assert.Equal(level is { } index ? test.Project.Policy.Taxonomy[index] : null, row.Level);
            Assert.Equal(stands is not null ? "decided" : known.ContainsKey(clip.No) ? "auto" : "unreviewed", row.Status);
            Assert.Equal(results.GetValueOrDefault(clip.No)?.Posterior.Length ?? 0, row.Posterior.Count);
        }

        Assert.Equal("unreviewed", rows.Single(row => row.ClipId == "m16").Status);
        Assert.Equal(3, rows.Select(row => row.Status).Distinct().Count());
    }

    [Fact]
    public void Clips_FusedUnderAnotherPolicyMeanwhile_AreNotWrittenHalf()
    {
        using var test = new TestProject();
        Grow(test, 0, 2500);

        using var rows = ProjectExport.Clips(test.Project).GetEnumerator();
        Assert.True(rows.MoveNext());
        test.Project.Store.Fusion.Save(new FusionRow(0, "another", 0, "{}", test.Clock.GetUtcNow()), []);

        var fault = Assert.Throws<BadInputException>(() =>
        {
            while (rows.MoveNext())
            {
            }
        });
        Assert.Contains("another policy", fault.Message, StringComparison.Ordinal);

        // Nor is anything written of a run that another policy has left behind.
        Assert.Contains("fusion fuse", Assert.Throws<BadInputException>(() => ProjectExport.Clips(test.Project).First()).Message, StringComparison.Ordinal);
    }

    private static List<(string What, int Rows, long Held)> Peaks(TestProject test) =>
    [
        Peak("clips.csv", (to, watch) => CsvExport.WriteClips(to, test.Project.Policy.Taxonomy, Watched(ProjectExport.Clips(test.Project), watch))),
        Peak("decisions.jsonl", (to, watch) => JsonExport.WriteDecisions(to, test.Project.Policy.Taxonomy, Watched(ProjectExport.Decisions(test.Project), watch), lines: true)),
        Peak("tasks.json", (to, watch) => LabelStudioTasks.Write(to, Watched(LabelStudioExport.Tasks(test.Project, queue: false, mediaUrl: null), watch), 25)),
    ];

    private static (string What, int Rows, long Held) Peak(string what, Action<TextWriter, Action> write)
    {
        var (rows, held) = (0, 0L);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using (var to = new StreamWriter(Stream.Null, Encoding.UTF8))
        {
            write(to, () =>
            {
                if (++rows % 5000 == 4999)
                    held = Math.Max(held, GC.GetTotalMemory(forceFullCollection: true) - before);
            });
        }

        return (what, rows, held);
    }

    private static IEnumerable<T> Watched<T>(IEnumerable<T> rows, Action watch)
    {
        foreach (var row in rows)
        {
            watch();
            yield return row;
        }
    }

    // Every other clip is decided, a third of them known.
    private static void Grow(TestProject test, int from, int to)
    {
        var store = test.Project.Store;
        store.Clips.Apply([.. Enumerable.Range(from, to - from).Select(i => new ClipChange(
            Id(i), null, null, null, new ClipMetadata($"A film with a title of some length, number {i}", 1990, 90, ["Horror"], ["A Director"], ["An Actor", "Another"]), [], Present: true))]);
        var clips = store.Clips.All().Where(clip => clip.ClipId[0] == 'm').ToList();
        store.Decisions.AppendMany([.. clips.Where((_, i) => i >= from && i % 2 == 0).Select(clip => Decision("d" + clip.ClipId[1..], clip.No, DecisionKind.Level, undoes: null))]);
        store.Decisions.ReplaceKnownLevels("truth", [.. clips.Where((_, i) => i % 3 == 0).Select(clip => new KnownLevel(clip.No, "PG", "truth"))]);
        store.Fusion.Save(
            new FusionRow(0, test.Project.PolicyRow.Hash, 0, "{}", test.Clock.GetUtcNow()),
            [.. clips.Where((_, i) => i % 7 > 0).Select(clip => new FusedClip(clip.No, (int)(clip.No % 5), [0.2f, 0.2f, 0.2f, 0.2f, 0.2f], [0.2f, 0.2f, 0.2f, 0.2f, 0.2f], [1, 2, 3], 0.5, "genre|captions", 0.25))]);
    }

    private static string Id(int i) => "m" + i.ToString(CultureInfo.InvariantCulture);

    private static Decision Decision(string id, long clip, DecisionKind kind, string? undoes) => new(
        id, clip, "ann", "reviewer", kind, "R", undoes, "abcd", "G|PG|PG-13|R|NC-17", "direct", null, null, Audit: false, [], null, null, new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
}
