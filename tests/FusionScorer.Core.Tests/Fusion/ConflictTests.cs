using System.Collections.Immutable;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Fusion;

public class ConflictTests
{
    private static readonly Taxonomy FourLevels = Taxonomy.Create("four", ["G", "PG", "PG-13", "R"]);

    [Fact]
    public void Of_ClearRBesideClearG_IsNearOne()
    {
        var fit = Certain(FourLevels, ("captions", ["G", "R"]), ("nudity", ["G", "R"]));
        var conflict = Conflict.Of(fit, [3, 2]);
        Assert.InRange(conflict.Value, 0.95, 1);
        Assert.Equal("nudity", conflict.Milder);
        Assert.Equal("captions", conflict.Stricter);
    }

    [Fact]
    public void Of_ThreeOfFourStepsApart_IsThreeQuarters()
    {
        var fit = Certain(Taxonomy.Mpaa, ("captions", ["G", "R"]), ("nudity", ["G", "R"]));
        Assert.Equal(0.75, Conflict.Of(fit, [2, 3]).Value, 0.02);
    }

    [Fact]
    public void Of_AtLeastPg13BesideR_IsNoConflict()
    {
        var fit = Certain(Taxonomy.Mpaa, ("captions", [">=PG-13"]), ("nudity", ["R"]));
        Assert.Equal(new ConflictResult(0, null, null), Conflict.Of(fit, [2, 2]));
    }

    [Fact]
    public void Of_AtLeastPg13BesideG_IsConflict() =>
        Assert.InRange(Conflict.Of(Certain(Taxonomy.Mpaa, ("captions", [">=PG-13"]), ("nudity", ["G"])), [2, 2]).Value, 0.5, 0.65);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 0)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public void Of_FewerThanTwoVotingSignals_IsZero(byte first, byte second)
    {
        var fit = Certain(Taxonomy.Mpaa, ("captions", ["G", "R"]), ("nudity", ["G", "R"]));
        Assert.Equal(0, Conflict.Of(fit, [first, second]).Value);
    }

    [Fact]
    public void Of_TwoFunctionsOfOneSignal_DoNotConflict()
    {
        var fit = Certain(Taxonomy.Mpaa, ("captions", ["G", "R"]), ("captions", ["G", "R"]));
        Assert.Equal(0, Conflict.Of(fit, [2, 3]).Value);
    }

    [Fact]
    public void Of_NoisySignalContradicts_WeighsLittle()
    {
        // The third signal knows next to nothing, so its pairs neither raise nor dilute the conflict of the other two by much.
        var fit = MadeNoisy(Certain(FourLevels, ("a", ["G", "R"]), ("b", ["G", "R"]), ("c", ["G", "R"])), 2);
        Assert.InRange(Conflict.Of(fit, [3, 3, 2]).Value, 0, 0.02);
        Assert.InRange(Conflict.Of(fit, [3, 2, 3]).Value, 0.9, 1);
    }

    [Fact]
    public void Compute_AnyMatrix_EqualsOneByOneAndStaysInRange() => RandomVotes.ForAll(votes =>
    {
        var fit = LabelModel.Fit(votes.Matrix, [], LabelModelOptions.Default with { MaxIterations = 30 });
        var all = Conflict.Compute(fit, votes.Matrix);
        for (var row = 0; row < all.Length; row++)
        {
            Assert.InRange(all[row], 0, 1);
            Assert.Equal((float)Conflict.Of(fit, votes.Matrix.Row(row)).Value, all[row]);
        }
    });

    /// <summary>A fit in which a vote is nearly always right, all levels of its set alike, and silence says nothing.</summary>
    private static LabelModelFit Certain(Taxonomy taxonomy, params (string Signal, string[] Sets)[] functions)
    {
        ImmutableArray<VoteColumn> columns = [.. functions.Select((f, j) => new VoteColumn($"f{j}", f.Signal, [.. f.Sets.Select(set => LevelSet.Parse(set, taxonomy))]))];
        var data = LabelModel.Fit(new LabelMatrix(taxonomy.Count, columns, []), [], LabelModelOptions.Default).ToData();
        for (var j = 0; j < functions.Length; j++)
        {
            for (var vote = 0; vote < columns[j].Votes.Length; vote++)
            {
                for (var y = 0; y < taxonomy.Count; y++)
                    data.LogTables[j][((Outcome.FirstRule + vote) * taxonomy.Count) + y] = Math.Log(columns[j].Votes[vote].Contains(y) ? 0.5 : 1e-5);
            }
        }

        return LabelModelFit.FromData(data);
    }

    private static LabelModelFit MadeNoisy(LabelModelFit fit, int column)
    {
        var data = fit.ToData();
        for (var i = Outcome.FirstRule * fit.Levels; i < data.LogTables[column].Length; i++)
            data.LogTables[column][i] = Math.Log(0.2 + (i % 2 * 0.02));
        return LabelModelFit.FromData(data);
    }
}
