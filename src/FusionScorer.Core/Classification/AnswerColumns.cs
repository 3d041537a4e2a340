using System.Collections.Immutable;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Classification;

/// <summary>What people answered on the clips around a clip, beyond what was expected of those: C columns that every new answer changes.</summary>
/// <remarks>
/// The seeds are answers less the teacher's expectation, so that nothing is heard twice; <see cref="LevelPropagation"/> carries them over links, and an
/// answered clip does not hear its own answer. A residual of a probability p moves logits by 1 ÷ p (1 − p); columns are in that unit at p (1 − p) = ⅕.
/// </remarks>
internal sealed class AnswerColumns
{
    /// <summary>Name of the columns' group.</summary>
    public const string Group = "answers nearby";

    /// <summary>How far a share of a probability moves logits.</summary>
    public const float LogitsPerShare = 5;

    private const int MostFolds = 16;
    private const int ManyLinks = 200_000;

    private readonly float[][] _heard;
    private readonly int _channels;

    private AnswerColumns(ImmutableArray<int> signals, float[][] heard, int channels, LevelPropagation propagation)
    {
        Signals = signals;
        _heard = heard;
        _channels = channels;
        Propagation = propagation;
    }

    /// <summary>Index of each link signal among the signals of the design matrix.</summary>
    public ImmutableArray<int> Signals { get; }

    /// <summary>Where the columns come from.</summary>
    public LevelPropagation Propagation { get; }

    /// <summary>Carries answers over links.</summary>
    /// <param name="model">What is expected without answers.</param>
    /// <param name="answers">Answers by clip.</param>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    /// <returns>Null when there is no answer or no link.</returns>
    public static AnswerColumns? Of(FusedModel model, IReadOnlyDictionary<int, List<LevelObservation>> answers, int parallelism)
    {
        var relations = model.Data.Relations;
        if (answers.Count == 0 || relations.IsEmpty)
            return null;
        int c = model.Contrasts.Count, k = model.Contrasts.Levels;
        int[] rows = [.. answers.Keys.Order()];
        var values = new float[rows.Length * c];
        var x = new double[model.Design.Columns];
        Span<double> expected = stackalloc double[k];
        Span<double> answered = stackalloc double[k];
        Span<double> likelihood = stackalloc double[k];
        long links = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            Expect(model, rows[i], x, expected);
            expected.CopyTo(answered);
            foreach (var answer in answers[rows[i]])
            {
                answer.Likelihood(likelihood);
                for (var y = 0; y < k; y++)
                    answered[y] *= likelihood[y];
            }

            var sum = 0.0;
            foreach (var share in answered)
                sum += share;
            for (var y = 0; y < k && sum > 0; y++)
            {
                for (var a = 0; a < c; a++)
                    values[(i * c) + a] += (float)(((answered[y] / sum) - expected[y]) * model.Contrasts.Of(y)[a]);
            }

            foreach (var relation in relations)
                links += relation.Graph.NodesOf(rows[i]).Length;
        }

        var weights = new float[rows.Length];
        weights.AsSpan().Fill(1);
        var options = PropagationOptions.Default with
        {
            Folds = links <= ManyLinks ? MostFolds : PropagationOptions.Default.Folds,
            LogitsPerUnit = model.Options.NearbyTrust * LogitsPerShare,
        };
        var propagation = LevelPropagation.Solve(relations, new LevelSeeds(rows, values, weights, c), options, parallelism);
        string[] names = [.. relations.Select(relation => relation.Signal).Distinct(StringComparer.Ordinal)];
        var heard = Array.ConvertAll(names, name => propagation.HeardByAll([.. Enumerable.Range(0, relations.Length).Where(r => relations[r].Signal == name)], parallelism));
        foreach (var column in heard)
        {
            foreach (ref var value in column.AsSpan())
                value *= LogitsPerShare;
        }

        return new AnswerColumns([.. names.Select(name => model.Design.Signals.IndexOf(name))], heard, c, propagation);
    }

    /// <summary>Adds a clip's C columns, all signals together.</summary>
    public void AddTo(int row, Span<double> x)
    {
        foreach (var heard in _heard)
        {
            for (var a = 0; a < _channels; a++)
                x[a] += heard[(row * _channels) + a];
        }
    }

    /// <summary>The contrasts that the columns give each clip under weights: for each link signal n × C numbers.</summary>
    /// <param name="weights">C × C numbers: to contrast a from column b.</param>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    public float[][] Contrasts(ReadOnlySpan<float> weights, int parallelism)
    {
        var w = weights.ToArray();
        return Array.ConvertAll(_heard, heard =>
        {
            var result = new float[heard.Length];
            RowChunks.Run(heard.Length / _channels, parallelism, (from, to) =>
            {
                for (var row = from; row < to; row++)
                {
                    for (var a = 0; a < _channels; a++)
                    {
                        var sum = 0f;
                        for (var b = 0; b < _channels; b++)
                            sum += w[(a * _channels) + b] * heard[(row * _channels) + b];
                        result[(row * _channels) + a] = sum;
                    }
                }
            });
            return result;
        });
    }

    /// <summary>Adds one clip's contrasts under weights to those of each signal.</summary>
    /// <param name="row">The clip.</param>
    /// <param name="weights">C × C numbers.</param>
    /// <param name="parts">S × C numbers.</param>
    public void AddContrasts(int row, ReadOnlySpan<float> weights, Span<float> parts)
    {
        for (var l = 0; l < _heard.Length; l++)
        {
            var own = _heard[l].AsSpan(row * _channels, _channels);
            for (var a = 0; a < _channels; a++)
            {
                for (var b = 0; b < _channels; b++)
                    parts[(Signals[l] * _channels) + a] += weights[(a * _channels) + b] * own[b];
            }
        }
    }

    private static void Expect(FusedModel model, int row, double[] x, Span<double> p)
    {
        model.Design.Gather(row, x);
        Span<double> z = stackalloc double[model.Contrasts.Count];
        for (var a = 0; a < z.Length; a++)
            z[a] = model.Options.Trust * SymmetricSystem.Dot(model.Teacher.Slice(a * x.Length, x.Length), x);
        model.Contrasts.Logits(z, p);
        SoftmaxObjective.Normalise(p);
    }
}
