using FusionScorer.Core;
using FusionScorer.Pipeline.Simulating;
using FusionScorer.TestKit;

namespace FusionScorer.Pipeline.Tests.Simulating;

public sealed class SimulationTraceCsvTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Commit_PicksAndTests_AreWrittenAsTheContractSays()
    {
        using (var trace = SimulationTraceCsv.Create(_folder.At("t.csv"), ["a", "b, the \"second\""], 3))
        {
            trace.Test("random", 0, 0, 1, [1.0 / 3, 2.0 / 3, 1e-12]);
            trace.Pick("random", 0, 1, 0);
            trace.Test("conflict", 12, 25, 0, [0, 1, 0.5]);
            trace.Commit();
        }

        Assert.Equal(
            "strategy,seed,labels,role,clip_id,p0,p1,p2\n"
            + "random,0,0,test,\"b, the \"\"second\"\"\",0.333333333,0.666666667,1E-12\n"
            + "random,0,1,pick,a,,,\n"
            + "conflict,12,25,test,a,0,1,0.5\n",
            File.ReadAllText(_folder.At("t.csv")));
    }

    [Fact]
    public void Dispose_WithoutCommit_LeavesWhatWasThere()
    {
        _folder.Write("t.csv", "old");
        using (var trace = SimulationTraceCsv.Create(_folder.At("t.csv"), ["a"], 3))
            trace.Pick("random", 0, 1, 0);

        Assert.Equal("old", File.ReadAllText(_folder.At("t.csv")));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Create_FolderThatIsNotThere_IsBadInput() =>
        Assert.Throws<BadInputException>(() => SimulationTraceCsv.Create(_folder.At("nowhere", "t.csv"), ["a"], 3));

    public void Dispose() => _folder.Dispose();
}
