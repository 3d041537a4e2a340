using System.Globalization;
using FusionScorer.Core.Graph;
using FusionScorer.Library.Records;
using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>Statistics of links, for people.</summary>
internal static class GraphTables
{
    public static void Write(Shell shell, LinkStatistics statistics, IReadOnlyList<IGrouping<int, PersonSpelling>> spellings)
    {
        var console = shell.Tables;
        if (statistics.Relations.IsEmpty)
        {
            console.Note($"no links between {statistics.Clips} clips; people come from NFO files or clips.csv, viewers from viewers.csv");
            return;
        }

        var table = ConsoleExtensions.NewTable("relation", ">clips linked", ">links of one*", ">people or viewers", ">with one clip", ">clips of one*", ">links");
        foreach (var relation in statistics.Relations)
        {
            table.AddRow(
                SafeText.Cell(relation.Name), Share(relation.LinkedClips, statistics.Clips), Degrees(relation.OfClips),
                Number(relation.Nodes), Share(relation.SingleNodes, relation.Nodes), Degrees(relation.OfNodes), Number(relation.Links));
        }

        console.Write(table);
        console.Note("* the median, what nine in ten do not exceed, and the most");
        var groups = ConsoleExtensions.NewTable("clips that hang together over", ">groups", ">clips in the largest", ">clips alone");
        foreach (var (name, components) in (ReadOnlySpan<(string, ComponentSummary)>)[("people", statistics.People), ("people and viewers", statistics.All)])
            groups.AddRow(name, Number(components.Components), Share(components.Largest, statistics.Clips), Share(components.Alone, statistics.Clips));
        console.Write(groups);
        if (spellings.Count == 0)
            return;
        var people = ConsoleExtensions.NewTable("taken for one person (credits)");
        foreach (var person in spellings)
            people.AddRow(SafeText.Cell(string.Join(" = ", person.Select(spelling => $"{spelling.Name} ({Number(spelling.Count)})"))));
        console.Write(people);
    }

    private static string Degrees(DegreeSummary degrees) => $"{Number(degrees.Median)} · {Number(degrees.NinetiethPercentile)} · {Number(degrees.Most)}";

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(int part, int all) => all == 0 ? Number(part) : string.Create(CultureInfo.InvariantCulture, $"{part:N0} ({100.0 * part / all:0.#}%)");
}
