using FusionScorer.Signals.Nudity;

namespace FusionScorer.Signals.Tests.Nudity;

public sealed class StrongestFramesTests
{
    [Fact]
    public void Offer_MoreThanItKeeps_KeepsTheStrongestInOrderOfTime()
    {
        var strongest = new StrongestFrames(count: 2, least: 0.2f);
        foreach (var (ms, porn) in new[] { (0, 0.9f), (1, 0.3f), (2, 0.5f), (3, 0.95f), (4, 0.9f) })
            strongest.Offer([(byte)ms], ms, new NudityScore(porn, 0, 0));

        Assert.Equal([(0L, (byte)0), (3L, (byte)3)], strongest.InOrder.Select(frame => (frame.Ms, frame.Rgb24[0])));
    }

    [Fact]
    public void Offer_WeakFrames_KeepsNone()
    {
        var strongest = new StrongestFrames(count: 3, least: 0.2f);
        strongest.Offer([1], 0, new NudityScore(0.1f, 0.05f, 0.15f));

        Assert.Empty(strongest.InOrder);
    }

    [Fact]
    public void Offer_RevealingFrame_YieldsToAPornographicOne()
    {
        var strongest = new StrongestFrames(count: 1, least: 0.2f);
        strongest.Offer([1], 0, new NudityScore(0, 0, 0.9f));
        strongest.Offer([2], 1, new NudityScore(0.6f, 0, 0));

        Assert.Equal(1, Assert.Single(strongest.InOrder).Ms);
    }
}
