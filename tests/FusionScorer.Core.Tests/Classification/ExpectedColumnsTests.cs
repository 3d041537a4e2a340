using FusionScorer.Core.Classification;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Randomness;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Tests.Classification;

public class ExpectedColumnsTests
{
    private const int Rows = 400;

    [Fact]
    public void Add_PartlyMeasured_MeasuredClipsKeepTheirValueAndOthersGetTheirExpectation()
    {
        var (features, hidden) = Draw();
        var column = Nudity(features);
        var sums = Sums(column);
        var measured = Enumerable.Range(0, Rows).Where(row => !float.IsNaN(features.Get(row, "nudity.max_score"))).ToArray();
        var missing = Enumerable.Range(0, Rows).Except(measured).ToArray();

        // Measured: the value alone speaks, the sources say nothing.
        Assert.All(measured, row => Assert.Equal(Scaled(features.Get(row, "nudity.max_score")), sums[row], 1e-3));
        Assert.True(Correlation(measured, sums, hidden) > 0.99);
        Assert.True(Correlation(missing, sums, hidden) > 0.8);

        // The scale is that of the column, from two measured clips.
        float Scaled(float read)
        {
            int a = Enumerable.Range(0, Rows).First(row => features.Get(row, "nudity.max_score") > 0.6f), b = Enumerable.Range(0, Rows).First(row => features.Get(row, "nudity.max_score") < 0.4f);
            float x = features.Get(a, "nudity.max_score"), y = features.Get(b, "nudity.max_score");
            return (float)(sums[b] + ((sums[a] - sums[b]) * (read - y) / (x - y)));
        }
    }

    [Fact]
    public void Add_ExpectedClip_PartsOfItsSourcesAddUpToARegression()
    {
        var (features, _) = Draw();
        var column = Nudity(features);
        Assert.Equal(["alpha", "beta", "nudity"], column.Parts.Select(part => part.Signal).Order(StringComparer.Ordinal));

        // Of two clips without a measurement that agree in beta, the parts of beta agree too.
        var beta = column.Parts.Single(part => part.Signal == "beta").Values;
        var missing = Enumerable.Range(0, Rows).Where(row => float.IsNaN(features.Get(row, "nudity.max_score"))).ToArray();
        var byBeta = missing.GroupBy(row => features.Get(row, "beta.step")).ToArray();
        Assert.True(byBeta.Length > 1);
        Assert.All(byBeta, rows => Assert.Single(rows.Select(row => MathF.Round(beta[row], 4)).Distinct()));
    }

    [Fact]
    public void Add_ClipsWithoutMeasurementThatAgreeElsewhere_AreExpectedAlike()
    {
        var (features, _) = Draw();
        foreach (var name in (ReadOnlySpan<string>)["alpha.score", "beta.step"])
        {
            features.Set(3, name, 0.5f);
            features.Set(4, name, 0.5f);
        }

        var sums = Sums(Nudity(features, without: [3, 4]));
        Assert.Equal(sums[3], sums[4], 1e-6);
    }

    [Fact]
    public void Add_TooFewMeasured_AddsNothing()
    {
        var features = new FeatureTable(Rows);
        for (var row = 0; row < 19; row++)
            features.Set(row, "nudity.max_score", row / 20f);
        var columns = new DesignColumns(Rows);
        ExpectedColumns.Add(columns, features, []);
        Assert.Empty(columns.Items);
    }

    private static DesignColumn Nudity(FeatureTable features, params int[] without)
    {
        var used = new FeatureTable(Rows);
        for (var row = 0; row < Rows; row++)
        {
            foreach (var name in features.Columns.Where(name => !(without.Contains(row) && name.StartsWith("nudity", StringComparison.Ordinal))))
                used.Set(row, name, features.Get(row, name));
        }

        var columns = new DesignColumns(Rows);
        SignalColumns.Add(columns, used, []);
        ExpectedColumns.Add(columns, used, []);
        return columns.Items.Single(column => column.Group == ExpectedColumns.Group);
    }

    private static double[] Sums(DesignColumn column) =>
        [.. Enumerable.Range(0, Rows).Select(row => column.Parts.Sum(part => (double)part.Values[row]))];

    /// <summary>Nudity follows from alpha and beta, and is measured on two clips of three.</summary>
    private static (FeatureTable Features, double[] Hidden) Draw()
    {
        var random = new CounterRandom(6);
        var features = new FeatureTable(Rows);
        var hidden = new double[Rows];
        for (var row = 0; row < Rows; row++)
        {
            var alpha = random.NextDouble();
            var beta = random.NextInt(3) / 2.0;
            hidden[row] = (0.5 * alpha) + (0.4 * beta) + (0.1 * random.NextDouble());
            features.Set(row, "alpha.score", (float)alpha);
            features.Set(row, "beta.step", (float)beta);
            if (random.NextDouble() < 0.67)
                features.Set(row, SignalNames.Nudity + ".max_score", (float)hidden[row]);
        }

        return (features, hidden);
    }

    private static double Correlation(int[] rows, double[] a, double[] b)
    {
        double meanA = rows.Average(row => a[row]), meanB = rows.Average(row => b[row]);
        var both = rows.Sum(row => (a[row] - meanA) * (b[row] - meanB));
        return both / Math.Sqrt(rows.Sum(row => Math.Pow(a[row] - meanA, 2)) * rows.Sum(row => Math.Pow(b[row] - meanB, 2)));
    }
}
