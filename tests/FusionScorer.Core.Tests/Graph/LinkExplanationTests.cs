using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Graph;

public class LinkExplanationTests
{
    private const int Most = 5;

    [Fact]
    public void Of_People_ListsTheOtherKnownClipsOfEachPerson()
    {
        // Clip 0 has person 0 (clips 1 to 4) and person 1 (clip 5, not known).
        var directors = People("directors", 6, [new(0, 0), new(1, 0), new(2, 0), new(3, 0), new(4, 0), new(0, 1), new(5, 1)]);

        var explanation = LinkExplanation.Of([directors], 0, [3, 3, 2, -1, 3, -1], [], Most);

        var relation = Assert.Single(explanation.Relations);
        Assert.Equal(("directors", 2, null, false), (relation.Name, relation.Linked, relation.Moved, relation.Cut));
        var person = Assert.Single(relation.People);
        Assert.Equal((0, 4, 3, false), (person.Node, person.Clips, person.Known, person.Cut));
        Assert.Equal<IEnumerable<LevelCount>>([new(3, 2), new(2, 1)], person.Levels);
        Assert.Equal<IEnumerable<KnownClip>>([new(1, 3), new(2, 2), new(4, 3)], person.Examples);
    }

    [Theory]
    [InlineData("", -1)]
    [InlineData("3", 3)]
    [InlineData("3 0", 3)]
    [InlineData("3 0 0", 0)]
    [InlineData("4 3 3 1 0", 3)]
    public void Middle_IsTheLevelOfTheMiddleClip(string levels, int middle)
    {
        var counts = levels.Split(' ', StringSplitOptions.RemoveEmptyEntries).GroupBy(int.Parse).Select(group => new LevelCount(group.Key, group.Count()));

        Assert.Equal(middle, new PersonPath(0, 9, [.. counts], [], Moved: null, Cut: false).Middle);
    }

    [Fact]
    public void Of_WithoutPropagation_MoreKnownClipsAndSmallerHubsComeFirst()
    {
        List<Link> links = [new(0, 0), new(0, 1), new(0, 2), new(1, 0), new(1, 1), new(2, 1)];
        links.AddRange(Enumerable.Range(1, 8).Select(clip => new Link(clip, 2)));
        int[] known = [-1, 0, 1, 1, 1, 1, 1, 1, 1];

        var alike = LinkExplanation.Of([People("cast", 9, links)], 0, known, [], Most);
        var damped = LinkExplanation.Of([People("cast", 9, links, hubExponent: 1)], 0, known, [], 2);

        Assert.Equal([2, 1, 0], alike.Relations[0].People.Select(person => person.Node));
        Assert.Equal([0, 1], damped.Relations[0].People.Select(person => person.Node));
    }

    [Fact]
    public void Of_Viewers_CountsFromFiveUp()
    {
        // Clips 1 and 2 share six and five viewers with clip 0, clip 3 shares four, clip 4 is not known.
        List<Link> links = [];
        foreach (var (clip, shared) in (ReadOnlySpan<(int, int)>)[(0, 7), (1, 6), (2, 5), (3, 4), (4, 7)])
            links.AddRange(Enumerable.Range(0, shared).Select(viewer => new Link(clip, viewer)));
        var viewers = Viewers(5, links);

        var relation = Assert.Single(LinkExplanation.Of([viewers], 0, [-1, 0, 4, 4, -1], [], Most).Relations);

        Assert.Equal((7, 1, false), (relation.Linked, relation.FewShared, relation.Cut));
        Assert.Equal([(1, 0, 6), (2, 4, 5)], relation.Viewers.Select(path => (path.Clip, path.Level, path.Viewers)));
        Assert.Equal(Enumerable.Range(0, 6).Sum(viewer => 1 / Math.Sqrt(viewers.Graph.ClipsOf(viewer).Length)) / Math.Sqrt(6), relation.Viewers[0].Weight, 1e-5);
        Assert.Empty(relation.People);
    }

    [Fact]
    public void Of_FewViewers_AreNotCounted()
    {
        var viewers = Viewers(2, [.. Enumerable.Range(0, 4).SelectMany(viewer => (Link[])[new(0, viewer), new(1, viewer)])]);
        var carried = LevelPropagation.Solve([viewers], Seeds([1], [1]));

        var relation = Assert.Single(LinkExplanation.Of([viewers], 0, [-1, 1], [carried], Most).Relations);

        Assert.Equal((null, null, 1), (relation.Linked, relation.Moved, relation.FewShared));
        Assert.Empty(relation.Viewers);
    }

    [Fact]
    public void Of_Propagations_AddUpAndOrderThePaths()
    {
        // Person 0 leads to one strict clip, person 1 to two mild ones, person 2 to one that is not known.
        var cast = People("cast", 6, [new(0, 0), new(1, 0), new(0, 1), new(2, 1), new(3, 1), new(0, 2), new(4, 2), new(5, 2)]);
        var people = LevelPropagation.Solve([cast], Seeds([1, 2, 3], [1, -1, -1]));
        var beliefs = LevelPropagation.Solve([cast], Seeds([5], [3]));

        var one = LinkExplanation.Of([cast], 0, [-1, 4, 0, 0, -1, -1], [people], Most).Relations[0];
        var both = LinkExplanation.Of([cast], 0, [-1, 4, 0, 0, -1, -1], [people, beliefs], Most).Relations[0];

        Assert.Equal([1, 0], one.People.Select(person => person.Node));
        Assert.True(one.People[0].Moved < 0 && one.People[1].Moved > 0);
        Assert.Equal([2, 1, 0], both.People.Select(person => person.Node));
        Assert.Equal(0, both.People[0].Known);
        Assert.Equal(both.Moved!.Value, both.People.Sum(person => person.Moved!.Value), 1e-6);
    }

    [Fact]
    public void Of_PropagationOverOtherLinks_IsNotTakenForThese()
    {
        var cast = People("cast", 2, [new(0, 0), new(1, 0)]);
        var directors = People("directors", 2, [new(0, 0), new(1, 0)]);
        var carried = LevelPropagation.Solve([directors], Seeds([1], [1]));

        Assert.Null(LinkExplanation.Of([cast], 0, [-1, 1], [carried], Most).Relations[0].Moved);
        Assert.Throws<ArgumentException>(() => LinkExplanation.Of([People("directors", 2, [new(0, 0), new(1, 1)])], 0, [-1, 1], [carried], Most));
    }

    [Fact]
    public void Of_PersonOfVeryManyClips_IsCutAndSaysSo()
    {
        const int Clips = LinkExplanation.MostClipsOfPerson + 10;
        var cast = People("cast", Clips, [.. Enumerable.Range(0, Clips).Select(clip => new Link(clip, 0))]);

        var relation = LinkExplanation.Of([cast], 5, new int[Clips], [], Most).Relations[0];

        var person = Assert.Single(relation.People);
        Assert.True(relation.Cut && person.Cut);
        Assert.Equal((Clips - 1, LinkExplanation.MostClipsOfPerson - 1), (person.Clips, person.Known));
    }

    [Fact]
    public void Of_ViewersWhoWatchedEverything_AreCountedAtTheClipsThatOthersLead()
    {
        // Five viewers share clips 0, 1 and 2; seven more watched all, which is too much to follow.
        const int Clips = 200_000;
        List<Link> links = [.. Enumerable.Range(0, 5).SelectMany(viewer => (Link[])[new(0, viewer), new(1, viewer), new(2, viewer)])];
        for (var viewer = 5; viewer < 12; viewer++)
            links.AddRange(Enumerable.Range(0, Clips).Where(clip => clip != 2 || viewer > 6).Select(clip => new Link(clip, viewer)));
        var known = new int[Clips];

        var relation = LinkExplanation.Of([Viewers(Clips, links)], 0, known, [], 2).Relations[0];

        Assert.True(relation.Cut);

        // The five are more of those who saw clip 2.
        Assert.Equal([(2, 10), (1, 12)], relation.Viewers.Select(path => (path.Clip, path.Viewers)));
    }

    [Fact]
    public void Of_AnyWorld_IsWhatCountingGives() => Properties.ForAll(400, (links, seed) =>
    {
        var random = new CounterRandom(seed);
        int clips = 1 + random.NextInt(12), nodes = 1 + random.NextInt(12);
        var drawn = Enumerable.Range(0, links).Select(_ => new Link(random.NextInt(clips), random.NextInt(nodes))).ToList();
        int[] known = [.. Enumerable.Range(0, clips).Select(_ => random.NextInt(4) - 1)];
        ImmutableArray<LinkRelation> relations = [People("cast", clips, drawn, nodes: nodes), Viewers(clips, drawn, nodes)];
        var clip = random.NextInt(clips);

        var explanation = LinkExplanation.Of(relations, clip, known, [], clips + nodes);

        var sets = Enumerable.Range(0, clips).Select(other => relations[0].Graph.NodesOf(other).ToArray().ToHashSet()).ToArray();
        Assert.Equal(sets[clip].Count == 0 ? 0 : 2, explanation.Relations.Length);
        foreach (var person in explanation.Relations.SelectMany(relation => relation.People))
        {
            var others = Enumerable.Range(0, clips).Where(other => other != clip && known[other] >= 0 && sets[other].Contains(person.Node)).ToList();
            Assert.Equal(others.Count, person.Known);
            Assert.All(person.Levels, level => Assert.Equal(others.Count(other => known[other] == level.Level), level.Clips));
            Assert.DoesNotContain(person.Examples, example => example.Clip == clip || known[example.Clip] != example.Level);
        }

        foreach (var relation in explanation.Relations.Where(relation => relation.Signal == SignalNames.Viewers))
        {
            Assert.True(relation.Linked is null or >= LinkExplanation.FewestViewers);
            var counts = Enumerable.Range(0, clips).Where(other => other != clip && known[other] >= 0)
                .Select(other => (Clip: other, Viewers: sets[other].Intersect(sets[clip]).Count())).Where(pair => pair.Viewers > 0).ToList();
            Assert.Equal(counts.Where(pair => pair.Viewers >= LinkExplanation.FewestViewers).ToHashSet(), relation.Viewers.Select(path => (path.Clip, path.Viewers)).ToHashSet());
            Assert.Equal(counts.Count(pair => pair.Viewers < LinkExplanation.FewestViewers), relation.FewShared);
            Assert.All(counts, pair => Assert.Equal(
                pair.Viewers >= LinkExplanation.FewestViewers ? pair.Viewers : 0, LinkExplanation.SharedViewers(relations[1].Graph, clip, pair.Clip)));
        }
    });

    [Fact]
    public void Of_OwnLevelAndRepetition_ChangeNothing() => Properties.ForAll(LinkWorld.Levels - 1, (level, seed) =>
    {
        var world = LinkWorld.Draw(400, seed);
        var relations = world.Relations();
        var known = world.Known(0.5);
        var clip = (int)(seed % 400);
        known[clip] = -1;
        var before = Text(LinkExplanation.Of(relations, clip, known, [], Most));

        known[clip] = level;

        Assert.Equal(before, Text(LinkExplanation.Of(relations, clip, known, [], Most)));
    }, tests: 20);

    /// <summary>All that an explanation says.</summary>
    private static string Text(LinkExplanation explanation) => System.Text.Json.JsonSerializer.Serialize(explanation);

    private static LinkRelation People(string name, int clips, List<Link> links, double hubExponent = 0, int nodes = 0) =>
        new(SignalNames.People, name, Build(clips, links, nodes), hubExponent);

    private static LinkRelation Viewers(int clips, List<Link> links, int nodes = 0) => new(SignalNames.Viewers, "viewers", Build(clips, links, nodes), 0.5);

    private static LinkGraph Build(int clips, List<Link> links, int nodes) =>
        LinkGraph.Build(clips, Math.Max(nodes, links.Select(link => link.Node + 1).DefaultIfEmpty().Max()), [.. links]);

    private static LevelSeeds Seeds(int[] rows, float[] values) => new(rows, values, Enumerable.Repeat(1f, rows.Length).ToArray(), 1);
}
