namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>What a pull is doing.</summary>
public enum PullPhase
{
    /// <summary>Bytes arrive.</summary>
    Downloading,

    /// <summary>The file is read to compare its sums.</summary>
    Verifying,
}

/// <summary>How far a pull is.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Bytes">Bytes of the file so far, those of an earlier pull included.</param>
/// <param name="Total">Bytes of the whole file.</param>
/// <param name="BytesPerSecond">Mean rate of this phase; 0 while it cannot be told.</param>
public readonly record struct PullProgress(PullPhase Phase, long Bytes, long Total, double BytesPerSecond);

/// <summary>A pull that ended well.</summary>
/// <param name="Name">The model.</param>
/// <param name="Path">Its file.</param>
/// <param name="Sha256">The file's SHA-256.</param>
/// <param name="Downloaded">Bytes that this pull fetched; 0 when the file was there and good.</param>
/// <param name="Resumed">Bytes that earlier pulls had left.</param>
public sealed record PullResult(string Name, string Path, string Sha256, long Downloaded, long Resumed)
{
    /// <summary>Whether the file was there already.</summary>
    public bool AlreadyThere => Downloaded + Resumed == 0;
}

/// <summary>Turns byte counts into progress, at most ten times a second.</summary>
internal sealed class PullMeter(PullPhase phase, long from, long total, Action<PullProgress>? report, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly long _start = clock.GetTimestamp();
    private long? _reported;

    /// <summary>Reports, unless it just did. The last byte is always reported.</summary>
    public void At(long bytes)
    {
        if (report is null || (bytes < total && _reported is { } last && clock.GetElapsedTime(last) < Interval))
            return;
        _reported = clock.GetTimestamp();
        var seconds = clock.GetElapsedTime(_start).TotalSeconds;
        report(new PullProgress(phase, bytes, total, seconds > 0 ? Math.Max(0, bytes - from) / seconds : 0));
    }
}
