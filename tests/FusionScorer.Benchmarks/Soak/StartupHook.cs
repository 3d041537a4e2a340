using System.Globalization;

// The runtime looks for exactly this class, outside of any namespace, in the assembly that DOTNET_STARTUP_HOOKS names.
#pragma warning disable CA1050, MA0047, RCS1110

/// <summary>Runs inside the processes under test: writes down now and then how large their managed heap is, which nobody can see from outside.</summary>
internal static class StartupHook
{
    /// <summary>The variable with the folder for one file a process.</summary>
    public const string Variable = "FUSION_SOAK_HEAPS";

    private const int IntervalMs = 2000;

    private static Timer? _timer;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder)
            _timer = new Timer(_ => Write(Path.Combine(folder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture))), state: null, 0, IntervalMs);
    }

    // Allocated now with garbage, and what the last collection of all generations found alive; 0 before the first.
    private static void Write(string path)
    {
        try
        {
            GCMemoryInfo background = GC.GetGCMemoryInfo(GCKind.Background), blocking = GC.GetGCMemoryInfo(GCKind.FullBlocking);
            var last = background.Index > blocking.Index ? background : blocking;
            File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(forceFullCollection: false)} {last.HeapSizeBytes - last.FragmentedBytes}"));
        }
        catch (IOException)
        {
            _timer?.Dispose(); // the folder went with the end of the soak
        }
    }
}
