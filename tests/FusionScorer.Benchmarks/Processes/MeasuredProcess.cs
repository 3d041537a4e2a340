using System.Diagnostics;

namespace FusionScorer.Benchmarks.Processes;

/// <summary>A running process whose memory is followed until it ends.</summary>
internal sealed class MeasuredProcess : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly Timer _timer;
    private readonly List<string> _said = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _peak;
    private int _sampling;

    public MeasuredProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _timer = new Timer(_ => Sample(), state: null, TimeSpan.Zero, Interval);
    }

    /// <summary>Called with each line that it writes.</summary>
    public Action<string>? Said { get; set; }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public double Seconds => Stopwatch.GetElapsedTime(_started).TotalSeconds;

    /// <summary>The most bytes that it and the processes that it started had in memory at one time.</summary>
    /// <remarks>Its own peak is the kernel's; that of the sum is sampled. Pages that several of them share count for each.</remarks>
    public long Peak => Interlocked.Read(ref _peak);

    /// <summary>All that it has said so far.</summary>
    public string Text
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    /// <summary>Runs a process to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<(double Seconds, long Peak, string Text)> RunAsync(ProcessStartInfo start)
    {
        using var process = new MeasuredProcess(start);
        await process._process.WaitForExitAsync(CancellationToken.None);
        var seconds = process.Seconds;
        return process._process.ExitCode == 0
            ? (seconds, process.Peak, process.Text)
            : throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList)} ended with {process._process.ExitCode}: {process.Text}");
    }

    /// <summary>Waits for a line that holds a text.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public async Task<string> HearAsync(string text, TimeSpan patience)
    {
        using var late = new CancellationTokenSource(patience);
        while (true)
        {
            lock (_said)
            {
                if (_said.Find(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
                    return found;
            }

            if (_process.HasExited)
                throw new InvalidOperationException($"it ended with {_process.ExitCode} and said: {Text}");
            await Task.Delay(5, late.Token);
        }
    }

    /// <summary>Waits for its end, or, once told, asks it to end.</summary>
    public async Task EndAsync(CancellationToken hurry)
    {
        try
        {
            await _process.WaitForExitAsync(hurry);
        }
        catch (OperationCanceledException)
        {
            await StopAsync();
        }
    }

    /// <summary>Asks it to end, as a service manager does, and waits.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start(new ProcessStartInfo("kill") { ArgumentList = { "-TERM", $"{_process.Id}" }, UseShellExecute = false })!;
            await kill.WaitForExitAsync(CancellationToken.None);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        _timer.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_said)
            _said.Add(line);
        Said?.Invoke(line);
    }

    private void Sample()
    {
        // One look at a time: a slow one must not pile up others behind it.
        if (Interlocked.Exchange(ref _sampling, 1) == 1)
            return;
        var tree = ProcessTree.Of(_process.Id);
        if (tree.Count > 0)
            _peak = Math.Max(_peak, Math.Max(tree[0].Peak, tree.Sum(process => process.Resident)));
        Volatile.Write(ref _sampling, 0);
    }
}
