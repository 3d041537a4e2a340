using System.Text.Json;
using FusionScorer.Signals.Nudity;

namespace FusionScorer.Signals.Tests.Nudity;

public sealed class NudityParityTests(InstalledModel installed) : IClassFixture<InstalledModel>
{
    private const double Tolerance = 1e-4;

    private static readonly double[][] Reference = ReadReference();

    [Fact]
    public void Probabilities_GeneratedPictures_AreThoseOfTensorFlow()
    {
        Assert.Equal(20, Reference.Length);
        for (var k = 0; k < Reference.Length; k++)
            AssertClose(Reference[k], installed.Model.Probabilities(GeneratedPictures.Picture(k)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(NudityModel.MaxBatch)]
    public void Probabilities_SeveralPicturesAtOnce_AreTheSame(int batch)
    {
        var pictures = Enumerable.Range(0, batch).SelectMany(GeneratedPictures.Picture).ToArray();
        var probabilities = installed.Model.Probabilities(pictures);
        for (var k = 0; k < batch; k++)
            AssertClose(Reference[k], probabilities[(k * 5)..((k + 1) * 5)]);
    }

    [Fact]
    public void Classify_TakesTheRightClasses()
    {
        Span<NudityScore> scores = stackalloc NudityScore[1];
        installed.Model.Classify(GeneratedPictures.Picture(4), scores);

        Assert.Equal(Reference[4][1], scores[0].Hentai, Tolerance);
        Assert.Equal(Reference[4][3], scores[0].Porn, Tolerance);
        Assert.Equal(Reference[4][4], scores[0].Sexy, Tolerance);
        Assert.Equal(Reference[4][1] + Reference[4][3], scores[0].Nudity, 2 * Tolerance);
    }

    [Fact]
    public async Task Classify_ManyAtOnce_AllAreRight()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => (i % 8, installed.Model.Probabilities(GeneratedPictures.Picture(i % 8))))));

        Assert.All(results, result => AssertClose(Reference[result.Item1], result.Item2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(NudityModel.FrameBytes - 1)]
    [InlineData(NudityModel.FrameBytes * (NudityModel.MaxBatch + 1))]
    public void Probabilities_NotOneToEightPictures_Throws(int bytes) =>
        Assert.Throws<ArgumentException>(() => installed.Model.Probabilities(new byte[bytes]));

    private static void AssertClose(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - Tolerance, pair.First + Tolerance));
    }

    private static double[][] ReadReference()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Nudity", "reference.json")));
        Assert.Equal(NudityModelConverter.Classes, json.RootElement.GetProperty("classes").EnumerateArray().Select(name => name.GetString()!));
        return [.. json.RootElement.GetProperty("probabilities").EnumerateArray().Select(row => row.EnumerateArray().Select(score => score.GetDouble()).ToArray())];
    }
}
