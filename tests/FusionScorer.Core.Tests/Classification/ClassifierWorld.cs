using System.Collections.Immutable;
using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Tests.Classification;

/// <summary>A made-up library whose true levels are known: numbers, words and links that hint at them, and votes of functions that are often wrong.</summary>
internal sealed record ClassifierWorld(FusionData Data, int[] Truth)
{
    /// <summary>Draws a library.</summary>
    /// <param name="rows">n.</param>
    /// <param name="levels">K.</param>
    /// <param name="seed">Any.</param>
    /// <param name="voteAccuracy">How often a vote is right; wrong ones fall on any other level.</param>
    /// <param name="missing">How often a signal could not be read.</param>
    /// <param name="functions">How many functions vote.</param>
    public static ClassifierWorld Draw(int rows, int levels = 4, ulong seed = 1, double voteAccuracy = 0.55, double missing = 0.3, int functions = 3)
    {
        var random = new CounterRandom(seed, 3);
        var features = new FeatureTable(rows);
        var truth = new int[rows];
        var cells = new byte[rows * functions];
        List<Link> people = [], viewers = [];
        for (var row = 0; row < rows; row++)
        {
            var y = truth[row] = random.NextInt(levels);
            var at = y / (levels - 1.0);
            foreach (var signal in (ReadOnlySpan<string>)["alpha", "beta"])
            {
                if (random.NextDouble() >= missing)
                    features.Set(row, $"{signal}.score", (float)(at + Noise(0.35)));
            }

            if (random.NextDouble() >= missing)
                features.Set(row, "nudity.max_score", (float)Math.Clamp(at + Noise(0.4), 0, 1));
            if (random.NextDouble() >= missing)
            {
                features.Set(row, "captions.words", 4000 + random.NextInt(4000));
                features.Set(row, "captions.strong", random.NextInt(1 + (int)(20 * at)));
                features.Set(row, "captions.mild", random.NextInt(10));
            }

            features.Set(row, SignalColumns.Year, 1980 + random.NextInt(40));
            people.Add(new Link(row, (Near(y) * 8) + random.NextInt(8)));
            for (var i = random.NextInt(4); i > 0; i--)
                viewers.Add(new Link(row, (Near(y) * 10) + random.NextInt(10)));
            for (var j = 0; j < functions; j++)
            {
                cells[(row * functions) + j] = random.NextDouble() < 0.4 ? Outcome.Silent
                    : Outcome.OfRule(random.NextDouble() < voteAccuracy ? y : random.NextInt(levels));
            }
        }

        ImmutableArray<LevelSet> votes = [.. Enumerable.Range(0, levels).Select(LevelSet.Single)];
        var data = new FusionData
        {
            Features = features,
            Matrix = new LabelMatrix(levels, [.. Enumerable.Range(0, functions).Select(j => new VoteColumn($"f{j}", $"s{j}", votes))], cells),
            Relations =
            [
                new LinkRelation("people", "directors", LinkGraph.Build(rows, levels * 8, [.. people]), 0),
                new LinkRelation("viewers", "viewers", LinkGraph.Build(rows, levels * 10, [.. viewers]), 0.5),
            ],
            Cost = CostMatrix.Linear(levels),
        };
        return new ClassifierWorld(data, truth);

        double Noise(double scale) => scale * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 1.4;

        int Near(int level) => Math.Clamp(level + (random.NextDouble() < 0.6 ? 0 : random.NextInt(3) - 1), 0, levels - 1);
    }

    /// <summary>The first answers, as a person would give them.</summary>
    public LevelObservation[] Answers(int count, int from = 0) =>
        [.. Enumerable.Range(from, count).Select(row => new LevelObservation(row, LevelSet.Single(Truth[row]), 0.99))];

    /// <summary>How good probabilities are on the clips from a row on.</summary>
    public PosteriorMetrics Score(float[] posterior, int from)
    {
        var k = Data.Levels;
        return PosteriorMetrics.Of([.. posterior.Skip(from * k).Select(p => (double)p)], Truth.AsSpan(from))!;
    }
}
