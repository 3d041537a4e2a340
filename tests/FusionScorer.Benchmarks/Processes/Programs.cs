using System.Diagnostics;
using System.Reflection;
using FusionScorer.Library;

namespace FusionScorer.Benchmarks.Processes;

/// <summary>Calls of the built program, as its users make them, and of these benchmarks themselves in a process of their own.</summary>
internal static class Programs
{
    /// <summary><c>fusion ARGS</c> in a folder.</summary>
    /// <param name="folder">Where; viewer keys and cookies lie under it as well.</param>
    /// <param name="settings">Variables beside the usual ones.</param>
    /// <param name="arguments">The command and its options.</param>
    public static ProcessStartInfo Fusion(string folder, IReadOnlyDictionary<string, string> settings, params ReadOnlySpan<string> arguments) =>
        Call(folder, settings, [Path.Combine(AppContext.BaseDirectory, "fusion.dll"), .. arguments]);

    /// <summary>These benchmarks with other arguments.</summary>
    public static ProcessStartInfo Own(string folder, IReadOnlyDictionary<string, string> settings, params ReadOnlySpan<string> arguments) =>
        Call(folder, settings, [Assembly.GetExecutingAssembly().Location, .. arguments]);

    /// <summary>What extraction starts beside itself, as the program does.</summary>
    public static ProcessStartInfo EngineHost(string project) =>
        new("dotnet") { UseShellExecute = false, ArgumentList = { Path.Combine(AppContext.BaseDirectory, "fusion.dll"), "engine-host", project } };

    private static ProcessStartInfo Call(string folder, IReadOnlyDictionary<string, string> settings, ReadOnlySpan<string> words)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in words)
            start.ArgumentList.Add(word);
        start.Environment["NO_COLOR"] = "1";
        start.Environment["FUSION_REVIEWER"] = "benchmark";
        start.Environment["XDG_DATA_HOME"] = Path.Combine(folder, ".data");
        start.Environment.Remove("FUSION_PROJECT");
        start.Environment.Remove(StoreLocation.Variable);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return start;
    }
}
