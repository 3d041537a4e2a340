using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>All that is learned of a project at one time: label model and classifier.</summary>
/// <param name="Inputs">What it was learned from.</param>
/// <param name="Matrix">Votes of the policy's functions, those of people and viewers too.</param>
/// <param name="Fit">The label model with decisions: how far to trust each function.</param>
/// <param name="Classifier">The classifier, taught by a label model without decisions and then by decisions.</param>
/// <param name="Features">Features with those of people and viewers, which follow from links and from what is known of other clips.</param>
public sealed record ProjectModel(FusionInputs Inputs, LabelMatrix Matrix, LabelModelFit Fit, FusedClassifier Classifier, FeatureTable Features)
{
    /// <summary>What each signal says of each clip; that of a decided clip comes from a classifier without its own decision.</summary>
    public SignalBlocks Blocks() => Classifier.HeldOutBlocks(Environment.ProcessorCount);

    /// <summary>What travels over links: beliefs, and answers.</summary>
    public IReadOnlyList<LevelPropagation> Propagations => [.. ((LevelPropagation?[])[Classifier.Beliefs, Classifier.Answers]).OfType<LevelPropagation>()];

    /// <summary>The labelling-function table.</summary>
    public LabelMatrixSummary Summarise(Taxonomy taxonomy)
    {
        var labels = new int[Inputs.Count];
        for (var row = 0; row < labels.Length; row++)
            labels[row] = LevelKnownOf(Inputs.Numbers[row], taxonomy);
        return LabelMatrixSummary.Of(Matrix, labels, Fit);
    }

    /// <summary>Learns from all there is.</summary>
    /// <param name="project">The project.</param>
    /// <param name="policy">The policy; the active one, or one to try.</param>
    public static ProjectModel Learn(Project project, Policy policy) => Learn(project, policy, FusionInputs.Gather(project, policy));

    /// <summary>Learns from inputs that were gathered under the policy.</summary>
    public static ProjectModel Learn(Project project, Policy policy, FusionInputs inputs)
    {
        if (inputs.Count == 0)
            throw new Core.BadInputException("the project has no clip that is there; run: fusion scan, or fusion import");

        // A signal of weight 0 is left out of the fit, so that others which say the same count in full.
        var off = policy.Weights.Where(weight => weight.Value == 0).Select(weight => weight.Key).ToHashSet(StringComparer.Ordinal);
        var data = inputs.WithoutLevels(policy, off);
        var options = ClassifierOptions.Default.LabelModelFor(data);
        LevelObservation[] answers = [.. inputs.Observations, .. inputs.Measured];
        var reviewers = LabelModel.Fit(data.Matrix, answers, options);
        var classifier = new FusedClassifier(FusedModel.Prepare(data, ClassifierOptions.Default, parallelism: Environment.ProcessorCount));
        classifier.Fit([.. inputs.Observations.Select(observation => observation with { Reliability = Reliability(reviewers, observation) })], Environment.ProcessorCount);
        classifier.Calibrate(AuditInclusion(project, inputs));
        var features = LinkVotes.Of(inputs, classifier, policy.Taxonomy);
        var matrix = LabelMatrix.Apply(policy.Functions, features, policy.Taxonomy.Count, policy.InformativeMissing);
        return new ProjectModel(inputs, matrix, LabelModel.Fit(matrix, answers, options), classifier, features);
    }

    /// <summary>The chance of each audited clip to be drawn, for one place: batches raffle different numbers of places.</summary>
    private static Dictionary<int, double> AuditInclusion(Project project, FusionInputs inputs)
    {
        return project.Store.Fusion.AuditPicks().Where(pick => inputs.RowOf(pick.ClipNo) >= 0 && pick.InclusionProbability > 0)
            .ToDictionary(pick => inputs.RowOf(pick.ClipNo), pick => pick.InclusionProbability / Math.Max(1, pick.Raffled));
    }

    private int LevelKnownOf(long clip, Taxonomy taxonomy) =>
        Inputs.Standings.TryGetValue(clip, out var standing) && standing.Levels.Count == 1 ? standing.Levels.Lowest
        : Inputs.Known.TryGetValue(clip, out var level) && level < taxonomy.Count ? level : -1;

    private static double Reliability(LabelModelFit fit, LevelObservation observation)
    {
        foreach (var reviewer in fit.Reviewers)
        {
            if (reviewer.Reviewer == observation.Reviewer)
                return reviewer.Reliability;
        }

        return observation.Reliability;
    }
}
