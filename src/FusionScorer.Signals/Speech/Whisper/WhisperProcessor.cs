using FusionScorer.Signals.Engines;

namespace FusionScorer.Signals.Speech.Whisper;

/// <summary>Packages carry engines for processors of level x86-64-v3; an older one would end in the middle of its work, by an illegal instruction.</summary>
public static class WhisperProcessor
{
    /// <summary>Why this processor cannot run the engine that would be loaded; null when it can.</summary>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="programFolder">The program's folder; null for this one's.</param>
    public static string? Fault(Func<string, string?> environment, string? programFolder = null)
    {
        var shipped = ShippedEngines.Find(Path.GetFileName(WhisperBuild.LibraryPath(environment, programFolder)), programFolder);
        return shipped is not null && ShippedEngines.MissingInstructions() is { Count: > 0 } missing && WhisperBuild.LibraryPath(environment, programFolder) == shipped
            ? $"this package needs a processor of level x86-64-v3, and this one lacks {string.Join(", ", missing)}; build FusionScorer from source on this machine, or name a whisper.cpp library built for it in {WhisperBuild.LibraryVariable}"
            : null;
    }
}
