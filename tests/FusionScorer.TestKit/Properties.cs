using FsCheck;
using FsCheck.Fluent;

namespace FusionScorer.TestKit;

/// <summary>Properties over random sizes and seeds; FsCheck shrinks both when one fails.</summary>
public static class Properties
{
    /// <summary>Checks a property of a size from 0 and a seed.</summary>
    public static void ForAll(int largest, Action<int, ulong> property, int tests = 60) => Prop.ForAll(
        (from size in Gen.Choose(0, largest) from seed in Gen.Choose(0, 1_000_000) select (size, seed)).ToArbitrary(),
        drawn => property(drawn.size, (ulong)drawn.seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(tests));
}
