using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>What audit answers say of the levels shown under one setting.</summary>
/// <param name="Accuracy">Share of clips whose level is right.</param>
/// <param name="UnderRated">Share of clips shown below all that is possible.</param>
/// <param name="OverRated">Share of clips shown above all that is possible.</param>
public sealed record AuditRates(AuditEstimate Accuracy, AuditEstimate UnderRated, AuditEstimate OverRated);

/// <summary>How good the levels are that follow from a model under one policy. A decided clip's blocks come from a model without its decision, so that this flatters nobody.</summary>
internal sealed class LevelRates(SignalBlocks blocks, Policy policy, LibraryTruth truth)
{
    // Clips drawn evenly from the library, to weigh decisions by.
    private const int Sample = 5_000;

    private readonly CostMatrix _cost = CostMatrix.Linear(policy.Taxonomy.Count, policy.UnderRatingCost, policy.OverRatingCost);

    /// <summary>What levels follow from.</summary>
    public LevelSetting Setting => new(blocks, FusionRun.Weights(policy), _cost, policy.LevelRule == LevelRule.LeastCost);

    /// <summary>What audit answers say; null while there is none.</summary>
    /// <param name="expected">What the posterior expects of all clips that the audit speaks for.</param>
    /// <param name="clips">How many these are.</param>
    public AuditRates? Audit(ExpectedRates expected, int clips)
    {
        var answers = truth.Audited.Answers;
        if (answers.Count == 0 || clips == 0)
            return null;
        var p = FusedPosterior.Compute(blocks, FusionRun.Weights(policy), [.. answers.Select(answer => answer.Row)]);
        var k = blocks.Levels;
        var shown = answers.Select((_, i) => ShownLevel.Of(Doubles(p.AsSpan(i * k, k)), policy, _cost)).ToArray();
        return new AuditRates(
            Estimate(expected.Accuracy, one => one.Confidence, (one, set) => set.Contains(one.Level)),
            Estimate(expected.UnderRated, one => one.UnderRated, (one, set) => one.Level < set.Lowest),
            Estimate(expected.OverRated, one => Math.Clamp(1 - one.Confidence - one.UnderRated, 0, 1), (one, set) => one.Level > set.Highest));

        AuditEstimate Estimate(double mean, Func<ShownLevel, double> predicted, Func<ShownLevel, LevelSet, bool> found) => AuditSample.Estimate(
            [.. shown.Select((one, i) => new AuditMeasure(found(one, answers[i].Truth) ? 1 : 0, predicted(one), answers[i].Chance))],
            new AuditPopulation(clips, Math.Clamp(mean, 0, 1)));
    }

    /// <summary>Top probabilities beside what people decided, each decision weighing by its inverse chance of being asked for; null without a decision for one level.</summary>
    public ReliabilityDiagram? Calibration()
    {
        var decided = truth.Decided.Where(answer => answer.Levels.Count == 1).ToArray();
        if (decided.Length == 0)
            return null;
        int[] rows = [.. decided.Select(answer => answer.Row)];
        var (confidence, top) = Tops(rows);
        var step = Math.Max(1, (blocks.Rows + Sample - 1) / Sample);
        var library = Tops([.. Enumerable.Range(0, (blocks.Rows + step - 1) / step).Select(i => i * step)]).Confidence;
        var weights = DecisionWeights.Of(confidence, [.. rows.Select(row => truth.Chances.GetValueOrDefault(row))], library);
        return ReliabilityDiagram.Of(confidence, [.. decided.Select((answer, i) => answer.Levels.Contains(top[i]))], weights);
    }

    private (double[] Confidence, int[] Top) Tops(int[] rows)
    {
        var k = blocks.Levels;
        var p = FusedPosterior.Compute(blocks, FusionRun.Weights(policy), rows);
        var confidence = new double[rows.Length];
        var top = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var one = Doubles(p.AsSpan(i * k, k));
            top[i] = PosteriorMetrics.Argmax(one);
            confidence[i] = Math.Min(1, one[top[i]]);
        }

        return (confidence, top);
    }

    private static double[] Doubles(ReadOnlySpan<float> p)
    {
        var doubles = new double[p.Length];
        for (var y = 0; y < p.Length; y++)
            doubles[y] = p[y];
        return doubles;
    }
}
