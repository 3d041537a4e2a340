using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.Core.Voting;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Voting;

public class VoteTallyTests
{
    private static readonly LabellingFunction[] Functions =
    [
        Function("strong", "captions", "when captions.strong >= 3 and captions.mild > 1 then >=R", "when captions.strong == 2 then PG-13", "when captions.mild != 0 then <=PG"),
        Function("plain", "captions", "when captions.words < 2 then G"),
        Function("genres", "genre", "when genre.horror >= 1 then >=PG-13", "when genre.family > 0 and metadata.year <= 3 then G", "when genre.war == 0 then PG..R"),
        Function("absent", "speech", "when speech.strong >= 1 then R"),
        Function("unknown", "captions", "when captions.never >= 0 then R"),
    ];

    [Fact]
    public void Of_AnyFeatures_SaysWhatEachFunctionSaysClipByClip() => Properties.ForAll(9000, (rows, seed) =>
    {
        var features = Draw(rows, seed);

        foreach (var function in Functions)
            Assert.Equal(Enumerable.Range(0, rows).Select(row => function.Apply(features, row)), OutcomeColumn.Of(function, features, parallelism: 2));
    }, tests: 30);

    [Fact]
    public void Tally_AnyVotes_CountsWhatTheSummaryCounts()
    {
        const int Rows = 70_001;
        var features = Draw(Rows, 3);
        var random = new CounterRandom(9, 1);
        var levels = Enumerable.Range(0, Rows).Select(_ => (sbyte)(random.NextInt(12) - 7)).Select(level => level < 0 ? (sbyte)-1 : level).ToArray();
        var summary = LabelMatrixSummary.Of(LabelMatrix.Apply(Functions, features, 5), [.. levels.Select(level => (int)level)], fit: null);

        var counts = VoteTally.Of(Functions, [.. Functions.Select(function => OutcomeColumn.Of(function, features))], levels, parallelism: 2);

        Assert.Equal(Functions.Length, counts.Length);
        for (var j = 0; j < counts.Length; j++)
        {
            var all = counts[j].Aggregate(default(VoteCount), (sum, rule) => sum + rule);
            var expected = summary.Functions[j];
            Assert.Equal(expected.Rules.Select(rule => rule.Fired), counts[j].Select(rule => rule.Fires));
            Assert.Equal((expected.Coverage, expected.Overlap, expected.Conflict), (all.Fires / (double)Rows, all.Overlap / (double)Rows, all.Conflict / (double)Rows));
            Assert.Equal(expected.Accuracy, all.Judged == 0 ? null : all.Right / (double)all.Judged);
        }

        Assert.True(counts[0][0] is { Conflict: > 100, Right: > 100 } && counts[0][0].Right < counts[0][0].Judged);
    }

    [Fact]
    public void Tally_ColumnsThatDoNotGoTogether_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => VoteTally.Of(Functions, [[1]], default));
        Assert.Throws<ArgumentException>(() => VoteTally.Of(Functions[..1], [[1, 1]], new sbyte[1]));
    }

    private static LabellingFunction Function(string name, string signal, params string[] rules) => new(name, signal, [.. rules.Select(rule => Rule.Parse(rule, Taxonomy.Mpaa))]);

    // A third of everything is missing; clips with genres have one of three.
    private static FeatureTable Draw(int rows, ulong seed)
    {
        var random = new CounterRandom(seed, 5);
        var features = new FeatureTable(rows);
        string[] captions = ["captions.strong", "captions.mild", "captions.words"];
        string[] genres = ["genre.horror", "genre.family", "genre.comedy"];
        for (var row = 0; row < rows; row++)
        {
            if (random.NextInt(3) > 0)
            {
                features.MarkPresent(row, "captions");
                foreach (var name in captions)
                    features.Set(row, name, random.NextInt(4) == 0 ? float.NaN : random.NextInt(5));
            }

            if (random.NextInt(3) > 0)
                features.Set(row, genres[random.NextInt(3)], 1);
            features.Set(row, "metadata.year", random.NextInt(6));
        }

        return features;
    }
}
