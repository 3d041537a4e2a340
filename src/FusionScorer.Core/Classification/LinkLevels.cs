using FusionScorer.Core.Graph;
using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Classification;

/// <summary>The levels of clips as their links alone tell them: what is believed of and answered on other clips, carried over some relations. A clip's own signals and answers play no part.</summary>
/// <remarks>
/// An ordinal softmax on 1 + 2 C columns (a constant, beliefs and answers heard). Without answers it takes beliefs at their word; answers, each on a
/// clip that does not hear itself, then teach how far to trust both; what an answered clip is told was learned without it (by folds).
/// </remarks>
public sealed class LinkLevels
{
    private const int Folds = 8;
    private const double BiasVariance = 0.3;
    private const double BeliefVariance = 0.1;

    private readonly float[] _posterior;
    private readonly float[] _support;

    private LinkLevels(int levels, float[] posterior, float[] support)
    {
        Levels = levels;
        _posterior = posterior;
        _support = support;
    }

    /// <summary>K.</summary>
    public int Levels { get; }

    /// <summary>The effective number of known levels behind each clip's mix: n numbers; a belief counts for a part. 0 = nothing near is known.</summary>
    public ReadOnlySpan<float> Support => _support;

    /// <summary>A clip's K probabilities; without support those of any clip.</summary>
    public ReadOnlySpan<float> Of(int clip) => _posterior.AsSpan(clip * Levels, Levels);

    /// <summary>All probabilities: n × K, row by row.</summary>
    public ReadOnlySpan<float> Posterior => _posterior;

    /// <summary>Tells levels from the links of one signal, or of all.</summary>
    /// <param name="classifier">What was believed and answered.</param>
    /// <param name="signal">The signal; null = all.</param>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    /// <returns>Null when the signal has no links.</returns>
    public static LinkLevels? Of(FusedClassifier classifier, string? signal, int parallelism = 1)
    {
        var model = classifier.Model;
        int[] relations = [.. Enumerable.Range(0, model.Data.Relations.Length).Where(r => signal is null || model.Data.Relations[r].Signal == signal)];
        if (relations.Length == 0 || model.Beliefs is not { } beliefs)
            return null;
        int n = model.Data.Rows, c = model.Contrasts.Count, k = model.Contrasts.Levels;
        var believed = beliefs.HeardByAll(relations, parallelism);
        var answered = classifier.Answers?.HeardByAll(relations, parallelism) ?? new float[believed.Length];
        var answers = classifier.AnswersByRow;
        var all = Learn(classifier, believed, answered, _ => true);
        var without = answers.Count == 0 ? [] : Enumerable.Range(0, Folds).Select(fold => Learn(classifier, believed, answered, row => LevelPropagation.FoldOf(row, Folds) != fold)).ToArray();
        var posterior = new float[n * k];
        var support = new float[n];
        RowChunks.Run(n, parallelism, (from, to) =>
        {
            var x = new double[1 + (2 * c)];
            Span<double> z = stackalloc double[c];
            Span<double> p = stackalloc double[k];
            for (var row = from; row < to; row++)
            {
                Gather(row, believed, answered, x);
                var weights = answers.ContainsKey(row) ? without[LevelPropagation.FoldOf(row, Folds)] : all;
                for (var a = 0; a < c; a++)
                    z[a] = SymmetricSystem.Dot(weights.AsSpan(a * x.Length, x.Length), x);
                model.Contrasts.Logits(z, p);
                SoftmaxObjective.Normalise(p);
                for (var y = 0; y < k; y++)
                    posterior[(row * k) + y] = (float)p[y];
                support[row] = (float)(beliefs.Support(relations, row) + (classifier.Answers?.Support(relations, row) ?? 0));
            }
        });
        return new LinkLevels(k, posterior, support);
    }

    /// <summary>C × (1 + 2 C) weights.</summary>
    private static double[] Learn(FusedClassifier classifier, float[] believed, float[] answered, Func<int, bool> counts)
    {
        var model = classifier.Model;
        int c = model.Contrasts.Count, d = 1 + (2 * c);
        var mean = new double[c * d];
        for (var a = 0; a < c; a++)
        {
            mean[a * d] = model.Options.Trust * model.UsualContrasts[a];
            mean[(a * d) + 1 + a] = model.Options.Trust;
            mean[(a * d) + 1 + c + a] = model.Options.NearbyTrust;
        }

        double[] variance =
        [
            .. Enumerable.Repeat(BiasVariance, c), .. Enumerable.Repeat(BeliefVariance, c), .. Enumerable.Repeat(model.Options.NearbyVariance, c),
        ];
        var prior = new WeightPrior(model.Contrasts, [0, .. Enumerable.Repeat(1, c), .. Enumerable.Repeat(2, c)], [.. variance], [.. mean], model.Options.EvidenceSteps);
        var answers = classifier.AnswersByRow.Where(pair => counts(pair.Key)).OrderBy(pair => pair.Key).ToList();
        if (answers.Count == 0)
            return mean;
        var stride = SoftTargets.StrideFor(d);
        var count = answers.Sum(pair => pair.Value.Count);
        var x = new double[count * stride];
        var likelihood = new double[count * model.Contrasts.Levels];
        var weight = new double[count];
        weight.AsSpan().Fill(1);
        var i = 0;
        foreach (var (row, own) in answers)
        {
            foreach (var answer in own)
            {
                Gather(row, believed, answered, x.AsSpan(i * stride, d));
                answer.Likelihood(likelihood.AsSpan(i * model.Contrasts.Levels, model.Contrasts.Levels));
                i++;
            }
        }

        var rows = new SoftTargets { X = x, Stride = stride, Likelihood = likelihood, Weight = weight };
        return [.. model.Options.Trainer.Train(rows, prior, new TrainedWeights(prior.Mean, prior.Variance)).Weights];
    }

    private static void Gather(int row, float[] believed, float[] answered, Span<double> x)
    {
        var c = (x.Length - 1) / 2;
        x[0] = 1;
        for (var a = 0; a < c; a++)
        {
            x[1 + a] = believed[(row * c) + a];
            x[1 + c + a] = AnswerColumns.LogitsPerShare * answered[(row * c) + a];
        }
    }
}
