using FusionScorer.Core.Classification;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Querying;

/// <summary>What a query strategy may look at. All arrays have one entry a clip, n in all.</summary>
public sealed record QueryContext
{
    /// <summary>K.</summary>
    public required int Levels { get; init; }

    /// <summary>n × K probabilities, row by row: the fused posterior.</summary>
    public required ReadOnlyMemory<float> Posterior { get; init; }

    /// <summary>n × K probabilities, row by row: what the label model says alone. Empty = not known.</summary>
    public ReadOnlyMemory<float> LabelModelPosterior { get; init; }

    /// <summary>Conflict between the signals, 0 to 1.</summary>
    public required ReadOnlyMemory<float> Conflict { get; init; }

    /// <summary>Expected cost of the level that is shown now, at least 0.</summary>
    public required ReadOnlyMemory<float> ExpectedCost { get; init; }

    /// <summary>Whether a clip may be asked about: present and not decided.</summary>
    public required ReadOnlyMemory<bool> Available { get; init; }

    /// <summary>The votes, which tell near-duplicates; null where there are none.</summary>
    public LabelMatrix? Votes { get; init; }

    /// <summary>What has been learned and how sure it is, for strategies that ask what an answer would teach; null where only probabilities are known.</summary>
    public FusedClassifier? Classifier { get; init; }

    /// <summary>How many decisions exist.</summary>
    public int DecisionCount { get; init; }

    /// <summary>Thresholds count only once so many decisions exist.</summary>
    public int ThresholdsFrom { get; init; } = 50;

    /// <summary>The default strategy asks about clips whose conflict is at least this …</summary>
    public double ConflictThreshold { get; init; } = 0.2;

    /// <summary>… or whose expected cost is at least this.</summary>
    public double CostThreshold { get; init; } = 0.3;

    /// <summary>Where random choices start; give each batch its own.</summary>
    public ulong Seed { get; init; }

    /// <summary>The number of clips, n.</summary>
    public int Rows => Available.Length;

    /// <summary>Whether enough decisions exist for the thresholds to count.</summary>
    public bool ThresholdsCount => DecisionCount >= ThresholdsFrom;

    /// <summary>Checks that all parts speak of the same n clips.</summary>
    /// <exception cref="InvalidOperationException">They do not.</exception>
    public void Validate()
    {
        var n = Rows;
        if (Posterior.Length != (long)n * Levels || (!LabelModelPosterior.IsEmpty && LabelModelPosterior.Length != Posterior.Length) || Conflict.Length != n || ExpectedCost.Length != n || (Votes is { } votes && votes.Rows != n && votes.Columns.Length > 0))
            throw new InvalidOperationException($"the parts of the query context do not all speak of {n} clips and {Levels} levels");
    }
}
