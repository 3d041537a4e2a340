using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Pipeline.Linking;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion graph --clip CLIP</c> and <c>fusion graph --stats</c></summary>
internal static class GraphCommand
{
    private const int MostSpelled = 10;

    public static Command Create(CommonOptions common)
    {
        var clip = new Option<string?>("--clip") { Description = "Why links moved this clip: an id, library:relative/path, imdb:tt…, or #N of the latest queue.", HelpName = "CLIP" };
        var most = new Option<int>("--most") { Description = "At most so many people, or clips of the same viewers, of each relation.", HelpName = "N", DefaultValueFactory = _ => LinkView.UsualPaths };
        var stats = new Option<bool>("--stats") { Description = "How many links there are, how well they cover the clips, and what hangs together." };
        var command = new Command("graph", "What people and viewers link: the paths that lead to a clip, or statistics of all.") { clip, most, stats };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(clip) is null == !parsed.GetValue(stats))
                throw new BadInputException("name either a clip with --clip CLIP, or --stats; see: fusion graph --help");
            if (parsed.GetValue(most) < 1)
                throw new BadInputException($"--most {parsed.GetValue(most)} shows nothing; give a number from 1 up");
            using var project = common.OpenInStep(parsed);
            if (parsed.GetValue(clip) is not { } reference)
            {
                var statistics = LinkView.Of(project).Statistics();
                var spellings = project.Store.Clips.PersonSpellings(MostSpelled).GroupBy(spelling => spelling.Person).ToList();
                if (common.Json(parsed))
                    GraphJson.Write(common.Shell, statistics, spellings);
                else
                    GraphTables.Write(common.Shell, statistics, spellings);
                return ExitCode.Done;
            }

            var reasons = LinkView.Learned(project).Explain(ClipReference.Find(project, reference), parsed.GetValue(most));
            if (common.Json(parsed))
                GraphJson.Write(common.Shell, project.Policy.Taxonomy, reasons);
            else
                GraphTree.Write(common.Shell, project.Policy.Taxonomy, reasons);
            return ExitCode.Done;
        });
        return command;
    }
}
