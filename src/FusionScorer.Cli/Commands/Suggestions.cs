using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using FusionScorer.Core;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Engines.Models;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Cli.Commands;

/// <summary>What a shell offers where only few words can stand. Other words stay possible: what takes them refuses what it does not know, with a better line.</summary>
internal static class Suggestions
{
    // Answers that are no levels.
    private static readonly string[] OtherAnswers = ["unsure", "skip", "flag"];

    /// <summary>Ids of rating schemes.</summary>
    public static IEnumerable<string> Schemes => RatingSchemes.All.Select(scheme => scheme.Id);

    /// <summary>Names of the models that are known.</summary>
    public static IEnumerable<string> Models => ModelManifest.Shipped().Entries.Select(entry => entry.Name);

    /// <summary>Offers values of an option.</summary>
    public static Option<T> Offer<T>(this Option<T> option, Func<IEnumerable<string>> values)
    {
        option.CompletionSources.Add(_ => Items(values()));
        return option;
    }

    /// <summary>Offers values of an argument, which keeps its name in the help.</summary>
    public static Argument<T> Offer<T>(this Argument<T> argument, Func<IEnumerable<string>> values)
    {
        argument.HelpName ??= argument.Name;
        argument.CompletionSources.Add(_ => Items(values()));
        return argument;
    }

    /// <summary>Offers values that stand in one word, separated by commas: those that are not there yet.</summary>
    public static Option<T> OfferList<T>(this Option<T> option, IReadOnlyCollection<string> values)
    {
        option.CompletionSources.Add(context =>
        {
            var before = context.WordToComplete[..(context.WordToComplete.LastIndexOf(',') + 1)];
            return Items(values.Except(before.Split(','), StringComparer.Ordinal).Select(value => before + value));
        });
        return option;
    }

    /// <summary>Levels of the project that the working folder belongs to, and the other answers.</summary>
    public static IEnumerable<string> Answers(Shell shell)
    {
        try
        {
            var named = shell.Environment("FUSION_PROJECT");
            var folder = string.IsNullOrEmpty(named) ? Project.Find(shell.Folder) : shell.Absolute(named);
            return [.. ProjectFileReader.Read(Path.Combine(folder, Project.FileName)).Policy.Taxonomy.Levels, .. OtherAnswers];
        }
        catch (BadInputException)
        {
            return OtherAnswers;
        }
    }

    /// <summary>Leaves the ways of other systems to ask for help possible, but offers them nowhere.</summary>
    public static void HideForeignHelp(RootCommand root)
    {
        var usual = root.Options.OfType<HelpOption>().Single();
        foreach (var alias in (string[])["-?", "/?", "/h"])
            usual.Aliases.Remove(alias);
        root.Add(new HelpOption("-?", "/?", "/h") { Hidden = true, Action = usual.Action });
    }

    private static IEnumerable<CompletionItem> Items(IEnumerable<string> values) => values.Select(value => new CompletionItem(value));
}
