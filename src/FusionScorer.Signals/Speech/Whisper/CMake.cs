using System.Text;
using FusionScorer.Signals.Media;

namespace FusionScorer.Signals.Speech.Whisper;

/// <summary>Runs CMake.</summary>
internal static class CMake
{
    private const int MaxLog = 64 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(60);

    /// <summary>Configures and builds one target.</summary>
    /// <returns>Null when it was built, else why not, in one line.</returns>
    public static async Task<string?> BuildAsync(
        string sourceFolder, string work, string output, string recipe, string target, string[] settings, string log, CancellationToken cancellation)
    {
        var project = Directory.CreateDirectory(Path.Combine(work, "project")).FullName;
        var build = Path.Combine(work, "build");
        await File.WriteAllTextAsync(Path.Combine(project, "CMakeLists.txt"), recipe, cancellation);
        string[] configure = ["-S", project, "-B", build, .. settings, $"-DWHISPER_SOURCE={Path.GetFullPath(sourceFolder)}", $"-DFUSION_OUT={output}"];
        string[] make = ["--build", build, "--config", "Release", "--target", target, "--parallel", $"{Environment.ProcessorCount}"];

        await File.WriteAllTextAsync(log, "", cancellation);
        return await StepAsync("configuring", configure, log, cancellation) ?? await StepAsync("building", make, log, cancellation);
    }

    private static async Task<string?> StepAsync(string step, string[] arguments, string log, CancellationToken cancellation)
    {
        var result = await ProcessRunner.RunAsync(
            new ProcessCommand("cmake", [.. arguments]) { TimeLimit = Limit, MaxOutputBytes = MaxLog, MaxErrorBytes = MaxLog }, cancellation);
        var said = $"cmake {string.Join(' ', arguments)}\n{Encoding.UTF8.GetString(result.Output)}{result.Error}\n";
        await File.AppendAllTextAsync(log, said, cancellation);
        return result.End switch
        {
            _ when result.Succeeded => null,
            ProcessEnd.NotStarted => "building whisper.cpp needs cmake, make and a C++ compiler, and cmake was not found",
            ProcessEnd.Exited => $"{step} whisper.cpp failed: {FirstFault(said) ?? $"cmake ended with code {result.ExitCode}"}",
            _ => $"{step} whisper.cpp was stopped after {Limit.TotalMinutes} minutes",
        };
    }

    private static string? FirstFault(string said)
    {
        if (said.Contains("CMAKE_CXX_COMPILER could be found", StringComparison.Ordinal) || said.Contains("CMAKE_CXX_COMPILER not set", StringComparison.Ordinal))
            return "no C++ compiler was found; install g++ or clang";
        if (said.Contains("CMAKE_MAKE_PROGRAM is not set", StringComparison.Ordinal))
            return "make was not found; install it";
        var lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindIndex(lines, line =>
            line.StartsWith("CMake Error", StringComparison.Ordinal) || line.Contains("error:", StringComparison.OrdinalIgnoreCase));
        if (at < 0)
            return null;

        // CMake says where on one line and what on the next.
        var fault = lines[at].EndsWith(':') && at + 1 < lines.Length ? $"{lines[at]} {lines[at + 1]}" : lines[at];
        return fault.Length > 300 ? fault[..300] : fault;
    }
}
