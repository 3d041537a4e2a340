using FusionScorer.Core.Fusion;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Fusion;

public class AccountTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1.7)]
    public void Of_AnyClip_AddsUpToThePosterior(double temperature)
    {
        var drawn = SyntheticBlocks.Draw(40);
        var blocks = new SignalBlocks(drawn.Rows, drawn.Levels, drawn.Signals, drawn.Bias, temperature, drawn.Values.ToArray());
        var weights = SignalWeights.Default.With(blocks.Signals[0], 2).With(blocks.Signals[1], 0.5);
        var fused = FusedPosterior.Compute(blocks, weights);
        for (var row = 0; row < blocks.Rows; row++)
        {
            var account = Account.Of(blocks, row, weights);
            var sum = Enumerable.Range(0, blocks.Levels).Select(y => (account.Prior[y] + account.Contributions.Sum(part => part.Nats[y])) / account.Temperature).ToArray();
            var normaliser = sum.Sum(nats => Math.Exp(nats - sum.Max()));
            for (var y = 0; y < blocks.Levels; y++)
            {
                Assert.Equal(account.Posterior[y], Math.Exp(sum[y] - sum.Max()) / normaliser, 1e-12);
                Assert.Equal(fused[(row * blocks.Levels) + y], account.Posterior[y], 1e-5);
            }
        }
    }

    [Fact]
    public void Of_SignalAtWeightZero_IsLeftOut()
    {
        var blocks = SyntheticBlocks.Draw(5);
        var account = Account.Of(blocks, 0, SignalWeights.Default.With(blocks.Signals[1], 0));
        Assert.DoesNotContain(account.Contributions, part => part.Signal == blocks.Signals[1]);
        Assert.Equal(blocks.Signals.Length - 1, account.Contributions.Length);
    }
}
