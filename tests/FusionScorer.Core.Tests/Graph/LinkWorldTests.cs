using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Graph;

public class LinkWorldTests
{
    private static readonly LinkWorld World = LinkWorld.Draw(20_000);

    [Fact]
    public void Relations_HaveTheSizesThatTheyPromise()
    {
        var relations = World.Relations();

        Assert.Equal(["directors", "cast", "viewers"], relations.Select(relation => relation.Name));
        Assert.InRange(relations[0].Graph.Links / (double)World.Clips, 1.05, 1.15);
        Assert.InRange(relations[1].Graph.Links / (double)World.Clips, 1.9, 2.1);
        Assert.InRange(relations[2].Graph.Links / (double)World.Clips, 9, 11);
        Assert.True(relations[2].Graph.HasRatings);
    }

    [Fact]
    public void Relations_Viewers_HaveAHubAndATail()
    {
        var viewers = World.Relations()[2].Graph;
        var degrees = Enumerable.Range(0, viewers.Nodes).Select(node => viewers.ClipsOf(node).Length).OrderDescending().ToArray();
        var views = Enumerable.Range(0, viewers.Clips).Select(clip => viewers.NodesOf(clip).Length).OrderDescending().ToArray();

        Assert.InRange(degrees[0] / (double)World.Clips, 0.55, 0.65);
        Assert.True(degrees[1] > 20 * degrees[degrees.Length / 2], "the busiest of the others is no busier than most");
        Assert.True(views[0] > 30 * views[views.Length / 2], "the most popular clip is no more popular than most");
    }

    [Fact]
    public void Relations_Links_SayMoreOfALevelThanItsShareDoes()
    {
        var known = World.Known(0.5);
        var shares = Enumerable.Range(0, LinkWorld.Levels).Select(level => World.Truth.Count(own => own == level) / (double)World.Clips).ToArray();
        foreach (var relation in World.Relations())
        {
            var mix = NeighbourMix.Compute(relation.Graph, known, LinkWorld.Levels, relation.HubExponent);
            double told = 0, share = 0, clips = 0;
            for (var clip = 0; clip < World.Clips; clip++)
            {
                if (known[clip] >= 0 || mix.Support[clip] <= 0)
                    continue;
                clips++;
                told += mix.Of(clip)[World.Truth[clip]];
                share += shares[World.Truth[clip]];
            }

            Assert.True(told / clips > (share / clips) + 0.05, $"{relation.Name}: {told / clips:0.000} on the true level, whose share is {share / clips:0.000}");
        }
    }

    [Fact]
    public void Relations_SameSeed_AreTheSame() =>
        Assert.Equal(LinkWorld.Draw(500, 3).Relations()[2].Graph.ClipNodes.ToArray(), LinkWorld.Draw(500, 3).Relations()[2].Graph.ClipNodes.ToArray());
}
