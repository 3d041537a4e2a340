using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Linking;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>A clip of known level that shares people or viewers.</summary>
/// <param name="Clip">The neighbour.</param>
/// <param name="Level">Its known level.</param>
/// <param name="People">The people shared, by name.</param>
/// <param name="Viewers">The number of viewers shared; 0 when they are too few to be told.</param>
public sealed record Neighbour(Clip Clip, int Level, IReadOnlyList<string> People, int Viewers)
{
    private const int Most = 8;

    /// <summary>The known clips at the end of the strongest paths.</summary>
    internal static IReadOnlyList<Neighbour> Of(LinkView view, LinkReasons reasons)
    {
        var people = reasons.Relations.SelectMany(relation => relation.People)
            .SelectMany(person => person.Examples.Select(example => (example.Clip, example.Level, Name: (string?)person.Name)));
        var viewers = reasons.Relations.SelectMany(relation => relation.Viewers).Select(reason => (reason.Clip, reason.Path.Level, Name: (string?)null));
        return
        [
            .. people.Concat(viewers).GroupBy(shared => shared.Clip.No)
                .Select(group => new Neighbour(
                    group.First().Clip, group.First().Level,
                    [.. group.Select(shared => shared.Name).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                    view.SharedViewers(reasons.Clip, group.First().Clip)))
                .OrderByDescending(other => other.People.Count).ThenByDescending(other => other.Viewers).ThenBy(other => other.Clip.No).Take(Most),
        ];
    }
}
