namespace FusionScorer.Signals.Captions;

/// <summary>What the name of a caption file says of its content.</summary>
/// <param name="Language">ISO 639-1 code; null when none is named.</param>
/// <param name="Kind">What the track is for.</param>
public readonly record struct CaptionFileName(string? Language, CaptionKind Kind)
{
    /// <summary>Reads <c>name[.language][.forced|.sdh|.cc|.hi].ext</c>.</summary>
    /// <param name="captionFile">Name or path of the caption file.</param>
    /// <param name="mediaFile">Name or path of the media file; when the caption file starts with its name, only the rest is read.</param>
    public static CaptionFileName Parse(string captionFile, string? mediaFile = null)
    {
        var name = Path.GetFileNameWithoutExtension(captionFile);
        var media = Path.GetFileNameWithoutExtension(mediaFile);
        var ownPart = media is { Length: > 0 } && name.StartsWith(media, StringComparison.OrdinalIgnoreCase);

        // Without the media's name the first part is the film's own, whatever it says: "It.srt" is not Italian.
        var parts = ownPart
            ? ["", .. name[media!.Length..].Split(['.', '_', ' ', '(', ')', '[', ']'], StringSplitOptions.TrimEntries)]
            : name.Split('.', StringSplitOptions.TrimEntries);
        string? language = null;
        var forced = false;
        var hearingImpaired = false;
        for (var i = parts.Length - 1; i >= 1; i--)
        {
            if (IsForced(parts[i]))
                forced = true;
            else if (IsHearingImpaired(parts[i]))
                hearingImpaired = true;
            else if (language is null && Languages.Code(parts[i]) is { } code)
                language = code;
            else if (!ownPart)
                break;
        }

        return new CaptionFileName(language, KindOf(forced, hearingImpaired));
    }

    /// <summary>The kind of a track from its marks.</summary>
    internal static CaptionKind KindOf(bool forced, bool hearingImpaired) =>
        forced ? CaptionKind.Forced : hearingImpaired ? CaptionKind.Sdh : CaptionKind.Full;

    /// <summary>Whether a word marks a forced track.</summary>
    internal static bool IsForced(string word) => word.Equals("forced", StringComparison.OrdinalIgnoreCase) || word.Equals("foreign", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a word marks a track for the hard of hearing.</summary>
    internal static bool IsHearingImpaired(string word) =>
        word.Equals("sdh", StringComparison.OrdinalIgnoreCase) || word.Equals("cc", StringComparison.OrdinalIgnoreCase) || word.Equals("hi", StringComparison.OrdinalIgnoreCase);
}
