using System.Text;
using FusionScorer.Core.Graph;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Linking;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Tests.Linking;

public sealed class LinkViewTests
{
    [Fact]
    public void Explain_PeopleAndViewers_AreToldInWords()
    {
        using var test = Watched();
        KnownLevelImport.Run(test.Project, test.Write("known.csv", "clip_id,level\nc1,R\nc2,PG-13\nc8,PG\nc12,PG\n"));

        var reasons = LinkView.Of(test.Project).Explain(test.Clip("c0"));

        Assert.Equal("Directed by Director 0, whose 2 other known clips are R, PG-13; 6 viewers in common with Clip 8 (PG).", reasons.Words);
        var person = Assert.Single(reasons.Relations[0].People);
        Assert.Equal(["c1", "c2"], person.Examples.Select(example => example.Clip.ClipId));
        Assert.Equal((-1, 1), (reasons.Level.Level, reasons.Relations[1].Paths.FewShared));
    }

    [Fact]
    public void Explain_Decision_GoesBeforeAKnownLevelAndNeverToItsOwnClip()
    {
        using var test = new TestProject();
        KnownLevelImport.Run(test.Project, test.Write("known.csv", "clip_id,level\nc0,R\nc1,PG\nc2,PG\nc3,G\n"));
        var session = new ReviewSession(test.Project);
        session.Decide(test.Clip("c1"), "NC-17", "ann");
        session.Decide(test.Clip("c2"), ">=PG-13", "ann");
        session.Decide(test.Clip("c3"), "<=PG", "ann");

        var view = LinkView.Of(test.Project);

        Assert.Equal("Directed by Director 0, whose 2 other known clips are NC-17, G.", view.Explain(test.Clip("c0")).Words);
        Assert.Equal("Directed by Director 0, whose 2 other known clips are R, G.", view.Explain(test.Clip("c1")).Words);
        Assert.Equal("No link leads here from a clip of known level.", view.Explain(test.Clip("c4")).Words);
    }

    [Fact]
    public void Explain_Propagation_SaysHowFarPathsMovedTheClip()
    {
        using var test = Watched();
        KnownLevelImport.Run(test.Project, test.Write("known.csv", "clip_id,level\nc1,R\nc8,PG\n"));
        var plain = LinkView.Of(test.Project);
        var relations = FusionScorer.Library.Links.LinkTables.Of(test.Project.Store, [.. test.Project.Store.Clips.All().Select(clip => clip.No)]).Relations;
        var carried = LevelPropagation.Solve(relations, new LevelSeeds(new[] { 1, 8 }, new float[] { 1, -1 }, new float[] { 1, 1 }, 1));

        var reasons = LinkView.Of(test.Project, [carried]).Explain(test.Clip("c0"));

        Assert.Null(plain.Explain(test.Clip("c0")).Relations[0].Paths.Moved);
        Assert.True(reasons.Relations[0].People[0].Path.Moved > 0);
        Assert.True(reasons.Relations[1].Paths.Moved < 0);
    }

    [Fact]
    public void Statistics_SmallDataSet_AreCounted()
    {
        using var test = Watched();

        var statistics = LinkView.Of(test.Project).Statistics();

        Assert.Equal((16, 4, 16), (statistics.Clips, statistics.Relations[0].Nodes, statistics.Relations[0].LinkedClips));
        Assert.Equal(new ComponentSummary(4, 4, 0), statistics.People);
        Assert.Equal(new ComponentSummary(2, 12, 0), statistics.All);
    }

    private static TestProject Watched() => new(folder =>
    {
        var viewers = new StringBuilder("viewer_id,clip_id,rating\n");
        for (var viewer = 0; viewer < 6; viewer++)
            viewers.Append($"v{viewer},c0,4\nv{viewer},c8,4\n").Append(viewer < 4 ? $"v{viewer},c12,4\n" : "");
        folder.Write("data/viewers.csv", viewers.ToString());
    });
}
