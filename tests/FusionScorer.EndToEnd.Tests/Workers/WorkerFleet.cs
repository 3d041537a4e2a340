using System.Collections.Concurrent;
using System.Diagnostics;

namespace FusionScorer.EndToEnd.Workers;

/// <summary>Processes of `fusion worker` and `fusion extract --broker`, as on several machines: each in a folder of its own.</summary>
internal sealed class WorkerFleet(string file, string root, IReadOnlyList<string> environment) : IAsyncDisposable
{
    private readonly List<Process> _processes = [];
    private readonly ConcurrentQueue<string> _said = [];
    private int _hosts;

    /// <summary>All that they said, for whoever has to find out why.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>Starts a worker on a new host.</summary>
    public Process StartWorker() => Start($"host{_hosts++}", "worker", "--jobs", "2", "--drain-seconds", "5");

    /// <summary>Starts a process.</summary>
    public Process Start(string host, params string[] arguments)
    {
        var folder = Path.Combine(root, host);
        Directory.CreateDirectory(folder);
        var own = Path.Combine(folder, "fusion.yaml");
        if (!File.Exists(own))
            File.Copy(file, own);
        var process = FusionProgram.Start(folder, arguments, ["env", .. environment]);
        _ = ReadAsync(host, process.StandardError);
        if (arguments[0] == "worker")
            _ = ReadAsync(host, process.StandardOutput);
        _processes.Add(process);
        return process;
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>Exit code and standard output.</returns>
    public async Task<(int ExitCode, string Out)> RunAsync(string host, params string[] arguments)
    {
        var process = Start(host, arguments);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private async Task ReadAsync(string host, StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            _said.Enqueue($"{host}: {line}");
    }
}
