using FusionScorer.Library.Records;

namespace FusionScorer.Library;

/// <summary>Extraction runs over many machines: their jobs, and the workers that do them. The broker hands jobs out; what has become of them is told here alone.</summary>
public interface IJobStore
{
    /// <summary>Begins a run. Runs that were under way are cancelled; jobs of former runs are forgotten, except those that were given up.</summary>
    void Begin(JobRunRow run);

    /// <summary>Adds jobs that wait; those that are there already stay as they are.</summary>
    void Add(IReadOnlyList<JobKey> jobs);

    /// <summary>A run; null when there is none.</summary>
    JobRunRow? Run(string id);

    /// <summary>Runs, the newest first.</summary>
    /// <param name="most">The most of them.</param>
    IReadOnlyList<JobRunRow> Runs(int most);

    /// <summary>Runs under way, the oldest first.</summary>
    IReadOnlyList<JobRunRow> Active();

    /// <summary>Stops a run.</summary>
    /// <returns>False when it was not under way.</returns>
    bool Cancel(string run, DateTimeOffset now);

    /// <summary>Takes a job for a worker, and counts a try.</summary>
    /// <param name="job">The job.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="lives">Whether a worker that has the job still lives and works on it.</param>
    /// <returns>Whether it is the worker's now, and how often it was begun, this time included.</returns>
    (JobStart Start, int Tries) Start(JobKey job, string worker, Func<string, bool> lives);

    /// <summary>Gives a job back that a worker has.</summary>
    /// <param name="job">The job.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="counts">Whether the try counts.</param>
    void Release(JobKey job, string worker, bool counts);

    /// <summary>Ends a job. The last one of a run finishes the run.</summary>
    /// <param name="job">The job.</param>
    /// <param name="reason">Why it was given up; null when it was done.</param>
    /// <param name="result">What it found, as JSON.</param>
    /// <param name="now">The time.</param>
    /// <returns>False when it had ended before.</returns>
    bool End(JobKey job, string? reason, string? result, DateTimeOffset now);

    /// <summary>Jobs of a run that ended after a place, in order.</summary>
    IReadOnlyList<EndedJob> Ended(string run, long after, int most);

    /// <summary>Jobs of a run that wait and that no worker has, by clip and stage.</summary>
    IReadOnlyList<JobKey> Waiting(string run);

    /// <summary>Jobs that were given up, the latest first.</summary>
    /// <param name="most">The most of them.</param>
    IReadOnlyList<DeadJob> Dead(int most);

    /// <summary>How many jobs were given up.</summary>
    int DeadCount();

    /// <summary>Lets jobs that have ended wait again, with no tries; their run goes on.</summary>
    /// <returns>How many there were.</returns>
    int Reopen(IReadOnlyList<JobKey> jobs, DateTimeOffset now);

    /// <summary>Says that a worker lives.</summary>
    void Seen(WorkerRow worker);

    /// <summary>Workers, the one that began last first.</summary>
    IReadOnlyList<WorkerRow> Workers(int most);

    /// <summary>Forgets workers that were last seen before a time.</summary>
    void ForgetWorkers(DateTimeOffset before);
}
