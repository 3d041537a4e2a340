using System.Diagnostics;
using System.Reflection;

namespace FusionScorer.Cli;

/// <summary>This program once more.</summary>
internal static class ThisProgram
{
    /// <summary>How it is started with these arguments.</summary>
    public static ProcessStartInfo Start(params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };

        // Started by dotnet, the program itself is its first argument.
        if (Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        foreach (var word in arguments)
            start.ArgumentList.Add(word);
        return start;
    }
}
