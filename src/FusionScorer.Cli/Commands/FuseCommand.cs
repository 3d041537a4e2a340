using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion fuse</c> on a project, or <c>fusion fuse --votes V.csv [--fit F.csv] [--out P.csv]</c> on any label matrix.</summary>
internal static class FuseCommand
{
    public static Command Create(CommonOptions common)
    {
        var votes = new Option<string?>("--votes") { Description = "A label matrix to score with the label model alone; needs no project.", HelpName = "V.csv" };
        var fit = new Option<string?>("--fit") { Description = "Fit on this matrix instead.", HelpName = "F.csv" };
        var output = new Option<string?>("--out") { Description = "Write row, predicted and probabilities to this file.", HelpName = "P.csv" };
        var command = new Command("fuse", "Lets the signals vote and fuses the votes into levels.") { votes, fit, output };
        command.SetAction(parsed =>
        {
            var shell = common.Shell;
            if (parsed.GetValue(votes) is { } matrix)
            {
                var scored = VotesFusion.Run(shell.Absolute(matrix), parsed.GetValue(fit) is { } file ? shell.Absolute(file) : null);
                if (parsed.GetValue(output) is { } target)
                    VotesFusion.Write(scored, shell.Absolute(target));
                if (common.Json(parsed))
                    VotesReport.WriteJson(shell, scored);
                else
                    VotesReport.WriteTable(shell, scored);
                return ExitCode.Done;
            }

            if (parsed.GetValue(fit) is not null || parsed.GetValue(output) is not null)
                throw new BadInputException("--fit and --out go with --votes");
            using var project = common.OpenInStep(parsed);
            var outcome = FusionRun.Run(project);
            if (common.Json(parsed))
                FusionReport.WriteJson(shell, project, outcome);
            else
                FusionReport.WriteTable(shell, project, outcome);
            return ExitCode.Done;
        });
        return command;
    }
}
