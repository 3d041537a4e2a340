using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FusionScorer.Core;

namespace FusionScorer.Pipeline.Isolation;

/// <summary>One engine process with its pipes. Used by one caller at a time.</summary>
internal sealed class EngineProcess : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    // A day of speech, with room to spare.
    private const int LongestLine = 64 << 20;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly EngineLimits _limits;
    private readonly LineReader _lines;
    private readonly Lock _gate = new();
    private string _said = "";
    private long _number;

    private EngineProcess(Process process, EngineLimits limits)
    {
        _process = process;
        _limits = limits;
        _lines = new LineReader(process.StandardOutput, LongestLine);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>The process, for whoever watches over it.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it still runs.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Starts one.</summary>
    public static EngineProcess Start(ProcessStartInfo start, EngineLimits limits)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;

        // What reads hostile media needs no way into the store, the broker or the media server.
        foreach (var name in start.Environment.Keys.Where(IsSecret).ToList())
            start.Environment.Remove(name);
        return new EngineProcess(Process.Start(start) ?? throw new BadInputException($"{start.FileName} does not start"), limits);
    }

    /// <summary>Asks, and waits within the limits.</summary>
    /// <param name="request">What to read; its number is set here.</param>
    /// <param name="time">How long to wait.</param>
    /// <param name="cancellation">Stops; the process is then ended.</param>
    /// <returns>The answer; null with what went wrong when there is none: the process is then gone.</returns>
    public async Task<(EngineAnswer? Answer, EngineFault? Fault)> AskAsync(EngineRequest request, TimeSpan time, CancellationToken cancellation)
    {
        request = request with { Number = ++_number };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var overMemory = 0L;
        limit.CancelAfter(time);
        await using var watch = new Timer(
            _ =>
            {
                if (Memory() is var used && used > _limits.Memory)
                {
                    Interlocked.Exchange(ref overMemory, used);
                    Kill();
                }
            },
            state: null,
            Look,
            Look);
        try
        {
            await _process.StandardInput.WriteLineAsync(request.ToLine().AsMemory(), limit.Token).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(limit.Token).ConfigureAwait(false);
            while (await _lines.ReadAsync(limit.Token).ConfigureAwait(false) is { } line)
            {
                if (EngineAnswer.OfLine(line) is { } answer && answer.Number == request.Number && answer.Observed.Count == request.Signals.Count)
                    return (answer, null);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Kill();
            cancellation.ThrowIfCancellationRequested();
            return (null, new EngineFault($"took longer than {Words(time)}, and its process was ended", Crashed: false));
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException)
        {
            Kill();
            return (null, new EngineFault("gave an answer that cannot be read, and its process was ended", Crashed: false));
        }
        catch (IOException)
        {
            // The pipe broke: the process is gone.
        }

        // It ends by itself, unless it only closed its pipe; killed at once it would not show what it died of.
        if (!_process.WaitForExit(Farewell))
            Kill();
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return (null, Interlocked.Read(ref overMemory) is > 0 and var bytes
            ? new EngineFault($"used {bytes >> 20} MB of memory, more than the {_limits.Memory >> 20} MB allowed, and its process was ended", Crashed: false)
            : new EngineFault($"its process died ({Ending()})", Crashed: true));
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }

        if (!_process.WaitForExit(Farewell))
            Kill();
        _process.WaitForExit();
        _process.StandardOutput.Dispose(); // or the pipe stays open until garbage is collected
        _process.Dispose();
    }

    private static bool IsSecret(string name) =>
        name.StartsWith("PG", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("FUSION_", StringComparison.OrdinalIgnoreCase) && (name.Contains("STORE", StringComparison.OrdinalIgnoreCase) || name.Contains("BROKER", StringComparison.OrdinalIgnoreCase)
            || name.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase) || name.Contains("SECRET", StringComparison.OrdinalIgnoreCase)));

    private static string Words(TimeSpan time) => time.TotalMinutes >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} minutes") : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} seconds");

    private void Hear(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_gate)
            _said = line;
    }

    // Above 128 stands for the signal that ended it.
    private string Ending()
    {
        string said;
        lock (_gate)
            said = _said.Length > 160 ? _said[..160] : _said;
        var code = _process.ExitCode;
        return (code > 128 ? $"signal {code - 128}" : $"exit code {code}") + (said.Length > 0 ? $": {said}" : "");
    }

    private long Memory()
    {
        try
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended.
        }
    }
}

/// <summary>Why there is no answer.</summary>
/// <param name="Reason">One line, without a subject.</param>
/// <param name="Crashed">Whether it died by itself: what an earlier clip left behind may be the cause.</param>
internal sealed record EngineFault(string Reason, bool Crashed);
