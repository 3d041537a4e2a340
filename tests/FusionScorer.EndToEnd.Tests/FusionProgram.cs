using System.Diagnostics;
using System.Text.Json;

namespace FusionScorer.EndToEnd;

/// <summary>Runs the built program as its users do: a process with arguments.</summary>
internal static class FusionProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>What the program said and how it ended.</summary>
    public sealed record Result(int ExitCode, string Out, string Error)
    {
        /// <summary>Standard output as one JSON document.</summary>
        public JsonElement Json => JsonDocument.Parse(Out).RootElement;

        /// <summary>Standard output as one JSON object a line.</summary>
        public IReadOnlyList<JsonElement> JsonLines =>
            [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>Runs <c>fusion ARGS</c> in a folder.</summary>
    public static Task<Result> RunAsync(string folder, params string[] arguments) => RunAsync(Start(folder, arguments));

    /// <summary>Runs it under another program, for example <c>strace</c>.</summary>
    public static Task<Result> RunUnderAsync(string folder, string[] wrapper, params string[] arguments) => RunAsync(Start(folder, arguments, wrapper));

    /// <summary>Runs it with more variables.</summary>
    public static Task<Result> RunWithAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) => RunAsync(StartWith(folder, environment, arguments));

    /// <summary>Starts <c>fusion ARGS</c> without waiting for its end.</summary>
    public static Process Start(string folder, string[] arguments, params string[] wrapper) => StartWith(folder, new Dictionary<string, string>(StringComparer.Ordinal), arguments, wrapper);

    /// <summary>Starts it with more variables.</summary>
    public static Process StartWith(string folder, IReadOnlyDictionary<string, string> environment, string[] arguments, params string[] wrapper)
    {
        string[] call = [.. wrapper, "dotnet", Path.Combine(AppContext.BaseDirectory, "fusion.dll"), .. arguments];
        var start = new ProcessStartInfo(call[0]) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in call.AsSpan(1))
            start.ArgumentList.Add(argument);
        start.Environment["NO_COLOR"] = "1";
        start.Environment["FUSION_REVIEWER"] = "tester";
        start.Environment["XDG_DATA_HOME"] = Path.Combine(folder, ".data");
        start.Environment.Remove("FUSION_PROJECT");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task<Result> RunAsync(Process process)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            using var limit = new CancellationTokenSource(Limit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException late)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"fusion did not end within {Limit}; it said: {await error}", late);
            }

            return new Result(process.ExitCode, await output, await error);
        }
    }
}
