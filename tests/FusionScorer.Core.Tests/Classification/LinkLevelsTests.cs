using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.Core.Voting;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Classification;

public class LinkLevelsTests
{
    private const int Rows = 600;
    private static readonly ClassifierWorld World = ClassifierWorld.Draw(Rows, seed: 9);
    private static readonly FusedModel Model = FusedModel.Prepare(World.Data, ClassifierOptions.Default);

    [Fact]
    public void Of_WithoutAnswers_IsBeliefsAtTheirWord()
    {
        var levels = LinkLevels.Of(new FusedClassifier(Model), "people")!;
        float[] heard = new float[3], posterior = levels.Posterior.ToArray();
        double[] z = new double[3], p = new double[4];
        for (var row = 0; row < Rows; row++)
        {
            Model.Beliefs!.Hear(0, row, heard);
            for (var a = 0; a < 3; a++)
                z[a] = Model.Options.Trust * (Model.UsualContrasts[a] + heard[a]);
            Model.Contrasts.Logits(z, p);
            var sum = p.Sum(Math.Exp);
            for (var y = 0; y < 4; y++)
                Assert.Equal(Math.Exp(p[y]) / sum, posterior[(row * 4) + y], 1e-5);
            Assert.Equal(Model.Beliefs.Support([0], row), levels.Support[row], 1e-4);
        }
    }

    [Fact]
    public void Of_MoreAnswers_ForetellOtherClipsBetterThanBeliefsAndThanTheBalance()
    {
        var none = World.Score(LinkLevels.Of(new FusedClassifier(Model), signal: null)!.Posterior.ToArray(), 300);
        var few = World.Score(LinkLevels.Of(Fitted(World.Answers(80)), signal: null)!.Posterior.ToArray(), 300);
        var many = World.Score(LinkLevels.Of(Fitted(World.Answers(300)), signal: null)!.Posterior.ToArray(), 300);
        Assert.True(none.LogLoss < Math.Log(4) - 0.03);
        Assert.True(few.LogLoss < none.LogLoss);
        Assert.True(many.LogLoss < few.LogLoss - 0.05);
        Assert.True(many.Accuracy > 0.25 + 0.15);
    }

    [Fact]
    public void Of_AnySignal_SpeaksOfItsOwnLinksAndNullOfAll()
    {
        var answers = World.Answers(100);
        var answered = answers.Select(answer => answer.Row).ToHashSet();
        var classifier = Fitted(answers);
        var viewers = LinkLevels.Of(classifier, "viewers")!;
        var all = LinkLevels.Of(classifier, signal: null)!;
        Assert.Null(LinkLevels.Of(classifier, "music"));
        Assert.Null(LinkLevels.Of(new FusedClassifier(FusedModel.Prepare(World.Data with { Relations = [] }, ClassifierOptions.Default)), signal: null));
        int[] unwatched = [.. Enumerable.Range(0, Rows).Where(row => World.Data.Relations[1].Graph.NodesOf(row).IsEmpty && !answered.Contains(row))];
        Assert.True(unwatched.Length > 50);

        // Nothing near is known of them: they all have the levels of any clip, and people say more.
        Assert.All(unwatched, row => Assert.Equal(0, viewers.Support[row]));
        Assert.All(unwatched, row => Assert.Equal(viewers.Of(unwatched[0]).ToArray(), viewers.Of(row).ToArray()));
        Assert.All(unwatched, row => Assert.True(all.Support[row] > 0));
    }

    [Fact]
    public void Of_OwnAnswerChanged_MovesTheClipFarLessThanItsNeighbours()
    {
        // What it hears stays as it is (AnswerColumnsTests); the few weights that all answers share move a little.
        var graph = World.Data.Relations[0].Graph;
        double own = 0, near = 0;
        for (var row = 0; row < 40; row += 4)
        {
            var answers = World.Answers(150);
            var before = LinkLevels.Of(Fitted(answers), "people")!;
            answers[row] = answers[row] with { Levels = LevelSet.Single(3 - World.Truth[row]) };
            var after = LinkLevels.Of(Fitted(answers), "people")!;
            own += Distance(before.Of(row), after.Of(row));
            near += graph.ClipsOf(graph.NodesOf(row)[0]).ToArray().Where(clip => clip != row).Average(clip => Distance(before.Of(clip), after.Of(clip)));
            Assert.Equal(before.Support[row], after.Support[row]);
        }

        Assert.True(own < 0.35 * near, $"own {own}, near {near}");
    }

    [Theory]
    [InlineData("alpha.score", "beta.score", 1.5f)]
    [InlineData("nudity.max_score", "captions.strong", 60f)]
    public void Of_OwnFeaturesChanged_MovesTheClipNoMoreThanClipsFarAway(string one, string two, float most)
    {
        // The teacher is fitted to all clips and standardises by all, so one clip's features move every number a little: its own no more than
        // those of clips that share nobody with it.
        var graph = World.Data.Relations[0].Graph;
        double own = 0, near = 0, far = 0, posterior = 0;
        for (var row = 0; row < 40; row += 4)
        {
            var features = Copy(World.Data.Features);
            features.Set(row, "captions.words", 5000);
            features.Set(row, one, World.Truth[row] >= 2 ? 0 : Math.Min(most, 1.5f));
            features.Set(row, two, World.Truth[row] >= 2 ? 0 : most);
            FusedClassifier before = new(Model), after = new(FusedModel.Prepare(World.Data with { Features = features }, ClassifierOptions.Default));
            LinkLevels a = LinkLevels.Of(before, "people")!, b = LinkLevels.Of(after, "people")!;
            own += Distance(a.Of(row), b.Of(row));
            near += graph.ClipsOf(graph.NodesOf(row)[0]).ToArray().Where(clip => clip != row).Average(clip => Distance(a.Of(clip), b.Of(clip)));
            far += Enumerable.Range(0, Rows).Where(clip => !graph.NodesOf(clip).ContainsAny(graph.NodesOf(row))).Average(clip => Distance(a.Of(clip), b.Of(clip)));
            posterior += Distance(before.Posterior().AsSpan(row * 4, 4), after.Posterior().AsSpan(row * 4, 4));
        }

        Assert.True(own < 1.3 * far && own < 0.3 * near && own < 0.05 * posterior, $"own {own}, near {near}, far {far}, posterior {posterior}");
    }

    [Fact]
    public void Of_AnyTinyInput_GivesProbabilities() => Properties.ForAll(30, (size, seed) =>
    {
        var random = new CounterRandom(seed, 44);
        var (rows, levels) = (1 + size, 2 + random.NextInt(5));
        var world = ClassifierWorld.Draw(rows, levels, seed);
        var bare = new LinkRelation("people", "writers", LinkGraph.Build(rows, 3, []), 0);
        var data = random.NextInt(3) switch { 0 => world.Data, 1 => world.Data with { Relations = [bare] }, _ => world.Data with { Relations = [.. world.Data.Relations, bare], Features = new FeatureTable(rows) } };
        var classifier = new FusedClassifier(FusedModel.Prepare(data, ClassifierOptions.Default));
        classifier.Fit([.. Enumerable.Range(0, random.NextInt(2 * rows)).Select(_ => new LevelObservation(random.NextInt(rows), LevelSet.FromBits((uint)random.NextInt(1 << levels)), random.NextInt(5) / 4.0))]);
        var told = LinkLevels.Of(classifier, "people")!;
        Assert.Equal(levels, told.Levels);
        for (var row = 0; row < rows; row++)
        {
            Assert.All(told.Of(row).ToArray(), p => Assert.InRange(p, 0, 1));
            Assert.Equal(1, told.Of(row).ToArray().Sum(), 1e-5f);
            Assert.True(told.Support[row] >= 0 && float.IsFinite(told.Support[row]));
        }

        Assert.Equal(told.Posterior.ToArray(), LinkLevels.Of(classifier, "people", parallelism: 2)!.Posterior.ToArray());
    }, tests: 30);

    private static FusedClassifier Fitted(IReadOnlyList<LevelObservation> answers)
    {
        var classifier = new FusedClassifier(Model);
        classifier.Fit(answers);
        return classifier;
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var y = 0; y < a.Length; y++)
            sum += Math.Abs(a[y] - b[y]);
        return sum;
    }

    private static FeatureTable Copy(FeatureTable features)
    {
        var copy = new FeatureTable(features.Rows);
        foreach (var name in features.Columns)
        {
            for (var row = 0; row < features.Rows; row++)
            {
                if (!float.IsNaN(features.Get(row, name)))
                    copy.Set(row, name, features.Get(row, name));
            }
        }

        return copy;
    }
}
