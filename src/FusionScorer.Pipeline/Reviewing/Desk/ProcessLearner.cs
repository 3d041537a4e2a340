using System.Diagnostics;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>Learns in a process of its own and reads what that one saved: a fit over a million clips takes gigabytes, which end with the process.</summary>
/// <param name="learn">How to start it: it calls <see cref="Save"/> on the project, and ends with 0.</param>
public sealed class ProcessLearner(Func<Project, ProcessStartInfo> learn) : IModelLearner
{
    /// <summary>From so many clips on, learning beside the reviewers' work takes a process of its own.</summary>
    public const int FromClips = 50_000;

    /// <summary>What the other process does.</summary>
    public static void Save(Project project) => AheadCache.Write(project, FusionRun.Run(project));

    /// <inheritdoc/>
    public LearnedModel Learn(Project project, bool anew)
    {
        if (!anew && Read(project) is { } known)
            return known;
        ChildProcess.Run(learn(project));
        project.Refresh();
        return Read(project) ?? throw new InvalidOperationException("the model that was learned is not the project's any more: its policy changed meanwhile, or its cache folder cannot be written");
    }

    private static LearnedModel? Read(Project project)
    {
        if (project.Store.Fusion.Latest() is not { } run || run.PolicyHash != project.PolicyRow.Hash || BlockCache.Read(project, run.Id) is not { } cached)
            return null;
        return new LearnedModel(
            run, project.Policy, project.PolicyRow, cached.Clips, cached.Blocks, Results: null, Classifier: null, Propagations: [], AheadCache.Read(project, run.Id));
    }
}
