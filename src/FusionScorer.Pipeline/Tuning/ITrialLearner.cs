using FusionScorer.Core.Fusion;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>Learns a model under a policy that is only tried: nothing is saved.</summary>
public interface ITrialLearner
{
    /// <summary>Learns.</summary>
    /// <param name="project">The project.</param>
    /// <param name="policy">The policy to try.</param>
    /// <returns>Numbers of the clips that took part, ascending, and what each signal says of them.</returns>
    (long[] Clips, SignalBlocks Blocks) Learn(Project project, Policy policy);
}

/// <summary>Learns in this process.</summary>
public sealed class LocalTrialLearner : ITrialLearner
{
    /// <inheritdoc/>
    public (long[] Clips, SignalBlocks Blocks) Learn(Project project, Policy policy)
    {
        var model = ProjectModel.Learn(project, policy);
        return (model.Inputs.Numbers, model.Blocks());
    }
}
