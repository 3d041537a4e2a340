using System.CommandLine;
using System.Diagnostics;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Isolation;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion engine-host FOLDER</c>: what extraction runs beside itself, so that native engines meet hostile media in a process of their own.</summary>
internal static class EngineHostCommand
{
    private const string Name = "engine-host";

    public static Command Create(CommonOptions common)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The project's folder." };
        var command = new Command(Name, "Reads clips for a running extraction.") { folder };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            // The project file alone: this process never opens the store.
            var at = common.Shell.Absolute(parsed.GetValue(folder)!);
            var file = ProjectFileReader.Read(Path.Combine(at, Project.FileName));
            using var signals = await ProjectSignals.OpenAsync(at, file, jobs: 1, common.Shell.Environment, common.Shell.Clock, cancellation);
            using var requests = new StreamReader(Console.OpenStandardInput());
            await using var answers = new StreamWriter(Console.OpenStandardOutput());
            await EngineServer.RunAsync(signals.Extractors, signals.Reader, requests, answers);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>How one is started for a project.</summary>
    public static ProcessStartInfo Start(Project project) => ThisProgram.Start(Name, project.Folder);
}
