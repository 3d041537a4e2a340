using System.Diagnostics;
using System.Globalization;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Reviewing.Desk.Browsing;

namespace FusionScorer.Benchmarks;

/// <summary>What looking through a large library costs: each question several times, the first one told apart.</summary>
internal static class BrowseRun
{
    private const int Rounds = 15;

    private static readonly (string Name, LibraryFilter Filter)[] Questions =
    [
        ("all, by title", new()), ("level R, by conflict", new(Level: "R", Sort: "conflict")), ("title has 'film 1234'", new(Search: "film 1234")),
        ("title has 'the', by cost", new(Search: "the", Sort: "cost")), ("captions spoke, nudity missing, by year", new(Signal: "captions", Missing: "nudity", Sort: "year")),
        ("horror of the nineties, by confidence", new(Genre: "horror", YearFrom: 1990, YearTo: 1999, Sort: "confidence")),
        ("captions against genre, conflict from .3", new(Pair: "captions|genre", ConflictFrom: 0.3)),
    ];

    /// <summary>Prints the figures of a project as <see cref="DeskRun.Make"/> makes it.</summary>
    public static void Print(TextWriter to, string folder, int clips)
    {
        DeskRun.Make(folder, clips);
        using var project = Project.Open(folder, TimeProvider.System);
        if (project.Store.Fusion.LatestId() == 0)
            ProcessLearner.Save(project);
        var started = Stopwatch.GetTimestamp();
        var desk = ReviewDesk.Open(project, new ProcessLearner(_ => throw new InvalidOperationException("fuse the project first")));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"open: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, {desk.Model.Clips.Count:N0} clips, {Environment.WorkingSet / 1e6:0} MB"));
        foreach (var (name, filter) in Questions)
        {
            Tell($"page: {name}", () => desk.Browser.Page(filter, 0, 100).Total);
            Tell($"counts: {name}", () => desk.Browser.Facets(filter).Levels.Sum(level => level.Value));
        }

        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory {Environment.WorkingSet / 1e6:0} MB"));

        void Tell(string what, Func<int> ask)
        {
            var times = new double[Rounds];
            var found = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var since = Stopwatch.GetTimestamp();
                found = ask();
                times[round] = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            }

            var first = times[0];
            Array.Sort(times);
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {found:N0} found; first {first:0.0} ms, median {times[Rounds / 2]:0.0}, worst {times[^1]:0.0}"));
        }
    }
}
