namespace FusionScorer.Pipeline.Workers;

/// <summary>How often a job is tried, and when again.</summary>
public sealed record JobLimits
{
    /// <summary>Waits between one try that went wrong and the next; as many tries as waits, and one more.</summary>
    public IReadOnlyList<TimeSpan> Waits { get; init; } = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    /// <summary>Tries before a job is given up.</summary>
    public int Tries => Waits.Count + 1;

    /// <summary>How often the broker hands a job out again that came back unanswered. Well above <see cref="Tries"/>: a job also comes back with the death of
    /// a worker that had it but was busy with others, which is no fault of the job.</summary>
    public int Returns { get; init; } = 20;

    /// <summary>A worker that has not been heard of for so long is dead.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When no job has ended for so long and the broker holds none, those that wait are sent again.</summary>
    public TimeSpan Still { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a worker tells that it lives, and asks what has changed.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);
}
