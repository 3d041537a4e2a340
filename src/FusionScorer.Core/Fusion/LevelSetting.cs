using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Fusion;

/// <summary>All that levels follow from once a model is learned: its blocks, and what a policy owner moves.</summary>
/// <param name="Blocks">n × S × K.</param>
/// <param name="Weights">Signal weights.</param>
/// <param name="Cost">What a wrong level costs, K × K.</param>
/// <param name="LeastCost">Whether a clip's level is the one of least expected cost, or else the most probable one; ties go to the stricter one.</param>
public sealed record LevelSetting(SignalBlocks Blocks, SignalWeights Weights, CostMatrix Cost, bool LeastCost)
{
    /// <summary>Refuses settings that cannot be compared clip by clip.</summary>
    /// <exception cref="ArgumentException">Other levels or clips.</exception>
    internal static void Check(LevelSetting before, LevelSetting after)
    {
        foreach (var setting in (ReadOnlySpan<LevelSetting>)[before, after])
        {
            if (setting.Cost.Levels != setting.Blocks.Levels)
                throw new ArgumentException($"costs of {setting.Cost.Levels} levels do not fit blocks of {setting.Blocks.Levels}", nameof(before));
        }

        if (before.Blocks.Rows != after.Blocks.Rows || before.Blocks.Levels != after.Blocks.Levels)
        {
            throw new ArgumentException(
                $"{before.Blocks.Rows} clips of {before.Blocks.Levels} levels cannot be compared with {after.Blocks.Rows} of {after.Blocks.Levels}", nameof(after));
        }
    }
}
