using FusionScorer.Library;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Levels known from outside: imported ones and, where the policy trusts them, ratings that metadata state.</summary>
public static class KnownLevels
{
    /// <summary>Level indices by clip number. An imported level goes before a stated rating; a level that the taxonomy lacks does not count.</summary>
    public static IReadOnlyDictionary<long, int> Of(IStore store, IEnumerable<Clip> clips, Policy policy)
    {
        var known = new Dictionary<long, int>();
        foreach (var level in store.Decisions.KnownLevels())
        {
            if (policy.Taxonomy.TryParse(level.Level, out var index))
                known[level.ClipNo] = index;
        }

        if (!policy.TrustRatings)
            return known;
        foreach (var clip in clips)
        {
            if (Stated(clip, policy) is { } index)
                known.TryAdd(clip.No, index);
        }

        return known;
    }

    /// <summary>The level that a clip's metadata state; null when they state none, or the policy does not trust them.</summary>
    public static int? Stated(Clip clip, Policy policy) =>
        policy.TrustRatings && clip.Metadata.Rating is { } rating ? RatingText.Level(rating, policy.Taxonomy) : null;
}
