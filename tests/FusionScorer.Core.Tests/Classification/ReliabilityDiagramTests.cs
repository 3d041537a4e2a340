using FusionScorer.Core.Classification;

namespace FusionScorer.Core.Tests.Classification;

public class ReliabilityDiagramTests
{
    [Fact]
    public void Of_SomeAnswers_MeansOfEachBinAndTheirWeightedGap()
    {
        var diagram = ReliabilityDiagram.Of([0.62, 0.68, 0.95, 1.0], [true, false, true, true], [1, 3, 2, 2]);

        Assert.Equal((10, 4), (diagram.Bins.Length, diagram.Count));
        Assert.Equal((2, 4.0, 0.25), (diagram.Bins[6].Count, diagram.Bins[6].Weight, diagram.Bins[6].Accuracy));
        Assert.Equal(((0.62 * 1) + (0.68 * 3)) / 4, diagram.Bins[6].MeanConfidence, 1e-12);
        Assert.Equal((2, 1.0), (diagram.Bins[9].Count, diagram.Bins[9].Accuracy));
        Assert.Equal(((4 * (0.665 - 0.25)) + (4 * (1 - 0.975))) / 8, diagram.Error, 1e-12);
    }

    [Theory]
    [InlineData(1.0, 0.01)]
    [InlineData(0.5, 0.25)]
    public void Of_ManyAnswersThatAreRightSoOften_FindsTheGap(double truth, double expected)
    {
        // A model that is right as often as it says, or half as often.
        var random = new Random(5);
        var confidence = Enumerable.Range(0, 40_000).Select(_ => 0.2 + (0.6 * random.NextDouble())).ToArray();
        var right = confidence.Select(p => random.NextDouble() < p * truth).ToArray();

        var error = ReliabilityDiagram.Of(confidence, right, []).Error;

        Assert.Equal(expected, error, 0.015);
    }

    [Fact]
    public void Of_NothingAnswered_HasNoError() => Assert.Equal((0, 0.0), (ReliabilityDiagram.Of([], [], []).Count, ReliabilityDiagram.Of([], [], []).Error));

    [Fact]
    public void Of_EqualWeights_EqualsNone()
    {
        double[] confidence = [0.1, 0.35, 0.36, 0.9];
        bool[] right = [false, true, false, true];

        Assert.Equal(ReliabilityDiagram.Of(confidence, right, []).Error, ReliabilityDiagram.Of(confidence, right, [2, 2, 2, 2]).Error, 1e-12);
    }

    [Fact]
    public void Of_WhatDoesNotGoTogether_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => ReliabilityDiagram.Of([0.5], [], []));
        Assert.Throws<ArgumentException>(() => ReliabilityDiagram.Of([0.5], [true], [1, 1]));
        Assert.Throws<ArgumentException>(() => ReliabilityDiagram.Of([1.5], [true], []));
        Assert.Throws<ArgumentException>(() => ReliabilityDiagram.Of([double.NaN], [true], []));
        Assert.Throws<ArgumentException>(() => ReliabilityDiagram.Of([0.5], [true], [-1]));
    }
}
