namespace FusionScorer.Library.Records;

/// <summary>Where an extraction run over many machines is.</summary>
public enum JobRunState
{
    /// <summary>Workers may take its jobs.</summary>
    Running,

    /// <summary>All its jobs have ended.</summary>
    Finished,

    /// <summary>It was stopped: what is left of its jobs is dropped.</summary>
    Cancelled,
}

/// <summary>An extraction run over many machines.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Holder">Who began it.</param>
/// <param name="StartedAt">When.</param>
/// <param name="At">When a job of it ended last, or when it was stopped.</param>
/// <param name="State">Where it is.</param>
/// <param name="Clips">Clips that need work.</param>
/// <param name="Total">Jobs in all.</param>
/// <param name="Done">Jobs that have ended well.</param>
/// <param name="Failed">Jobs that were given up.</param>
/// <param name="Facts">What a worker must equal to take part, as JSON.</param>
public sealed record JobRunRow(
    string Id, string Holder, DateTimeOffset StartedAt, DateTimeOffset At, JobRunState State, int Clips, int Total, int Done, int Failed, string Facts);

/// <summary>Names a job: a stage of the work on a clip in a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="ClipNo">The clip.</param>
/// <param name="Stage">The stage.</param>
public readonly record struct JobKey(string Run, long ClipNo, string Stage);

/// <summary>Whether a worker may begin a job.</summary>
public enum JobStart
{
    /// <summary>It is this worker's now.</summary>
    Taken,

    /// <summary>Another worker that lives has it.</summary>
    Busy,

    /// <summary>It has ended, or its run has.</summary>
    Ended,
}

/// <summary>A job that has ended.</summary>
/// <param name="N">Its place in the order in which the run's jobs ended, from 1; a job that is run again gets a new place.</param>
/// <param name="ClipNo">The clip.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Failed">Whether it was given up.</param>
/// <param name="Reason">Why, in one line.</param>
/// <param name="Result">What it found, as JSON.</param>
public sealed record EndedJob(long N, long ClipNo, string Stage, bool Failed, string? Reason, string? Result);

/// <summary>A job that was given up.</summary>
/// <param name="Key">The job.</param>
/// <param name="ClipId">The clip's public id.</param>
/// <param name="Name">The clip's title, else its path, else its id.</param>
/// <param name="Tries">How often it was begun.</param>
/// <param name="Worker">The worker that had it last.</param>
/// <param name="Reason">Why, in one line.</param>
/// <param name="At">When.</param>
public sealed record DeadJob(JobKey Key, string ClipId, string Name, int Tries, string? Worker, string Reason, DateTimeOffset At);

/// <summary>A process that works for runs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Host">Its machine.</param>
/// <param name="Process">Its number there.</param>
/// <param name="Version">The program's version.</param>
/// <param name="StartedAt">When it began, by its own clock.</param>
/// <param name="SeenAt">When it said so last, by its own clock.</param>
/// <param name="Slots">Jobs that it does at once.</param>
/// <param name="Running">Jobs that it does now.</param>
/// <param name="Done">Jobs done since it began.</param>
/// <param name="Failed">Jobs given up since it began.</param>
/// <param name="Ended">Whether it said goodbye.</param>
/// <param name="Note">Why it takes no work, in one line.</param>
public sealed record WorkerRow(
    string Id, string Host, int Process, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, int Slots, int Running, long Done, long Failed,
    bool Ended, string? Note);
