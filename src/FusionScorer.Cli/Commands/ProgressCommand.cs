using System.CommandLine;
using System.Globalization;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion progress [--target A] [--budget N]</c></summary>
internal static class ProgressCommand
{
    public static Command Create(CommonOptions common)
    {
        var target = new Option<double>("--target") { Description = "The accuracy to reach, 0 to 1.", HelpName = "A", DefaultValueFactory = _ => 0.9 };
        var budget = new Option<int?>("--budget") { Description = "How many clips are to be decided at most.", HelpName = "N" };
        var command = new Command("progress", "How good the levels are by the audit, whether to go on asking, and how many decisions a target still needs.") { target, budget };
        command.SetAction(parsed =>
        {
            var accuracy = parsed.GetValue(target);
            if (!(accuracy is > 0 and <= 1))
                throw new BadInputException($"--target {accuracy.ToString(CultureInfo.InvariantCulture)} is out of range; give a share above 0 and at most 1, such as 0.9");
            if (parsed.GetValue(budget) < 0)
                throw new BadInputException($"--budget {parsed.GetValue(budget)} is out of range; give 0 or more");
            using var project = common.OpenInStep(parsed);
            var report = ProgressRun.Of(project, accuracy, parsed.GetValue(budget));
            if (common.Json(parsed))
                ProgressJson.Write(common.Shell, project, report);
            else
                ProgressTable.Write(common.Shell, report);
            return ExitCode.Done;
        });
        return command;
    }
}
