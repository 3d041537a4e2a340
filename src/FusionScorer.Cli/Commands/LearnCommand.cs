using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion learn</c>: what <c>fusion review</c> runs beside itself on large libraries, under the policy that the store holds.</summary>
internal static class LearnCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("learn", "Learns the model for a running review app.") { Hidden = true };
        command.SetAction(parsed =>
        {
            using var project = common.Open(parsed);
            ProcessLearner.Save(project);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>How a library is learned beside the review app: in its process while it is small.</summary>
    public static IModelLearner LearnerFor(Project project) => project.Store.Clips.Count() < ProcessLearner.FromClips ? new LocalLearner() : new ProcessLearner(Start);

    private static ProcessStartInfo Start(Project project)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };

        // Started by dotnet, the program itself is its first argument.
        if (Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        foreach (var word in (ReadOnlySpan<string>)["learn", "--project", project.Folder])
            start.ArgumentList.Add(word);
        return start;
    }
}
