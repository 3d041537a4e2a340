using System.Collections.Immutable;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Randomness;

namespace FusionScorer.TestKit;

/// <summary>Signal blocks from a seeded source: each signal leans to a level of its own on every clip, as far as its strength says.</summary>
public static class SyntheticBlocks
{
    public static SignalBlocks Draw(int rows, int signals = 6, int levels = 5, ulong seed = 1, double temperature = 1)
    {
        var random = new CounterRandom(seed, 31);
        var values = new float[rows * signals * levels];
        for (var row = 0; row < rows; row++)
        {
            for (var s = 0; s < signals; s++)
            {
                var at = random.NextDouble() * (levels - 1);
                var strength = 2 * random.NextDouble() / (s + 1);
                for (var y = 0; y < levels; y++)
                    values[(((row * signals) + s) * levels) + y] = (float)(-strength * Math.Abs(y - at));
            }
        }

        ImmutableArray<string> names = [.. Enumerable.Range(0, signals).Select(s => $"s{s}")];
        return new SignalBlocks(rows, levels, names, [.. SyntheticVotes.Balance(levels).Select(share => Math.Log(share))], temperature, values);
    }
}
