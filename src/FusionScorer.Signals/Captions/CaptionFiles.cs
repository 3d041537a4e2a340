using FusionScorer.Core.Clips;
using FusionScorer.Signals.Media;

namespace FusionScorer.Signals.Captions;

/// <summary>Reads caption files beside a media file.</summary>
internal static class CaptionFiles
{
    private const int MaxBytes = 16 << 20;

    /// <summary>The track of a file, or one line that says why there is none.</summary>
    public static async Task<MediaAnswer<CaptionTrack>> ReadAsync(string path, string mediaPath, CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        byte[] bytes;
        try
        {
            var isRemote = RemotePath.Is(path);
            if (!isRemote && new FileInfo(path) is { Exists: true, Length: > MaxBytes })
                return TooLarge(name);

            // Pipes and devices have no length either, and opening one would block.
            if (!isRemote && new FileInfo(path) is { Exists: true, Length: 0 })
                return new(null, $"{name} is empty");
            var read = isRemote ? await RemoteFile.ReadAsync(path, MaxBytes, cancellation) : await File.ReadAllBytesAsync(path, cancellation);
            if (read is null)
                return TooLarge(name);
            bytes = read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null, $"{name} could not be opened");
        }

        if (Parse(name, TextDecoding.Decode(bytes)) is not { } list)
            return new(null, $"{name} is of no known caption format (.srt, .vtt, .ass, .ssa)");
        var (language, kind) = CaptionFileName.Parse(name, mediaPath);
        return list.Cues.IsEmpty
            ? new(null, $"{name} holds no cue that can be read")
            : new(new CaptionTrack(name, language, kind, list.Skipped, list.Cues), null);
    }

    private static MediaAnswer<CaptionTrack> TooLarge(string name) => new(null, $"{name} is larger than {MaxBytes >> 20} MiB");

    // Files are named for another format now and then; the first line tells.
    private static CueList? Parse(string name, string text)
    {
        var start = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        if (start.StartsWith("WEBVTT", StringComparison.Ordinal))
            return WebVttReader.Read(text);
        if (start.StartsWith("[Script Info]", StringComparison.OrdinalIgnoreCase))
            return SubStationReader.Read(text);
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".srt" => SubRipReader.Read(text),
            ".vtt" => WebVttReader.Read(text),
            ".ass" or ".ssa" => SubStationReader.Read(text),
            _ => null,
        };
    }
}
