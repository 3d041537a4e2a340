using FusionScorer.Library.Records;

namespace FusionScorer.Library.Scanning;

/// <summary>Finds known clips by number, also those whose files are gone.</summary>
public static class KnownClips
{
    /// <summary>A look-up of the clips that some files belong to.</summary>
    /// <param name="files">All files known of a root, present or gone.</param>
    /// <param name="present">Clips that are present.</param>
    /// <param name="references">Clip numbers by reference, also of clips that are gone; read only when a file is gone.</param>
    /// <param name="find">Finds one clip by reference.</param>
    public static Func<long, Clip?> Of(
        IReadOnlyList<LibraryFile> files, IReadOnlyList<Clip> present, Func<IReadOnlyDictionary<string, long>> references, Func<string, Clip?> find)
    {
        var clips = present.ToDictionary(clip => clip.No);
        var gone = files.Select(file => file.ClipNo).Where(no => !clips.ContainsKey(no)).ToHashSet();
        if (gone.Count > 0)
        {
            foreach (var (reference, no) in references())
            {
                if (gone.Contains(no) && find(reference) is { } clip && clip.No == no && clips.TryAdd(no, clip))
                    gone.Remove(no);
            }
        }

        return no => clips.GetValueOrDefault(no);
    }
}
