using FusionScorer.Library.Records;

namespace FusionScorer.Library.Scanning;

/// <summary>Which files of a library matter. A clip is a video: sound-only files are no clips.</summary>
internal static class MediaFiles
{
    private static readonly HashSet<string> Video = new(StringComparer.OrdinalIgnoreCase)
    {
        ".mp4", ".m4v", ".mkv", ".mov", ".avi", ".webm", ".mpg", ".mpeg", ".ts", ".m2ts", ".mts", ".flv", ".ogv", ".wmv",
    };

    private static readonly HashSet<string> Captions = new(StringComparer.OrdinalIgnoreCase) { ".srt", ".vtt", ".ass", ".ssa" };

    /// <summary>What a file is by its extension; null for files that do not matter.</summary>
    public static FileKind? KindOf(string path)
    {
        var extension = Path.GetExtension(path);
        return Video.Contains(extension) ? FileKind.Media
            : Captions.Contains(extension) ? FileKind.Captions
            : extension.Equals(".nfo", StringComparison.OrdinalIgnoreCase) ? FileKind.Nfo
            : null;
    }
}
