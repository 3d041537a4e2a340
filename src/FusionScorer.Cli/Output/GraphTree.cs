using System.Globalization;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Levels;
using FusionScorer.Pipeline.Linking;
using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>The paths that lead to a clip, as a tree.</summary>
internal static class GraphTree
{
    private const int LongestBar = 8;

    public static void Write(Shell shell, Taxonomy taxonomy, LinkReasons reasons)
    {
        var console = shell.Tables;
        var clip = reasons.Clip;
        console.Note(reasons.Words);
        var level = reasons.Level.Level < 0 ? "no level yet" : $"{LevelStyle.Markup(taxonomy, reasons.Level.Level)} by {reasons.Level.Source}";
        var tree = new Tree($"[bold]{SafeText.Cell(clip.Name)}[/]{(clip.Metadata.Year is { } year ? $" ({year})" : "")}  {level}").Style(new Style(Color.Grey));
        var largest = reasons.Relations.SelectMany(relation => relation.People.Select(person => Math.Abs(person.Path.Moved ?? 0)).Append(Math.Abs(relation.Paths.Moved ?? 0)))
            .DefaultIfEmpty(0).Max();
        foreach (var relation in reasons.Relations)
        {
            var branch = tree.AddNode($"[bold]{SafeText.Cell(relation.Paths.Name)}[/] {Linked(relation.Paths)}{Moved(relation.Paths.Moved, largest)}");
            foreach (var person in relation.People)
            {
                var node = branch.AddNode($"{SafeText.Cell(person.Name)}  [grey]{Known(person.Path)}[/]{Towards(taxonomy, person.Path)}{Moved(person.Path.Moved, largest)}");
                foreach (var example in person.Examples)
                    node.AddNode($"{LevelStyle.Markup(taxonomy, example.Level)} {SafeText.Cell(example.Clip.Name)}");
                if (person.Path.Known > person.Examples.Count)
                    node.AddNode($"[grey]and {person.Path.Known - person.Examples.Count} more: {SafeText.Cell(LinkWords.Levels(person.Path, taxonomy))} in all[/]");
            }

            foreach (var shared in relation.Viewers)
                branch.AddNode($"{LevelStyle.Markup(taxonomy, shared.Path.Level)} {SafeText.Cell(shared.Clip.Name)}  [grey]{shared.Path.Viewers} viewers in common[/]");
            if (relation.People.Count + relation.Viewers.Count + relation.Paths.FewShared == 0)
                branch.AddNode("[grey]no other clip of known level[/]");
            if (relation.Paths.FewShared > 0)
                branch.AddNode($"[grey]{Clips(relation.Paths.FewShared)} with fewer than {LinkExplanation.FewestViewers} viewers in common[/]");
            if (relation.Paths.Cut)
                branch.AddNode("[grey]too many clips to look at all of them[/]");
        }

        console.Write(tree);
    }

    private static string Linked(RelationPaths paths) => paths.Linked is { } linked ? $"[grey]({linked})[/]" : $"[grey](fewer than {LinkExplanation.FewestViewers})[/]";

    private static string Known(PersonPath path) => path.Clips == 0 ? "no other clip" : $"{path.Known} of {path.Clips} other clips known";

    private static string Towards(Taxonomy taxonomy, PersonPath path) => path.Middle < 0 ? "" : $"  towards {LevelStyle.Markup(taxonomy, path.Middle)}";

    /// <summary>How far, against the farthest of this clip.</summary>
    private static string Moved(double? moved, double largest)
    {
        if (moved is not { } value || !(largest > 0))
            return "";
        var bar = new string('█', (int)Math.Round(LongestBar * Math.Abs(value) / largest));
        return $"  {value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture)} {(value < 0 ? "milder" : "stricter")} [{(value < 0 ? "green" : "red")}]{bar}[/]";
    }

    private static string Clips(int count) => count == 1 ? "1 known clip" : $"{count} known clips";
}
