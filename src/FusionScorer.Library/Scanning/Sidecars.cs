using FusionScorer.Library.Records;

namespace FusionScorer.Library.Scanning;

/// <summary>Says which caption and NFO files belong to which media file.</summary>
/// <remarks>
/// Captions: <c>NAME.srt</c>, <c>NAME.en.srt</c>, <c>NAME-forced.vtt</c> … beside <c>NAME.mp4</c>; where several media names fit, the longest wins.
/// <c>NAME.evidence.vtt</c> is no caption file of <c>NAME.mp4</c>.
/// NFO: <c>NAME.nfo</c>, else <c>movie.nfo</c> in a folder with one media file. Letter case does not count; a file belongs to one clip only.
/// </remarks>
internal static class Sidecars
{
    private const string FolderNfo = "movie.nfo";

    // What fusion export writes beside media for players. Read as captions, it would be evidence of itself.
    private const string OwnEvidence = ".evidence";

    /// <summary>Sidecar files by the path of their media file, ordered by path.</summary>
    public static ILookup<string, FoundFile> Assign(IReadOnlyList<FoundFile> files)
    {
        var pairs = new List<(string Media, FoundFile File)>();
        foreach (var folder in files.GroupBy(file => file.Folder, StringComparer.Ordinal))
        {
            var media = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var file in folder.Where(file => file.Kind == FileKind.Media))
                media.TryAdd(Stem(file.Path), file.Path);
            foreach (var file in folder)
            {
                var owner = file.Kind switch
                {
                    FileKind.Captions => IsOwnEvidence(file.Path, media) ? null : OwnerOfCaptions(Stem(file.Path), media),
                    FileKind.Nfo => OwnerOfNfo(file, folder, media),
                    _ => null,
                };
                if (owner is not null)
                    pairs.Add((owner, file));
            }
        }

        return pairs.ToLookup(pair => pair.Media, pair => pair.File, StringComparer.Ordinal);
    }

    // Captions of a film that is itself called NAME.evidence are its captions.
    private static bool IsOwnEvidence(string path, Dictionary<string, string> media) =>
        path.EndsWith(OwnEvidence + ".vtt", StringComparison.OrdinalIgnoreCase) && !media.ContainsKey(Stem(path)) && media.ContainsKey(Stem(path)[..^OwnEvidence.Length]);

    // From the whole stem down to its first separator: the first that names a media file is the longest.
    private static string? OwnerOfCaptions(string stem, Dictionary<string, string> media)
    {
        if (media.TryGetValue(stem, out var owner))
            return owner;
        for (var length = stem.Length - 1; length > 0; length--)
        {
            if (!char.IsLetterOrDigit(stem[length]) && media.TryGetValue(stem[..length], out owner))
                return owner;
        }

        return null;
    }

    private static string? OwnerOfNfo(FoundFile nfo, IGrouping<string, FoundFile> folder, Dictionary<string, string> media)
    {
        if (media.TryGetValue(Stem(nfo.Path), out var owner))
            return owner;
        if (!Path.GetFileName(nfo.Path).Equals(FolderNfo, StringComparison.OrdinalIgnoreCase))
            return null;
        var only = folder.Where(file => file.Kind == FileKind.Media).Take(2).ToList();
        var hasOwn = only.Count == 1 && folder.Any(file => file.Kind == FileKind.Nfo && file != nfo && media.ContainsKey(Stem(file.Path)));
        return only.Count == 1 && !hasOwn ? only[0].Path : null;
    }

    private static string Stem(string path) => Path.GetFileNameWithoutExtension(path);
}
