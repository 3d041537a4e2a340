using FusionScorer.Library;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>A clip of known level that shares people or viewers.</summary>
/// <param name="ClipNo">The neighbour.</param>
/// <param name="Level">Its known level.</param>
/// <param name="People">The people shared, by name.</param>
/// <param name="Viewers">The number of viewers shared; 0 when fewer than <see cref="FewestViewers"/>, so that no viewer can be told.</param>
public sealed record Neighbour(long ClipNo, int Level, IReadOnlyList<string> People, int Viewers)
{
    /// <summary>Viewers are counted from this number up and never named.</summary>
    public const int FewestViewers = 5;

    private const int Most = 8;

    internal static IReadOnlyList<Neighbour> Of(
        IStore store, long clip, IReadOnlyDictionary<long, Standing> standings, IReadOnlyDictionary<long, int> known)
    {
        var people = store.Clips.PersonLinks();
        var mine = people.Where(link => link.ClipNo == clip).Select(link => link.Person).ToHashSet();
        var sharedPeople = people.Where(link => link.ClipNo != clip && mine.Contains(link.Person)).ToLookup(link => link.ClipNo, link => link.Person);
        var viewers = store.Clips.ViewerLinks();
        var watched = viewers.Where(link => link.ClipNo == clip).Select(link => link.Viewer).ToHashSet();
        var sharedViewers = viewers.Where(link => link.ClipNo != clip && watched.Contains(link.Viewer))
            .GroupBy(link => link.ClipNo).ToDictionary(group => group.Key, group => group.Count());
        var names = store.Clips.PersonNames(mine);

        var neighbours = new List<Neighbour>();
        foreach (var other in sharedPeople.Select(group => group.Key).Union(sharedViewers.Keys))
        {
            var level = standings.TryGetValue(other, out var standing) && standing.Levels.Count == 1 ? standing.Levels.Lowest
                : known.TryGetValue(other, out var stated) ? stated : -1;
            var count = sharedViewers.GetValueOrDefault(other);
            var shared = sharedPeople[other].Distinct().Select(person => names[person]).Order(StringComparer.Ordinal).ToList();
            if (level >= 0 && (shared.Count > 0 || count >= FewestViewers))
                neighbours.Add(new Neighbour(other, level, shared, count >= FewestViewers ? count : 0));
        }

        return [.. neighbours.OrderByDescending(other => other.People.Count).ThenByDescending(other => other.Viewers).ThenBy(other => other.ClipNo).Take(Most)];
    }
}
