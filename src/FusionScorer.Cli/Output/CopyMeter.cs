using System.Globalization;
using FusionScorer.Library.Moving;

namespace FusionScorer.Cli.Output;

/// <summary>How far a copy is and how long it will still take: now and then a line.</summary>
internal sealed class CopyMeter(Shell shell, bool quiet)
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMilliseconds(200);
    private readonly long _started = shell.Clock.GetTimestamp();
    private long _told = shell.Clock.GetTimestamp();
    private bool _open;

    public void Tell(CopyProgress progress)
    {
        if (quiet || shell.Clock.GetElapsedTime(_told) < (shell.ErrorIsTerminal ? RefreshEvery : LineEvery))
            return;
        _told = shell.Clock.GetTimestamp();
        var left = shell.Clock.GetElapsedTime(_started) * (((double)progress.Total / Math.Max(1, progress.Done)) - 1);
        var line = string.Create(CultureInfo.InvariantCulture, $"{progress.Table}: {100.0 * progress.Done / Math.Max(1, progress.Total):0}% of {progress.Total / 2:N0} rows copied and compared, {ExtractionProgress.Duration(left)} left");
        if (!shell.ErrorIsTerminal)
        {
            shell.Notes.Note(line);
            return;
        }

        shell.Error.Write($"\r{line}\u001b[K");
        _open = true;
    }

    public void End()
    {
        if (_open)
            shell.Error.Write("\r\u001b[K");
    }
}
