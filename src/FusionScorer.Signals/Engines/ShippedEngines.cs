using System.Runtime.Intrinsics.X86;

namespace FusionScorer.Signals.Engines;

/// <summary>Engines that an installed package carries beside the program, built for any x64 processor of level x86-64-v3.</summary>
public static class ShippedEngines
{
    /// <summary>A file of the package, <c>engines/linux-x64/NAME</c> beside the program; null when it carries none.</summary>
    /// <param name="name">The library's file name.</param>
    /// <param name="programFolder">The program's folder; null for this one's.</param>
    public static string? Find(string name, string? programFolder = null)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var path = Path.Combine(programFolder ?? AppContext.BaseDirectory, "engines", "linux-x64", name);
        return File.Exists(path) ? path : null;
    }

    /// <summary>What this processor lacks of x86-64-v3; empty when it lacks nothing. F16C and MOVBE came with AVX2, and are not asked for.</summary>
    public static IReadOnlyList<string> MissingInstructions() =>
        [.. new (string Name, bool Supported)[] { ("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported), ("BMI1", Bmi1.IsSupported), ("BMI2", Bmi2.IsSupported), ("LZCNT", Lzcnt.IsSupported) }
            .Where(instruction => !instruction.Supported).Select(instruction => instruction.Name)];
}
