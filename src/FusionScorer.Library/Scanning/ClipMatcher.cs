using FusionScorer.Library.Records;

namespace FusionScorer.Library.Scanning;

/// <summary>A media file that a scan found, with its fingerprint.</summary>
internal sealed record FoundMedia(FoundFile File, string Fingerprint);

/// <summary>Which known media file each found one is; null for new clips.</summary>
internal static class ClipMatcher
{
    /// <summary>Matches by path and content, then by content (moves), then by path (replaced content).</summary>
    /// <remarks>
    /// Where several known files have the same content, one of the same file name goes first, then one that was present, then by path.
    /// A clip that was gone is only recognised by its content: another film may have taken its name meanwhile.
    /// </remarks>
    /// <param name="found">In order of path.</param>
    /// <param name="known">Known media files of the root, present or gone.</param>
    public static Dictionary<FoundMedia, LibraryFile?> Match(IReadOnlyList<FoundMedia> found, IReadOnlyList<LibraryFile> known)
    {
        var matched = found.ToDictionary(media => media, _ => (LibraryFile?)null);
        var free = new HashSet<LibraryFile>(known, ReferenceEqualityComparer.Instance);
        var byPath = known.OrderBy(file => file.Present).GroupBy(file => file.Path, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var byContent = known.OrderByDescending(file => file.Present).ThenBy(file => file.Path, StringComparer.Ordinal).ThenBy(file => file.ClipNo)
            .ToLookup(file => file.Hash, StringComparer.Ordinal);

        Take(media => SamePath(media).LastOrDefault(file => file.Hash == media.Fingerprint));
        Take(media => Free(byContent[media.Fingerprint]).FirstOrDefault(file => Name(file.Path) == Name(media.File.Path)));
        Take(media => Free(byContent[media.Fingerprint]).FirstOrDefault());
        Take(media => SamePath(media).LastOrDefault(file => file.Present));
        return matched;

        void Take(Func<FoundMedia, LibraryFile?> choose)
        {
            foreach (var media in found)
            {
                if (matched[media] is null && choose(media) is { } file && free.Remove(file))
                    matched[media] = file;
            }
        }

        IEnumerable<LibraryFile> Free(IEnumerable<LibraryFile> files) => files.Where(free.Contains);

        IEnumerable<LibraryFile> SamePath(FoundMedia media) => byPath.TryGetValue(media.File.Path, out var files) ? Free(files) : [];
    }

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
