using System.Diagnostics;
using FusionScorer.Core.Fusion;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>Learns a trial in a process of its own, as <see cref="ProcessLearner"/> does the model in force.</summary>
/// <param name="learn">How to start it, given a file with the policy: it calls <see cref="Save"/>, and ends with 0.</param>
public sealed class ProcessTrialLearner(Func<Project, string, ProcessStartInfo> learn) : ITrialLearner
{
    private const string BlocksName = "trial.bin";

    /// <summary>What the other process does.</summary>
    public static void Save(Project project, string policyFile)
    {
        var policy = PolicyReader.Parse(Path.GetFileName(policyFile), File.ReadAllText(policyFile));
        var (clips, blocks) = new LocalTrialLearner().Learn(project, policy);
        BlockCache.Write(project, run: 0, clips, blocks, BlocksName);
    }

    /// <inheritdoc/>
    public (long[] Clips, SignalBlocks Blocks) Learn(Project project, Policy policy)
    {
        var file = project.CachePath("trial.yaml");
        try
        {
            AtomicFile.WriteBytes(file, System.Text.Encoding.UTF8.GetBytes(PolicyText.Of(policy)));
            File.Delete(project.CachePath(BlocksName));
            ChildProcess.Run(learn(project, file));
            return BlockCache.Read(project, run: 0, BlocksName) ?? throw new InvalidOperationException("the cache folder of the project cannot be written");
        }
        finally
        {
            File.Delete(file);
            File.Delete(project.CachePath(BlocksName));
        }
    }
}
