using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Core.Levels;
using Spectre.Console;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion schemes [SCHEME [TO]]</c>: rating schemes that ship, their levels, and how they map by age; <c>--read TEXT</c> tells what a stated rating would count as.</summary>
internal static class SchemesCommand
{
    public static Command Create(CommonOptions common)
    {
        var scheme = new Argument<string?>("SCHEME") { Description = "One of the schemes, or own for the levels of the project; all of them without it.", Arity = ArgumentArity.ZeroOrOne }.Offer(() => Suggestions.Schemes);
        var to = new Argument<string?>("TO") { Description = "Another scheme, to see how levels map to it.", Arity = ArgumentArity.ZeroOrOne }.Offer(() => Suggestions.Schemes);
        var read = new Option<string?>("--read") { Description = "A rating as some source writes it; says what it is in SCHEME (default: mpaa).", HelpName = "TEXT" };
        var command = new Command("schemes", "Rating schemes: levels, ages, spellings, and how they map to each other.") { scheme, to, read };
        command.SetAction(parsed =>
        {
            var shell = common.Shell;
            var id = parsed.GetValue(scheme);
            if (parsed.GetValue(read) is { } text)
            {
                Read(common, parsed, text, id is null ? Taxonomy.Mpaa : IsOwn(id) ? Own(common, parsed) : Find(id).Taxonomy);
                return ExitCode.Done;
            }

            var chosen = id is null ? null : FindOrOwn(common, parsed, id);
            if (common.Json(parsed))
                WriteJson(shell, chosen, parsed.GetValue(to) is { } target ? FindOrOwn(common, parsed, target) : null);
            else if (chosen is null)
                WriteAll(shell);
            else if (parsed.GetValue(to) is { } other)
                WriteMapping(shell, chosen, FindOrOwn(common, parsed, other));
            else
                WriteOne(shell, chosen);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A scheme by id.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static RatingScheme Find(string id) =>
        RatingSchemes.Find(id) ?? throw new BadInputException($"unknown scheme '{id}'; the schemes are {string.Join(", ", RatingSchemes.All.Select(scheme => scheme.Id))}; levels of your own stand under policy: taxonomy: in fusion.yaml");

    // The levels of the project, where ages make a scheme of them.
    private static RatingScheme FindOrOwn(CommonOptions common, ParseResult parsed, string id)
    {
        if (!IsOwn(id))
            return Find(id);
        return RatingSchemes.Of(Own(common, parsed)) ?? throw new BadInputException("the project's levels have no ages, so nothing maps to them; state ages: under policy: taxonomy: in fusion.yaml");
    }

    private static bool IsOwn(string id) => id.Equals(RatingSchemes.OwnId, StringComparison.OrdinalIgnoreCase);

    private static Taxonomy Own(CommonOptions common, ParseResult parsed)
    {
        using var project = common.OpenInStep(parsed);
        return project.Policy.Taxonomy;
    }

    private static void WriteAll(Shell shell)
    {
        var table = ConsoleExtensions.NewTable("scheme", "name", "levels, mildest first");
        foreach (var scheme in RatingSchemes.All)
            table.AddRow(scheme.Id, SafeText.Cell(scheme.Name), SafeText.Cell(string.Join("  ", scheme.Taxonomy.Levels)));
        shell.Tables.Write(table);
        shell.Notes.Note("next: fusion schemes SCHEME, fusion schemes SCHEME TO, fusion init DIR --scheme SCHEME");
    }

    private static void WriteOne(Shell shell, RatingScheme scheme)
    {
        shell.Tables.Note(scheme.Countries.IsEmpty ? scheme.Name : $"{scheme.Name} ({string.Join(", ", scheme.Countries)})");
        var table = ConsoleExtensions.NewTable("rating", ">age", "says", "also written");
        foreach (var rating in scheme.Ratings)
            table.AddRow(SafeText.Cell(rating.Name), $"{rating.Age}", SafeText.Cell(rating.Descriptor), SafeText.Cell(string.Join(", ", rating.Spellings)));
        shell.Tables.Write(table);
    }

    private static void WriteMapping(Shell shell, RatingScheme from, RatingScheme to)
    {
        var map = SchemeMapping.ByAge(from, to);
        var table = ConsoleExtensions.NewTable(from.Id, ">age", to.Id, ">age ");
        for (var level = 0; level < map.Length; level++)
            table.AddRow(SafeText.Cell(from.Taxonomy[level]), $"{from.Ages[level]}", SafeText.Cell(to.Taxonomy[map[level]]), $"{to.Ages[map[level]]}");
        shell.Tables.Write(table);
        shell.Tables.Note("by age; where ages differ, the stricter level");
    }

    private static void Read(CommonOptions common, ParseResult parsed, string text, Taxonomy taxonomy)
    {
        if (common.Json(parsed))
            JsonOut.Document(common.Shell, "fusion.schemes.read/1", json => StatedRating.Write(json, text, taxonomy));
        else
            common.Shell.Tables.Write(new Markup(StatedRating.Markup(text, taxonomy) + "\n"));
    }

    private static void WriteJson(Shell shell, RatingScheme? only, RatingScheme? to) => JsonOut.Document(shell, "fusion.schemes/1", json =>
        json.Objects("schemes", only is null ? RatingSchemes.All : [only], scheme =>
        {
            json.WriteString("id", scheme.Id);
            json.WriteString("name", scheme.Name);
            json.Array("countries", scheme.Countries, json.WriteStringValue);
            json.Array("levels", scheme.Taxonomy.Levels, json.WriteStringValue);
            json.Objects("ratings", scheme.Ratings, rating =>
            {
                json.WriteString("name", rating.Name);
                json.WriteNumber("age", rating.Age);
                json.WriteString("level", scheme.Taxonomy[rating.Level]);
                json.WriteString("descriptor", rating.Descriptor);
                json.Array("spellings", rating.Spellings, json.WriteStringValue);
            });
            json.WriteString("to", to?.Id);
            json.Array("mapped", to is null ? [] : SchemeMapping.ByAge(scheme, to).Select(level => to.Taxonomy[level]), json.WriteStringValue);
        }));
}
