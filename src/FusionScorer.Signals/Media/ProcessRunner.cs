using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace FusionScorer.Signals.Media;

/// <summary>A program to run: no shell, standard input closed, bounded time and output.</summary>
/// <param name="Program">Path, or a name to be found on PATH.</param>
/// <param name="Arguments">Passed one by one, never joined or split.</param>
public sealed record ProcessCommand(string Program, ImmutableArray<string> Arguments)
{
    /// <summary>Wall-clock limit; the whole process tree is killed when it is over.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The program is killed when it writes more than this to standard output.</summary>
    public int MaxOutputBytes { get; init; } = 4 << 20;

    /// <summary>So much of the start of standard error is kept; the rest is read and dropped.</summary>
    public int MaxErrorBytes { get; init; } = 16 << 10;

    /// <summary>Where it runs; null for the folder of this process.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether it is given this process's environment, passwords and all; else only what programs need to run at all.</summary>
    public bool OwnEnvironment { get; init; } = true;

    /// <summary>A word that every process it starts carries in its environment; null for none.</summary>
    public string? Mark { get; init; }

    /// <summary>Told of standard output while the program runs; must be quick and must not throw.</summary>
    public Action<ReadOnlyMemory<byte>>? OnOutput { get; init; }
}

/// <summary>How a program came to its end.</summary>
public enum ProcessEnd
{
    /// <summary>By itself.</summary>
    Exited,

    /// <summary>It could not be started.</summary>
    NotStarted,

    /// <summary>Killed when its time was over.</summary>
    TimedOut,

    /// <summary>Killed because it wrote too much.</summary>
    OutputTooLong,
}

/// <summary>What a program left behind.</summary>
/// <param name="End">How it ended.</param>
/// <param name="ExitCode">Its exit code; −1 unless it ended by itself.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">The start of standard error, or why the program did not start.</param>
public sealed record ProcessResult(ProcessEnd End, int ExitCode, byte[] Output, string Error)
{
    /// <summary>Whether something that it left behind held its output open, so that not all of it was read.</summary>
    public bool OutputLost { get; init; }

    /// <summary>Whether the program ended by itself and says that all went well.</summary>
    public bool Succeeded => End == ProcessEnd.Exited && ExitCode == 0;
}

/// <summary>Runs programs on hostile input.</summary>
public static class ProcessRunner
{
    // How long to wait for pipes to close once the process is gone: a grandchild that escaped could hold them open for ever.
    private static readonly TimeSpan PipeGrace = TimeSpan.FromSeconds(5);

    /// <summary>The variable that holds <see cref="ProcessCommand.Mark"/>.</summary>
    public const string MarkVariable = "FUSION_PROGRAM_RUN";

    private static readonly string[] Harmless = ["PATH", "HOME", "LANG", "TMPDIR", "TZ"];

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the process tree is dead.</exception>
    public static async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = StartInfo(command) };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return new ProcessResult(ProcessEnd.NotStarted, -1, [], e.Message);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(command.TimeLimit);
        process.StandardInput.Close();
        var overflow = false;
        var output = ReadAsync(process.StandardOutput.BaseStream, command.MaxOutputBytes, () =>
        {
            overflow = true;
            Kill(process);
        }, command.OnOutput);
        var error = ReadAsync(process.StandardError.BaseStream, command.MaxErrorBytes, overflowed: null, told: null);
        var timedOut = false;
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            timedOut = true;
            Kill(process);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        var outputBytes = await Collected(output);
        var errorText = Encoding.UTF8.GetString(await Collected(error) ?? []);
        ClosePipes(process);
        cancellation.ThrowIfCancellationRequested();
        var end = timedOut ? ProcessEnd.TimedOut : overflow ? ProcessEnd.OutputTooLong : ProcessEnd.Exited;
        return new ProcessResult(end, end == ProcessEnd.Exited ? process.ExitCode : -1, outputBytes ?? [], errorText) { OutputLost = outputBytes is null };
    }

    /// <summary>Closes what was read from. Disposing a process leaves that to the garbage collector, which a worker of little garbage may not see for hours.</summary>
    internal static void ClosePipes(Process process)
    {
        process.StandardOutput.Dispose();
        process.StandardError.Dispose();
    }

    internal static ProcessStartInfo StartInfo(ProcessCommand command)
    {
        var info = new ProcessStartInfo(command.Program, command.Arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // FFREPORT makes ffmpeg write a log file beside its work; colours would end up in reasons.
        if (!command.OwnEnvironment)
        {
            foreach (var name in info.Environment.Keys.Except(Harmless, StringComparer.Ordinal).ToList())
                info.Environment.Remove(name);
        }

        if (command.Mark is { } mark)
            info.Environment[MarkVariable] = mark;
        info.WorkingDirectory = command.Folder ?? "";
        info.Environment.Remove("FFREPORT");
        info.Environment["AV_LOG_FORCE_NOCOLOR"] = "1";
        info.Environment["LC_ALL"] = "C";
        return info;
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int limit, Action? overflowed, Action<ReadOnlyMemory<byte>>? told)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (true)
        {
            int read;
            try
            {
                read = await stream.ReadAsync(buffer);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                break;
            }

            if (read == 0)
                break;
            var room = limit - (int)kept.Length;
            kept.Write(buffer, 0, Math.Min(read, room));
            told?.Invoke(buffer.AsMemory(0, read));
            if (read > room && overflowed is not null)
            {
                overflowed();
                break;
            }
        }

        return kept.ToArray();
    }

    private static async Task<byte[]?> Collected(Task<byte[]> reading)
    {
        try
        {
            return await reading.WaitAsync(PipeGrace);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    internal static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in the meantime.
        }
    }
}
