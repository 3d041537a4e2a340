using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion show CLIP</c></summary>
internal static class ShowCommand
{
    public static Command Create(CommonOptions common)
    {
        var clip = new Argument<string>("CLIP") { Description = "An id, library:relative/path, imdb:tt…, or #N of the latest queue." };
        var evidence = new Option<int>("--evidence") { Description = "How many pieces of evidence to show for each signal.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var command = new Command("show", "All about one clip: evidence, votes, the account of its level, neighbours, history.") { clip, evidence };
        command.SetAction(parsed =>
        {
            using var project = common.OpenInStep(parsed);
            var account = ClipAccount.Of(project, ClipReference.Find(project, parsed.GetValue(clip)!));
            if (common.Json(parsed))
                AccountJson.Write(common.Shell, project, account);
            else
                new AccountTables(common.Shell, project, account).Write(Math.Max(0, parsed.GetValue(evidence)));
            return ExitCode.Done;
        });
        return command;
    }
}
