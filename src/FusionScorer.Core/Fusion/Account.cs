using System.Collections.Immutable;

namespace FusionScorer.Core.Fusion;

/// <summary>What one signal adds to a clip's posterior.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Nats">K logits, centred on 0, with the signal's weight applied, before the temperature.</param>
public sealed record Contribution(string Signal, ImmutableArray<double> Nats);

/// <summary>Why a clip has its posterior: softmax((Prior + the sum of all contributions, in order) / Temperature) is the posterior, exactly.</summary>
/// <param name="Prior">b, K numbers in nats.</param>
/// <param name="Contributions">One a signal that says anything of the clip, the one that moves most first.</param>
/// <param name="Temperature">What the sum is divided by.</param>
/// <param name="Posterior">K probabilities.</param>
public sealed record Account(
    ImmutableArray<double> Prior, ImmutableArray<Contribution> Contributions, double Temperature, ImmutableArray<double> Posterior)
{
    private const double Nothing = 1e-9;

    /// <summary>The account of one clip.</summary>
    /// <param name="blocks">What each signal says.</param>
    /// <param name="row">Which clip.</param>
    /// <param name="weights">Signal weights.</param>
    public static Account Of(SignalBlocks blocks, int row, SignalWeights weights)
    {
        var contributions = new List<Contribution>();
        double[] prior = [.. blocks.Bias];
        Centre(prior);
        var sum = prior.ToArray();
        for (var s = 0; s < blocks.Signals.Length; s++)
        {
            var nats = new double[blocks.Levels];
            var weight = weights.Of(blocks.Signals[s]);
            for (var y = 0; y < nats.Length; y++)
                nats[y] = weight * blocks.Of(row, s)[y];
            Centre(nats);
            for (var y = 0; y < nats.Length; y++)
                sum[y] += nats[y];
            if (nats.Any(value => Math.Abs(value) > Nothing))
                contributions.Add(new Contribution(blocks.Signals[s], [.. nats]));
        }

        Softmax.Row(sum, blocks.Temperature);
        return new Account([.. prior], [.. contributions.OrderByDescending(part => part.Nats.Max() - part.Nats.Min())], blocks.Temperature, [.. sum]);
    }

    private static void Centre(Span<double> values)
    {
        var mean = 0.0;
        foreach (var value in values)
            mean += value / values.Length;
        foreach (ref var value in values)
            value -= mean;
    }
}
