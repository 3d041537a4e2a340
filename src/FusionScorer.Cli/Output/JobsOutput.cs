using System.Globalization;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Workers;
using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>What `fusion jobs` shows.</summary>
/// <param name="Runs">The latest runs, the newest first.</param>
/// <param name="Workers">Workers, the one that began last first.</param>
/// <param name="Dead">Jobs that were given up, the latest first.</param>
/// <param name="DeadCount">How many there are.</param>
/// <param name="Now">The time.</param>
/// <param name="Queues">Queues; none where no broker was named.</param>
internal sealed record JobsOverview(
    IReadOnlyList<JobRunRow> Runs, IReadOnlyList<WorkerRow> Workers, IReadOnlyList<DeadJob> Dead, int DeadCount, DateTimeOffset Now, IReadOnlyList<QueueDepth> Queues);

/// <summary>Runs, workers, queues and dead jobs, for people and as JSON.</summary>
internal static class JobsOutput
{
    // Clocks of machines differ: this only tells people how long a worker has been silent.
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(15);

    public static void Tables(Shell shell, JobsOverview jobs)
    {
        var console = shell.Tables;
        console.Heading("runs");
        var runs = ConsoleExtensions.NewTable("run", "state", "began (UTC)", ">clips", ">jobs", ">done", ">failed");
        foreach (var run in jobs.Runs)
        {
            var state = run.State switch
            {
                JobRunState.Running => "[yellow]running[/]",
                JobRunState.Finished => "[green]finished[/]",
                _ => "[grey]cancelled[/]",
            };
            runs.AddRow(
                SafeText.Cell(run.Id), state, Time(run.StartedAt), $"{run.Clips}", $"{run.Total}", $"{run.Done}", run.Failed > 0 ? $"[red]{run.Failed}[/]" : "0");
        }

        console.Write(runs);
        console.Heading("workers");
        var workers = ConsoleExtensions.NewTable("host", ">process", "version", "state", ">running", ">done", ">failed", "note");
        foreach (var worker in jobs.Workers)
        {
            var state = StateOf(worker, jobs.Now);
            workers.AddRow(
                SafeText.Cell(worker.Host), $"{worker.Process}", SafeText.Cell(worker.Version, 24), state == "works" ? "[green]works[/]" : state == "silent" ? "[red]silent[/]" : "[grey]ended[/]",
                $"{worker.Running} of {worker.Slots}", $"{worker.Done}", worker.Failed > 0 ? $"[red]{worker.Failed}[/]" : "0", SafeText.Cell(worker.Note));
        }

        console.Write(workers);
        if (jobs.Queues.Count > 0)
        {
            console.Heading("queues");
            var depths = ConsoleExtensions.NewTable("queue", ">messages", ">workers");
            foreach (var queue in jobs.Queues)
                depths.AddRow(SafeText.Cell(queue.Name), queue.Messages is { } messages ? $"{messages}" : "-", $"{queue.Workers}");
            console.Write(depths);
        }

        if (jobs.Dead.Count == 0)
            return;
        console.Heading($"{jobs.DeadCount} jobs given up (fusion jobs replay --all sends them again)");
        var dead = ConsoleExtensions.NewTable("clip", "stage", ">tries", "reason");
        foreach (var job in jobs.Dead)
            dead.AddRow(SafeText.Cell(job.Name, 48), SafeText.Cell(job.Key.Stage), $"{job.Tries}", SafeText.Cell(job.Reason));
        console.Write(dead);
    }

    public static void Json(Shell shell, JobsOverview jobs) => JsonOut.Document(shell, "fusion.jobs/1", json =>
    {
        json.Objects("runs", jobs.Runs, run =>
        {
            json.WriteString("id", run.Id);
            json.WriteString("state", run.State.ToString().ToLowerInvariant());
            json.WriteString("startedAt", run.StartedAt);
            json.WriteString("at", run.At);
            json.WriteNumber("clips", run.Clips);
            json.WriteNumber("jobs", run.Total);
            json.WriteNumber("done", run.Done);
            json.WriteNumber("failed", run.Failed);
        });
        json.Objects("workers", jobs.Workers, worker =>
        {
            json.WriteString("id", worker.Id);
            json.WriteString("host", worker.Host);
            json.WriteNumber("process", worker.Process);
            json.WriteString("version", worker.Version);
            json.WriteString("state", StateOf(worker, jobs.Now));
            json.WriteString("startedAt", worker.StartedAt);
            json.WriteString("seenAt", worker.SeenAt);
            json.WriteNumber("slots", worker.Slots);
            json.WriteNumber("running", worker.Running);
            json.WriteNumber("done", worker.Done);
            json.WriteNumber("failed", worker.Failed);
            json.WriteString("note", worker.Note);
        });
        json.Objects("queues", jobs.Queues, queue =>
        {
            json.WriteString("name", queue.Name);
            json.Number("messages", queue.Messages);
            json.WriteNumber("workers", queue.Workers);
        });
        json.WriteNumber("deadCount", jobs.DeadCount);
        json.Objects("dead", jobs.Dead, job =>
        {
            json.WriteString("run", job.Key.Run);
            json.WriteString("clipId", job.ClipId);
            json.WriteString("name", job.Name);
            json.WriteString("stage", job.Key.Stage);
            json.WriteNumber("tries", job.Tries);
            json.WriteString("worker", job.Worker);
            json.WriteString("reason", job.Reason);
            json.WriteString("at", job.At);
        });
    });

    private static string StateOf(WorkerRow worker, DateTimeOffset now) => worker.Ended ? "ended" : now - worker.SeenAt > Silent ? "silent" : "works";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
