using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Graph;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>Learns the model of a project for a desk.</summary>
public interface IModelLearner
{
    /// <summary>The model of the project as it stands, saved in the store.</summary>
    /// <param name="project">The project.</param>
    /// <param name="anew">Whether to learn even if nothing changed since the latest run.</param>
    LearnedModel Learn(Project project, bool anew);
}

/// <summary>What was learned.</summary>
/// <param name="Run">The run.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="PolicyRow">The same as stored.</param>
/// <param name="Clips">Numbers of the clips that took part, ascending.</param>
/// <param name="Blocks">What each signal says of each of them.</param>
/// <param name="Results">One result a clip; null when they are in the store.</param>
/// <param name="Classifier">The classifier, for strategies that ask what an answer would teach; null when it stayed in another process.</param>
/// <param name="Propagations">What travels over links; empty when it stayed there.</param>
/// <param name="Ahead">Clips that are worth asking about, drawn where the classifier was, best first.</param>
public sealed record LearnedModel(
    FusionRow Run, Policy Policy, PolicyRow PolicyRow, long[] Clips, SignalBlocks Blocks, IReadOnlyList<FusedClip>? Results, FusedClassifier? Classifier,
    IReadOnlyList<LevelPropagation> Propagations, IReadOnlyList<(long ClipNo, double Score)> Ahead);
