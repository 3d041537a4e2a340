using FusionScorer.Library.Scanning;
using FusionScorer.Signals;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>Looks again at where a clip's files lie, right before they are opened: since the scan somebody may have put a link in the place of a file.</summary>
internal static class LibraryGuard
{
    /// <summary>Why a clip's files must stay closed; null when all lie in their library. What is gone is left to whoever opens it.</summary>
    /// <param name="root">The library's folder.</param>
    /// <param name="input">The files.</param>
    public static string? Fault(string root, ClipInput input)
    {
        if (RealPath.Of(root) is not { } folder)
            return null;
        return Leaves(folder, input.MediaPath) ?? input.Captions.Select(file => Leaves(folder, file.Path)).FirstOrDefault(fault => fault is not null);
    }

    private static string? Leaves(string folder, string path) =>
        Path.IsPathRooted(path) && RealPath.Of(path) is { } real && !RealPath.IsInside(real, folder)
            ? $"{Path.GetFileName(path)} leads out of the library since the last scan; run: fusion scan"
            : null;
}
