using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Fusion;

/// <summary>A person's answer on a clip, for fitting weights.</summary>
/// <param name="Row">The clip; may be named more than once.</param>
/// <param name="Levels">The levels that the person allows; the set of all levels, or of none, says nothing.</param>
/// <param name="Weight">How many answers it counts for, above 0.</param>
public readonly record struct WeightObservation(int Row, LevelSet Levels, double Weight = 1);

/// <summary>The weight that decisions suggest for a signal.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Weight">0 to 2.</param>
/// <param name="Sd">How uncertain it is: its posterior standard deviation, at most <see cref="WeightSuggestion.PriorSd"/>.</param>
public sealed record SuggestedWeight(string Signal, double Weight, double Sd)
{
    /// <summary>Whether decisions tell anything of this weight: they took at least a fifth off the uncertainty that there was before.</summary>
    public bool Informed => Sd <= 0.8 * WeightSuggestion.PriorSd;
}

/// <summary>Signal weights fitted to decisions, the blocks held fixed.</summary>
/// <param name="Signals">One a signal of the blocks, in their order.</param>
/// <param name="Decisions">Answers that say something.</param>
public sealed record WeightSuggestion(ImmutableArray<SuggestedWeight> Signals, int Decisions)
{
    /// <summary>How far a weight is expected to lie from 1 before any decision.</summary>
    public const double PriorSd = 0.25;

    /// <summary>What keeps the suggestions from being worth following, for people; null when nothing does.</summary>
    public string? Caveat => Decisions == 0
        ? "no decision yet: the weights are as learned"
        : Signals.All(signal => !signal.Informed)
            ? string.Create(CultureInfo.InvariantCulture, $"{Decisions} {(Decisions == 1 ? "decision tells" : "decisions tell")} too little: no weight is known better than before (1 ± {PriorSd})")
            : null;

    /// <summary>Fits weights: the maximum of Σ_i v_i log P(S_i | i, w) − Σ_s (w_s − 1)² / 2σ² over 0 ≤ w ≤ 2, σ = 0.25.</summary>
    /// <remarks>
    /// P(S | i, w) is the sum of the posterior over the levels allowed. Newton's method with bounds (Bertsekas 1982, "Projected Newton methods for
    /// optimization problems with simple constraints"); concave for answers of one level, and climbed without fail for others. The uncertainty is
    /// Laplace's: the inverse of the curvature at the maximum. The blocks should not have learnt from the same answers on the same clips.
    /// </remarks>
    /// <param name="blocks">n × S × K.</param>
    /// <param name="observations">Answers.</param>
    /// <exception cref="ArgumentException">An answer is on a clip that does not exist, or its weight is not above 0.</exception>
    public static WeightSuggestion Fit(SignalBlocks blocks, IReadOnlyList<WeightObservation> observations)
    {
        foreach (var observation in observations)
        {
            if ((uint)observation.Row >= (uint)blocks.Rows || !(observation.Weight > 0 && double.IsFinite(observation.Weight)))
                throw new ArgumentException($"{observation} is outside {blocks.Rows} rows, or has no weight above 0", nameof(observations));
        }

        var all = LevelSet.All(blocks.Levels).Bits;
        var telling = observations.Where(o => (o.Levels.Bits & all) != 0 && (o.Levels.Bits & all) != all).ToList();
        var (weights, sd) = new WeightFit(blocks, telling).Solve();
        return new WeightSuggestion([.. blocks.Signals.Select((signal, s) => new SuggestedWeight(signal, weights[s], sd[s]))], telling.Count);
    }
}
