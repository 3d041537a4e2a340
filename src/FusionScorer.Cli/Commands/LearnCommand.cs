using System.CommandLine;
using System.Diagnostics;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Tuning;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion learn</c>: what <c>fusion review</c> runs beside itself on large libraries, under the policy that the store holds.</summary>
internal static class LearnCommand
{
    public static Command Create(CommonOptions common)
    {
        var policy = new Option<string?>("--policy") { Description = "Tries the policy of this file instead; nothing is saved but what the review app asked for.", HelpName = "FILE" };
        var command = new Command("learn", "Learns the model for a running review app.") { policy };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            using var project = common.Open(parsed);
            if (parsed.GetValue(policy) is { } file)
                ProcessTrialLearner.Save(project, common.Shell.Absolute(file));
            else
                ProcessLearner.Save(project);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>How a library is learned beside the review app: in its process while it is small.</summary>
    public static IModelLearner LearnerFor(Project project) => project.Store.Clips.Count() < ProcessLearner.FromClips ? new LocalLearner() : new ProcessLearner(project => Start(project));

    /// <summary>The same for trials.</summary>
    public static ITrialLearner TrialLearnerFor(Project project) =>
        project.Store.Clips.Count() < ProcessLearner.FromClips ? new LocalTrialLearner() : new ProcessTrialLearner((of, policy) => Start(of, "--policy", policy));

    private static ProcessStartInfo Start(Project project, params ReadOnlySpan<string> more) => ThisProgram.Start(["learn", "--project", project.Folder, .. more]);
}
