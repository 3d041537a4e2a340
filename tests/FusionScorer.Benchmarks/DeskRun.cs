using System.Diagnostics;
using System.Globalization;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.TestKit;

namespace FusionScorer.Benchmarks;

/// <summary>What a desk over a large imported library costs: opening it, handing out clips, taking answers, learning.</summary>
internal static class DeskRun
{
    /// <summary>A usual large library.</summary>
    public const int UsualClips = 100_000;

    private const int Rounds = 200;

    /// <summary>Makes a project of so many clips; keeps it when it is there.</summary>
    public static void Make(string folder, int clips)
    {
        if (File.Exists(Path.Combine(folder, Project.FileName)))
            return;
        var data = folder + "-data";
        SyntheticDataSet.Write(data, clips);
        using var project = Project.Create(new ProjectFile { Policy = DefaultPolicy.Policy }, folder, "benchmark", TimeProvider.System);
        DataSetImport.Run(project, data, known: null, "benchmark");
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Prints the figures.</summary>
    public static void Print(TextWriter to, string folder, int clips)
    {
        var started = Stopwatch.GetTimestamp();
        Make(folder, clips);
        Say("import", started);
        using var project = Project.Open(folder, TimeProvider.System);
        started = Stopwatch.GetTimestamp();
        var desk = ReviewDesk.Open(project);
        Say("open (first fusion)", started);
        started = Stopwatch.GetTimestamp();
        desk.Queues.Claim(new QueueFilter(), 3, new HashSet<string>(), "ann", "a");
        Say("first claim", started);
        var claims = new double[Rounds];
        var answers = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            started = Stopwatch.GetTimestamp();
            var claimed = desk.Queues.Claim(new QueueFilter(), 1, new HashSet<string>(), $"r{round % 20}", "tab").Clips.Single();
            claims[round] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var clip = desk.Model.Clips[claimed.Row].ClipId;
            started = Stopwatch.GetTimestamp();
            desk.Answers.Take(new ReviewerAnswer(Guid.NewGuid().ToString(), clip, "PG", null, null, 1, 0, desk.Model.PolicyRow.Hash, [], null, null, TimeProvider.System.GetUtcNow()), $"r{round % 20}", "reviewer");
            answers[round] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Tell("claim", claims);
        Tell("answer", answers);
        started = Stopwatch.GetTimestamp();
        desk.Learning.Step();
        Say("learn", started);
        started = Stopwatch.GetTimestamp();
        desk.Queues.Claim(new QueueFilter(), 1, new HashSet<string>(), "ann", "b");
        Say("claim after learning", started);
        started = Stopwatch.GetTimestamp();
        var rows = desk.Queues.Rows(desk.Model, new QueueFilter(Pair: "genre|captions", Strategy: "conflict"), "ann").Take(50).Count();
        Say($"filtered page ({rows})", started);
        started = Stopwatch.GetTimestamp();
        desk.Queues.Facets(desk.Model);
        Say("facets", started);
        started = Stopwatch.GetTimestamp();
        desk.Progress.Of(0.9);
        Say("progress of a new model", started);
        started = Stopwatch.GetTimestamp();
        desk.Progress.Of(0.85);
        Say("progress for another target", started);
        started = Stopwatch.GetTimestamp();
        using var again = Project.Open(folder, TimeProvider.System);
        ReviewDesk.Open(again);
        Say("open again", started);
        to.WriteLine($"memory {Environment.WorkingSet / 1e6:0} MB");

        void Say(string what, long since) => to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {Stopwatch.GetElapsedTime(since).TotalSeconds:0.000} s"));

        void Tell(string what, double[] times)
        {
            Array.Sort(times);
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: median {times[times.Length / 2]:0.0} ms, p95 {times[times.Length * 95 / 100]:0.0}, worst {times[^1]:0.0}"));
        }
    }
}
