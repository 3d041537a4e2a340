using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>Learns in this process: draws can ask the classifier itself. For libraries that fit into memory several times over.</summary>
public sealed class LocalLearner : IModelLearner
{
    /// <inheritdoc/>
    public LearnedModel Learn(Project project, bool anew)
    {
        var (policy, row) = (project.Policy, project.PolicyRow);
        var outcome = anew ? FusionRun.Run(project) : FusionRun.Resume(project);
        return new LearnedModel(
            outcome.Run, policy, row, outcome.Inputs.Numbers, outcome.Blocks, outcome.Results, outcome.Model.Classifier, outcome.Model.Propagations, Ahead: []);
    }
}
