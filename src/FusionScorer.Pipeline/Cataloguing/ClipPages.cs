using FusionScorer.Library;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>A library by pages, so that what goes over all of it holds one page.</summary>
internal static class ClipPages
{
    /// <summary>The most rows of a page.</summary>
    public const int Size = 1000;

    /// <summary>All clips whose files are present, by number; clips that come in meanwhile come last.</summary>
    public static IEnumerable<IReadOnlyList<Clip>> Of(IStore store)
    {
        for (var after = 0L; store.Clips.After(after, Size) is { Count: > 0 } page; after = page[^1].No)
            yield return page;
    }
}
