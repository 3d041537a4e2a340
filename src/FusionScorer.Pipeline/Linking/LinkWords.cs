using FusionScorer.Core.Graph;
using FusionScorer.Core.Levels;

namespace FusionScorer.Pipeline.Linking;

/// <summary>Says in words what links have to say.</summary>
public static class LinkWords
{
    private const int MostListed = 6;

    /// <summary>The strongest path of each relation in one sentence.</summary>
    public static string Sentence(IReadOnlyList<RelationReasons> relations, Taxonomy taxonomy)
    {
        if (relations.Count == 0)
            return "No link leads to this clip.";
        var parts = relations.OrderByDescending(relation => Math.Abs(relation.Paths.Moved ?? 0)).Select(relation => Part(relation, taxonomy)).OfType<string>().ToList();
        if (parts.Count == 0)
        {
            return relations.Any(relation => relation.Paths.FewShared > 0)
                ? $"No person leads here from a clip of known level, and no such clip has {LinkExplanation.FewestViewers} viewers in common."
                : "No link leads here from a clip of known level.";
        }

        var words = string.Join("; ", parts);
        return $"{char.ToUpperInvariant(words[0])}{words[1..]}.";
    }

    /// <summary>Levels of a person's known clips: <c>R, R, PG-13</c>, or counted when they are many.</summary>
    public static string Levels(PersonPath path, Taxonomy taxonomy) => path.Known <= MostListed
        ? string.Join(", ", path.Levels.SelectMany(level => Enumerable.Repeat(taxonomy[level.Level], level.Clips)))
        : string.Join(", ", path.Levels.Select(level => $"{level.Clips} {taxonomy[level.Level]}"));

    private static string? Part(RelationReasons relation, Taxonomy taxonomy)
    {
        if (relation.People is [var person, ..])
            return $"{By(relation.Paths.Name)} {person.Name}, {Clips(person.Path, taxonomy)}";
        if (relation.Viewers.Count == 0)
            return null;
        var strongest = relation.Viewers[0];
        var others = relation.Viewers.Count > 1 ? $", {relation.Viewers[1].Path.Viewers} with {Name(relation.Viewers[1], taxonomy)}" : "";
        return $"{strongest.Path.Viewers} viewers in common with {Name(strongest, taxonomy)}{others}";
    }

    private static string Clips(PersonPath path, Taxonomy taxonomy) => path.Known switch
    {
        0 => path.Clips == 1 ? "whose other clip is not known" : $"none of whose {path.Clips} other clips is known",
        1 => $"whose one other known clip is {Levels(path, taxonomy)}",
        var known => $"whose {(path.Cut ? "first " : "")}{known} other known clips are {Levels(path, taxonomy)}",
    };

    private static string Name(ViewerReason reason, Taxonomy taxonomy) => $"{reason.Clip.Name} ({taxonomy[reason.Path.Level]})";

    private static string By(string relation) => relation switch
    {
        "directors" => "directed by",
        "writers" => "written by",
        "cast" => "with",
        _ => $"{relation}:",
    };
}
