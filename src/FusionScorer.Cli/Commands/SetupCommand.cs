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
        var portable = new Option<string?>("--portable") { Description = "Only builds the speech engine that packages carry, for any x86-64-v3 processor, into a folder.", HelpName = "DIR", Hidden = true };
        command.Add(portable);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(portable) is { } folder)
            {
                await EngineSetup.PortableAsync(common.Shell.Absolute(folder), common.Shell.Environment, common.Shell.Notes.Note, cancellation);
                return ExitCode.Done;
            }

            await EngineSetup.RunAsync(common.Shell.Environment, common.Shell.Clock, common.Shell.Notes.Note, cancellation);
            return ExitCode.Done;
        });
        return command;
    }
}
