namespace FusionScorer.Pipeline.Reviewing;

/// <summary>What the model says of a clip without the clip's own decision: the audit would flatter a model that is tested on what it was told.</summary>
public interface IHeldOutPosterior
{
    /// <summary>K probabilities of a clip, from a model that did not learn from this clip's decision.</summary>
    /// <param name="clip">The number of a clip that was fused; for one that is not decided, this is the model's posterior.</param>
    double[] Of(long clip);
}
