using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Simulating;
using FusionScorer.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Pipeline.Tests.Simulating;

public sealed class SimulationInputsTests : IDisposable
{
    private const string Clips = "clip_id,title,year,duration_min,genres,directors,cast\n"
        + "a,A,1999,90,Drama|Crime,J.J. Abrams,X|Y\nb,B,2001,100,,jj abrams,Y\nc,C,,,Comedy,D,J.J. Abrams\n";

    private readonly TempFolder _folder = new();

    [Fact]
    public void Read_DataSet_HasTheFeaturesAndVotesThatAProjectHas()
    {
        SyntheticDataSet.Write(_folder.At("data"));
        using var project = Project.Create(new ProjectFile { Policy = DefaultPolicy.Policy }, _folder.At("project"), "tester", new FakeTimeProvider());
        DataSetImport.Run(project, _folder.At("data"), known: null, "tester");
        var expected = FusionInputs.Gather(project, project.Policy);

        var inputs = SimulationInputs.Read(_folder.At("data"));

        Assert.Equal(project.Store.Clips.Of(expected.Numbers).Select(clip => clip.ClipId), inputs.ClipIds);
        Assert.Equal(expected.Features.Columns, inputs.Data.Features.Columns);
        foreach (var column in expected.Features.Columns)
            Assert.Equal(expected.Features.Column(column).ToArray(), inputs.Data.Features.Column(column).ToArray());
        Assert.Equal(expected.Relations.Select(relation => (relation.Name, relation.HubExponent, relation.Graph.Links, relation.Graph.Nodes)), inputs.Data.Relations.Select(relation => (relation.Name, relation.HubExponent, relation.Graph.Links, relation.Graph.Nodes)));
        foreach (var (stored, read) in expected.Relations.Zip(inputs.Data.Relations).Where(pair => pair.First.Signal == SignalNames.People))
            Assert.Equal(stored.Graph.ClipNodes.ToArray(), read.Graph.ClipNodes.ToArray());
        var columns = inputs.Data.Matrix.Columns;
        Assert.Equal(expected.Matrix.Columns.Where(column => column.Signal is not (SignalNames.People or SignalNames.Viewers)).Select(column => column.Name), columns.Select(column => column.Name));
        for (var row = 0; row < inputs.Data.Rows; row++)
        {
            for (var j = 0; j < columns.Length; j++)
            {
                var there = expected.Matrix.Columns.ToList().FindIndex(column => column.Name == columns[j].Name);
                Assert.Equal(expected.Matrix.Row(row)[there], inputs.Data.Matrix.Row(row)[j]);
            }
        }
    }

    [Fact]
    public void Read_People_AreTwoRelationsOfOneSpelling()
    {
        Write(Clips, "a,R\nb,PG\n");

        Assert.Equal(["directors", "cast"], SimulationInputs.Read(_folder.Path).Data.Relations.Select(relation => relation.Name));
        _folder.Write("viewers.csv", "viewer_id,clip_id,rating\nv,a,3\n");

        var relations = SimulationInputs.Read(_folder.Path).Data.Relations;

        Assert.Equal([("people", "directors", 0.0), ("people", "cast", 0), ("viewers", "viewers", 0.5)], relations.Select(relation => (relation.Signal, relation.Name, relation.HubExponent)));
        Assert.Equal((2, 3), (relations[0].Graph.Nodes, relations[0].Graph.Links));
        Assert.Equal([0, 1], relations[0].Graph.ClipsOf(0).ToArray());
        Assert.Equal((3, 4), (relations[1].Graph.Nodes, relations[1].Graph.Links));
        Assert.Equal((1, 3, 3f), (relations[2].Graph.Links, relations[2].Graph.Clips, relations[2].Graph.RatingsOf(0)[0]));
    }

    [Fact]
    public void Read_Truth_LeavesClipsThatItDoesNotNameUnknown()
    {
        Write(Clips, "a,R\nb,PG\n");

        Assert.Equal([3, 1, -1], SimulationInputs.Read(_folder.Path).Truth.AsEnumerable());
    }

    [Fact]
    public void Read_FeaturesOfLinkSignals_HaveNoPlace()
    {
        Write(Clips, "a,R\n");
        _folder.Write("features.csv", "clip_id,people.support,viewers.support,captions.words\na,5,5,900\n");

        Assert.DoesNotContain(SimulationInputs.Read(_folder.Path).Data.Features.Columns, column => column.StartsWith("people", StringComparison.Ordinal) || column.StartsWith("viewers", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_Policy_IsTheOneNamedElseTheDataSetsElseTheDefault()
    {
        Write(Clips, "a,R\n");
        Assert.Equal(PolicyText.Hash(DefaultPolicy.Policy), PolicyText.Hash(SimulationInputs.Read(_folder.Path).Policy));
        _folder.Write("policy.yaml", Policy("batch(7)"));
        Assert.Equal(7, SimulationInputs.Read(_folder.Path).Policy.UpdateEvery);
        Assert.Equal(9, SimulationInputs.Read(_folder.Path, _folder.Write("other.yaml", Policy("batch(9)"))).Policy.UpdateEvery);
    }

    [Fact]
    public void Options_OfThePolicy_AreItsThresholdsAndItsLevelR()
    {
        Write(Clips, "a,R\n");
        _folder.Write("policy.yaml", Policy("batch(7)") + "queue: {conflict: 0.4, cost: 0.6, thresholds-from: 20}\naudit: {share: 0.25}\n");

        var options = SimulationInputs.Read(_folder.Path).Options(["random"]);

        Assert.Equal((7, 0.25, 20, 0.4, 0.6, 3), (options.UpdateEvery, options.AuditShare, options.ThresholdsFrom, options.ConflictThreshold, options.CostThreshold, options.TopLevel));
    }

    [Fact]
    public void Options_TaxonomyWithoutR_LeavesTheTopLevelOpen()
    {
        Write(Clips, "a,hard\n");
        _folder.Write("policy.yaml", "taxonomy: {levels: [soft, hard]}\nfunctions:\n  f:\n    signal: captions\n    rules: [when captions.words >= 1 then hard]\n");

        Assert.Null(SimulationInputs.Read(_folder.Path).Options(["random"]).TopLevel);
    }

    [Fact]
    public void Read_NoFolderOrNoTruth_SaysHowToMendIt()
    {
        Assert.Contains("no such folder", Assert.Throws<BadInputException>(() => SimulationInputs.Read(_folder.At("nowhere"))).Message, StringComparison.Ordinal);
        _folder.Write("clips.csv", Clips);
        Assert.Contains("write a table clip_id,level", Assert.Throws<BadInputException>(() => SimulationInputs.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string clips, string truth)
    {
        _folder.Write("clips.csv", clips);
        _folder.Write("truth.csv", "clip_id,level\n" + truth);
    }

    private static string Policy(string update) =>
        $"functions:\n  f:\n    signal: captions\n    rules: [when captions.words >= 1 then R]\nlearning: {{update: {update}}}\n";
}
