using System.CommandLine;
using FusionScorer.Cli.Commands;
using FusionScorer.Cli.Output;
using FusionScorer.Core;

namespace FusionScorer.Cli;

/// <summary>The program: parses, runs one command, turns what went wrong into one line and an exit code.</summary>
internal static class FusionCli
{
    // Long enough to finish the transaction in hand after Ctrl+C.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    /// <summary>Runs <c>fusion ARGS</c>.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Shell shell)
    {
        var root = MakeRoot(shell);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not { ClearsParseErrors: true })
        {
            // An unknown word is also a missing command; the word is what the user can mend.
            var fault = parsed.Errors.FirstOrDefault(error => error.Message.Contains('\'')) ?? parsed.Errors[0];
            shell.Notes.Fail($"{fault.Message.TrimEnd('.')}; see: fusion {parsed.CommandResult.Path(root)}--help");
            return ExitCode.BadInput;
        }

        try
        {
            ProcessorCheck.Require(shell, parsed);
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = shell.Out,
                Error = shell.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = Grace + WorkerCommand.Drain(parsed),
            });
        }
        catch (BadInputException fault)
        {
            shell.Notes.Fail(fault.Message);
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            shell.Notes.Note("stopped; what was done is saved");
            return ExitCode.Cancelled;
        }
        catch (Exception fault) when (shell.Environment("FUSION_VERBOSE") is not { Length: > 0 })
        {
            shell.Notes.Fail($"unexpected: {fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ")} (FUSION_VERBOSE=1 shows where; please report it)");
            return ExitCode.Unexpected;
        }
    }

    /// <summary>All commands.</summary>
    internal static RootCommand MakeRoot(Shell shell)
    {
        var options = new CommonOptions(shell);
        var root = new RootCommand("Rates the maturity of a video library with few human labels.");
        options.AddTo(root);
        root.Options.Remove(root.Options.OfType<System.CommandLine.VersionOption>().Single());
        root.Add(Commands.VersionOption.Create(options));
        Suggestions.HideForeignHelp(root);
        foreach (var command in (ReadOnlySpan<Command>)
        [
            DemoCommand.Create(options), InitCommand.Create(options), ScanCommand.Create(options), ImportCommand.Create(options), EvidenceCommand.Create(options), ProgramsCommand.Create(options), DataSetCommand.Create(options), SchemesCommand.Create(options), SeriesCommand.Create(options), NfoCommand.Create(options),
            ExtractCommand.Create(options), FuseCommand.Create(options), QueueCommand.Create(options), ShowCommand.Create(options),
            LabelCommand.Create(options), PolicyCommand.Create(options), WeightsCommand.Create(options), ProgressCommand.Create(options), ReportCommand.Create(options), GraphCommand.Create(options), ExportCommand.Create(options), ReviewCommand.Create(options), ModelsCommand.Create(options),
            SimulateCommand.Create(options), DoctorCommand.Create(options), SetupCommand.Create(options), LearnCommand.Create(options), EngineHostCommand.Create(options), WorkerCommand.Create(options), JobsCommand.Create(options), ViewersCommand.Create(options), DbCommand.Create(options), CompletionCommand.Create(options),
        ])
            root.Add(command);
        return root;
    }
}
