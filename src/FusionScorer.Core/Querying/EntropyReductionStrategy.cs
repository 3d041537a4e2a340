using FusionScorer.Core.Classification;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Querying;

/// <summary>Utility = how far the total entropy of the library's posteriors is expected to drop when the answer on the clip is learned, in nats (Roy and McCallum 2001, "Toward optimal active learning through sampling estimation of error reduction").</summary>
/// <remarks>
/// For each of the K answers that a person may give, weighed by its present probability, <see cref="AnswerUpdate"/> says how the posteriors of some hundred
/// target clips would move; their change in entropy is scaled up to the library. Clips that are looked at: some drawn at random from the available ones
/// and the most uncertain ones. The others stand behind all of these, in the order of their own entropy. A drop may be negative: a clip that is
/// settled too surely becomes less sure. Without a classifier nothing can be learned: the utility is then the clip's own
/// entropy, as in <see cref="EntropyStrategy"/>.
/// </remarks>
public sealed class EntropyReductionStrategy : IQueryStrategy
{
    private const int Targets = 300;
    private const int RandomCandidates = 250;
    private const int UncertainCandidates = 250;
    private const ulong CandidateStream = 13;
    private const ulong TargetStream = 14;

    /// <inheritdoc/>
    public string Name => "entropy-reduction";

    /// <inheritdoc/>
    public void Score(QueryContext context, Span<double> utilities)
    {
        new EntropyStrategy().Score(context, utilities);
        if (context.Classifier is not { } classifier)
            return;
        var rows = Candidates(utilities, context.Seed);
        var targets = RandomRows.DrawAll(context.Rows, Targets, new CounterRandom(context.Seed, TargetStream));
        var drops = Drops(classifier, context.Posterior.Span, rows, targets);
        var least = drops.Length == 0 ? 0 : drops.Min();
        var most = Math.Log(Math.Max(2, context.Levels));

        // An own entropy is at most ln K, so these end up below every drop.
        for (var row = 0; row < utilities.Length; row++)
            utilities[row] += least - most - 1;
        for (var i = 0; i < rows.Length; i++)
            utilities[rows[i]] = drops[i];
    }

    private static int[] Candidates(ReadOnlySpan<double> entropy, ulong seed)
    {
        var uncertain = TopUtilities.Select(entropy, UncertainCandidates);
        var drawn = RandomRows.Draw(entropy, double.NegativeInfinity, RandomCandidates, new CounterRandom(seed, CandidateStream));
        return [.. uncertain.Union(drawn).Order()];
    }

    private static double[] Drops(FusedClassifier classifier, ReadOnlySpan<float> posterior, int[] rows, int[] targets)
    {
        var levels = classifier.Model.Contrasts.Levels;
        var update = new AnswerUpdate(classifier, posterior, targets);
        var before = update.Entropy();
        var scale = classifier.Model.Data.Rows / (double)targets.Length;
        var drops = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            update.About(rows[i], posterior.Slice(rows[i] * levels, levels));
            var p = posterior.Slice(rows[i] * levels, levels);
            for (var answer = 0; answer < levels; answer++)
            {
                // An answer that hardly ever comes moves nothing.
                if (p[answer] > 1e-4f)
                    drops[i] += p[answer] * scale * (before - update.EntropyAfter(answer));
            }
        }

        return drops;
    }
}
