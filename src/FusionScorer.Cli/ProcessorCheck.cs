using System.CommandLine;
using System.CommandLine.Help;
using FusionScorer.Cli.Commands;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Signals.Speech.Whisper;

namespace FusionScorer.Cli;

/// <summary>Refuses to work where the package's own engine would be used and this processor cannot run it; what only tells about the program runs anywhere.</summary>
internal static class ProcessorCheck
{
    /// <summary>Looks before a command runs.</summary>
    /// <exception cref="BadInputException">The command cannot run; the message says what the processor lacks.</exception>
    public static void Require(Shell shell, ParseResult parsed)
    {
        if (WhisperProcessor.Fault(shell.Environment) is not { } fault)
            return;
        if (parsed.Action is not HelpAction && !Commands.VersionOption.IsAsked(parsed) && parsed.CommandResult.Command.Name != DoctorCommand.Name)
            throw new BadInputException(fault);
        if (parsed.Action is not HelpAction)
            shell.Notes.Warn(fault);
    }
}
