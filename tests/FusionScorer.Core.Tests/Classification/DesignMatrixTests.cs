using FusionScorer.Core.Classification;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Randomness;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Tests.Classification;

public class DesignMatrixTests
{
    [Fact]
    public void Gather_ColumnOfSeveralSignals_IsTheSumOfItsParts()
    {
        var random = new CounterRandom(1);
        var columns = new DesignColumns(20);
        columns.Add("a", "a", "one", Draw());
        columns.Add("both", "two", [new ColumnPart("a", Draw()), new ColumnPart("b", Draw())]);
        columns.Add("b", "b", "flat", new float[20]);
        columns.Add("c", "c", "three", Draw());
        var design = new DesignMatrix(20, columns.Items, ["links", "b"]);
        Assert.Equal(["constant", "one", "two", "three"], design.Names.ToArray());
        Assert.Equal(["constant", "a", "both", "c"], design.Groups.ToArray());
        Assert.Equal(["a", "b", "c", "links"], design.Signals.ToArray());
        Assert.Equal(design.SegmentStart(3), design.SegmentStart(4));
        var x = new double[design.Columns];
        for (var row = 0; row < 20; row++)
        {
            design.Gather(row, x);
            Assert.Equal(1, x[0]);
            for (var c = 0; c < 3; c++)
                Assert.Equal(columns.Items[c].Parts.Sum(part => (double)part.Values[row]), x[c + 1], 1e-6);
        }

        float[] Draw() => [.. Enumerable.Range(0, 20).Select(_ => (float)random.NextDouble() * 5)];
    }

    [Fact]
    public void Add_AnyColumn_IsStandardisedAsAWhole()
    {
        var random = new CounterRandom(2);
        var columns = new DesignColumns(500);
        columns.Add("g", "sum", [new ColumnPart("a", Draw(3)), new ColumnPart("b", Draw(50))]);
        var sums = Enumerable.Range(0, 500).Select(row => columns.Items[0].Parts.Sum(part => (double)part.Values[row])).ToArray();
        Assert.Equal(0, sums.Average(), 1e-5);
        Assert.Equal(1, sums.Average(value => value * value), 1e-4);
        Assert.All(columns.Items[0].Parts, part => Assert.Equal(0, part.Values.Average(), 1e-4f));

        float[] Draw(float scale) => [.. Enumerable.Range(0, 500).Select(_ => 1000 + (scale * (float)random.NextDouble()))];
    }

    [Fact]
    public void SpreadWeights_TimesStoredRow_IsTheProductOfTheGatheredRow()
    {
        var world = ClassifierWorld.Draw(80);
        var model = FusedModel.Prepare(world.Data, ClassifierOptions.Default);
        var design = model.Design;
        var random = new CounterRandom(3);
        var weights = Enumerable.Range(0, 3 * design.Columns).Select(_ => random.NextDouble() - 0.5).ToArray();
        var spread = design.Spread(weights);
        var z = new float[design.Signals.Length * 3];
        var x = new double[design.Columns];
        for (var row = 0; row < 80; row++)
        {
            BlockScores.Contrasts(design, row, spread, z);
            design.Gather(row, x);
            for (var a = 0; a < 3; a++)
            {
                var expected = Enumerable.Range(1, design.Columns - 1).Sum(c => weights[(a * design.Columns) + c] * x[c]);
                Assert.Equal(expected, Enumerable.Range(0, design.Signals.Length).Sum(s => (double)z[(s * 3) + a]), 1e-4);
            }
        }
    }

    [Fact]
    public void NoColumnsAtAll_LeaveTheConstant()
    {
        var design = new DesignMatrix(3, [], []);
        var x = new double[1];
        design.Gather(2, x);
        Assert.Equal([1], x);
        Assert.Empty(design.Signals);
    }

    [Fact]
    public void SignalColumns_MissingSignal_IsToldApartFromZero()
    {
        var features = new FeatureTable(4);
        features.Set(0, "captions.words", 1000);
        features.Set(0, "captions.strong", 5);
        features.Set(1, "captions.words", 1000);
        features.Set(1, "captions.strong", 0);
        features.Set(2, SignalColumns.Year, 1980);
        features.Set(3, SignalColumns.Year, 2000);
        var columns = new DesignColumns(4);
        SignalColumns.Add(columns, features, [double.NegativeInfinity, 1990]);
        var read = columns.Items.Single(column => column.Name == "captions.read").Parts[0].Values;
        Assert.Equal(read[0], read[1]);
        Assert.True(read[1] > read[2]);
        var strong = columns.Items.Single(column => column.Name == "captions.strong (log)").Parts[0].Values;
        Assert.True(strong[0] > strong[1]);
        Assert.Equal(strong[1], strong[2]);
        var before = columns.Items.Single(column => column.Name == "before 1990").Parts[0].Values;
        Assert.True(before[2] > before[3]);
        Assert.Equal(SignalNames.Metadata, columns.Items.Single(column => column.Name == "before 1990").Group);
    }
}
