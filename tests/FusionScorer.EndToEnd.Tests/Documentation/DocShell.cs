using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace FusionScorer.EndToEnd.Documentation;

/// <summary>A bash that a reader types a page's commands into, block by block; folders and functions stay.</summary>
internal sealed class DocShell : IAsyncDisposable
{
    private const string Marker = "--- the block has ended with ";

    private readonly Process _bash;

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where it starts.</param>
    /// <param name="home">Holds what the program keeps for a user, so that the page starts as for a new one.</param>
    public DocShell(string folder, string home)
    {
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc"]) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["NO_COLOR"] = "1";
        start.Environment["XDG_DATA_HOME"] = Path.Combine(home, "data");
        start.Environment["FUSION_REVIEWER"] = "reader";

        // A clone's code is that which was just built for these tests, with its analysers.
        start.Environment["RunAnalyzers"] = "false";
        foreach (var name in (ReadOnlySpan<string>)["FUSION_PROJECT", "FUSION_STORE", "MSBUILDDISABLENODEREUSE"])
            start.Environment.Remove(name);
        _bash = Process.Start(start)!;
    }

    /// <summary>Runs a block.</summary>
    /// <returns>What it printed on both outputs, and how its last failing command ended (0: none failed).</returns>
    public async Task<(string Output, int ExitCode)> RunAsync(DocBlock block, TimeSpan limit)
    {
        var commands = block.IsServer ? UntilItAnswers(block.Text) : block.Text;
        var input = $"failed=0; trap 'failed=$?' ERR\n{{\n{commands}\n}} </dev/null 2>&1\ntrap - ERR\nprintf '\\n{Marker}%d\\n' \"$failed\"\n";
        await _bash.StandardInput.WriteAsync(input);
        await _bash.StandardInput.FlushAsync();
        using var late = new CancellationTokenSource(limit);
        var output = new StringBuilder();
        while (await _bash.StandardOutput.ReadLineAsync(late.Token) is { } line)
        {
            if (line.StartsWith(Marker, StringComparison.Ordinal))
                return (output.ToString(), int.Parse(line.AsSpan(Marker.Length), CultureInfo.InvariantCulture));
            output.AppendLine(line);
        }

        throw new InvalidOperationException($"the shell ended in the block of line {block.Line}; it said: {output}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_bash.HasExited)
            _bash.Kill(entireProcessTree: true);
        await _bash.WaitForExitAsync();
        _bash.Dispose();
    }

    // In a process group of its own, so that what it started ends with it.
    private static string UntilItAnswers(string commands) => $$"""
        said=$(mktemp)
        set -m
        { {{commands.TrimEnd()}}
        } >"$said" 2>&1 &
        set +m
        for try in {1..600}; do grep -q 'http://127' "$said" && break; sleep 0.1; done
        cat "$said"
        kill -INT -- -$! ; wait $! || true
        """;
}
