using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Pipeline.Engines;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion setup</c>: installs what is missing; <c>run.sh</c> and <c>run.ps1</c> call it.</summary>
internal static class SetupCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("setup", "Installs and builds the engines that are missing, where this system allows it.");
        command.SetAction(async (_, cancellation) =>
        {
            await EngineSetup.RunAsync(common.Shell.Environment, common.Shell.Clock, common.Shell.Notes.Note, cancellation);
            return ExitCode.Done;
        });
        return command;
    }
}
