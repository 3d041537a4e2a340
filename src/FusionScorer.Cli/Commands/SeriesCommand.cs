using System.CommandLine;
using System.Globalization;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;
using Spectre.Console;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion series [--by highest|SHARE]</c>: the level of each series from its episodes.</summary>
internal static class SeriesCommand
{
    public static Command Create(CommonOptions common)
    {
        var by = By();
        var command = new Command("series", "Levels of series from those of their episodes (files named S01E02 or 1x02).") { by };
        command.SetAction(parsed =>
        {
            using var project = common.OpenInStep(parsed);
            var share = Share(parsed.GetValue(by), project);
            var series = SeriesRun.Run(project, share);
            var shell = common.Shell;
            var taxonomy = project.Policy.Taxonomy;
            if (common.Json(parsed))
            {
                JsonOut.Document(shell, "fusion.series/1", json =>
                {
                    json.WriteString("policy", project.PolicyRow.Hash);
                    json.WriteNumber("share", share);
                    json.Objects("series", series, one =>
                    {
                        json.WriteString("library", one.Root);
                        json.WriteString("name", one.Name);
                        json.WriteString("folder", one.Folder);
                        json.WriteString("level", one.Level < 0 ? null : taxonomy[one.Level]);
                        json.Objects("episodes", one.Episodes, episode =>
                        {
                            json.WriteNumber("season", episode.Season);
                            json.WriteNumber("episode", episode.Episode);
                            json.WriteString("clipId", episode.ClipId);
                            json.WriteString("level", episode.Level < 0 ? null : taxonomy[episode.Level]);
                        });
                    });
                });
                return ExitCode.Done;
            }

            var table = ConsoleExtensions.NewTable(["library", "series", ">episodes", "level", .. taxonomy.Levels.Select(level => ">" + level)]);
            foreach (var one in series)
            {
                table.AddRow([
                    SafeText.Cell(one.Root), SafeText.Cell(one.Name), $"{one.Episodes.Count}", one.Level < 0 ? "-" : LevelStyle.Markup(taxonomy, one.Level),
                    .. Enumerable.Range(0, taxonomy.Count).Select(level => one.Episodes.Count(episode => episode.Level == level) is > 0 and var count ? $"{count}" : "")]);
            }

            shell.Tables.Write(table);
            shell.Tables.Note(share == 0 ? "a series has the highest level of its episodes" : string.Create(CultureInfo.InvariantCulture, $"a series has the strictest level that {share:0.##%} of its episodes reach"));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>How episodes are rolled up.</summary>
    public static Option<string?> By() => new Option<string?>("--by") { Description = "highest, or a share such as 0.25: the strictest level that at least so many of the episodes reach. Default: series: in fusion.yaml, else highest.", HelpName = "highest|SHARE" }.Offer(() => ["highest"]);

    /// <summary>What <see cref="By"/> says, or the project where it says nothing: 0 for the highest.</summary>
    /// <exception cref="BadInputException">It says something else.</exception>
    public static double Share(string? text, Project project) => text is null ? project.File.SeriesShare
        : ProjectFileReader.SeriesShareOf(text) ?? throw new BadInputException($"--by '{text}' is neither highest nor a share above 0 and up to 1, such as 0.25");
}
