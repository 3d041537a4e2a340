using System.Runtime.InteropServices;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Voting;
using FusionScorer.Library;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Scanning;
using FusionScorer.Signals.Genre;
using FusionScorer.Signals.Metadata;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>What fusing needs of clips, in columns: some 30 bytes a clip instead of a thousand. Row i is clip i, in the order of the numbers.</summary>
internal sealed class ClipColumns
{
    private const int NoYear = int.MinValue;

    private readonly List<long> _numbers = [];
    private readonly List<int> _years = [];
    private readonly List<double> _minutes = [];
    private readonly List<int> _genres = [];
    private readonly List<int> _genreEnds = [];
    private readonly List<string> _genreNames = [];
    private readonly Dictionary<int, int> _stated = [];

    private ClipColumns()
    {
    }

    /// <summary>The store's numbers, ascending.</summary>
    public long[] Numbers => [.. _numbers];

    /// <summary>Reads all clips that take part.</summary>
    public static ClipColumns Read(IStore store, Policy policy)
    {
        var columns = new ClipColumns();
        var indexOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var levelOf = new Dictionary<string, int?>(StringComparer.Ordinal);
        store.Clips.ReadBriefs(clip =>
        {
            if (policy.TrustRatings && clip.Rating is { } rating)
            {
                if (!levelOf.TryGetValue(rating, out var level))
                    levelOf.Add(rating, level = RatingText.Level(rating, policy.Taxonomy));
                if (level is { } index)
                    columns._stated.Add(columns._numbers.Count, index);
            }

            columns._numbers.Add(clip.No);
            columns._years.Add(clip.Year ?? NoYear);
            columns._minutes.Add(clip.DurationMinutes ?? double.NaN);
            foreach (var genre in clip.Genres)
            {
                ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(indexOf, genre, out var known);
                if (!known)
                {
                    index = columns._genreNames.Count;
                    columns._genreNames.Add(genre);
                }

                columns._genres.Add(index);
            }

            columns._genreEnds.Add(columns._genres.Count);
        });
        return columns;
    }

    /// <summary>Adds what metadata say: genres, year and length.</summary>
    public void AddFeatures(FeatureTable features)
    {
        var genres = _genreNames.ConvertAll(genre => GenreFeatures.Of(ClipMetadata.Empty with { Genres = [genre] }).Features.Keys.SingleOrDefault() is { } name ? features.Open(name) : null);
        if (genres.Exists(genre => genre is not null))
            AddGenres(genres, features.OpenPresence(SignalNames.Genre));
        for (var row = 0; row < _numbers.Count; row++)
        {
            if (_years[row] != NoYear)
                features.Set(row, MetadataFeatures.Year, _years[row]);
            if (MetadataFeatures.IsLength(_minutes[row]))
                features.Set(row, MetadataFeatures.DurationMinutes, (float)_minutes[row]);
        }
    }

    /// <summary>Level indices by clip number: imported ones and, where the policy trusts them, stated ratings, as <see cref="Reviewing.KnownLevels"/> has them.</summary>
    public Dictionary<long, int> KnownLevels(IStore store, Policy policy)
    {
        var known = new Dictionary<long, int>();
        store.Decisions.ReadKnownLevels((clip, level) =>
        {
            if (policy.Taxonomy.TryParse(level, out var index))
                known[clip] = index;
        });
        foreach (var (row, level) in _stated)
            known.TryAdd(_numbers[row], level);
        return known;
    }

    private void AddGenres(List<float[]?> genres, bool[] present)
    {
        for (var row = 0; row < _numbers.Count; row++)
        {
            for (var i = row == 0 ? 0 : _genreEnds[row - 1]; i < _genreEnds[row]; i++)
            {
                if (genres[_genres[i]] is not { } genre)
                    continue;
                genre[row] = 1;
                present[row] = true;
            }
        }
    }
}
