using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Fusion;

/// <summary>Levels of a few hundred clips at once under one setting, with what the posterior itself expects of them. Not thread-safe.</summary>
/// <remarks>Levels are those that <see cref="CostMatrix.LeastCost"/> and <see cref="PosteriorMetrics.Argmax"/> find for the stored posterior, clip for
/// clip: float32 decides where it can, and where two levels are too near for it, the clip is decided again in double precision.</remarks>
internal sealed class LevelChunk
{
    // Costs are scaled to at most 1; sums of twenty such products in float32 are off by far less than half of this.
    private const float Near = 1e-5f;

    // Costs nearer than this tie in CostMatrix.LeastCost.
    private const double CostTie = 2e-12;

    private readonly LevelSetting _setting;
    private readonly BlockChunk _posterior;
    private readonly float[] _cost;
    private readonly float _scale;
    private readonly Vector256<float> _near;
    private readonly int[] _levels = new int[BlockChunk.Size];
    private readonly float[] _expected = new float[BlockChunk.Size];
    private readonly double[] _p;

    public LevelChunk(LevelSetting setting)
    {
        _setting = setting;
        _posterior = new BlockChunk(setting.Blocks, setting.Weights);
        var k = setting.Blocks.Levels;
        _p = new double[k];
        var most = 0.0;
        for (var cell = 0; cell < k * k; cell++)
            most = Math.Max(most, setting.Cost[cell / k, cell % k]);
        most = most > 0 ? most : 1;
        _scale = (float)most;
        _near = Vector256.Create((float)Math.Max(Near, CostTie / most));
        _cost = new float[k * k];
        for (var cell = 0; cell < k * k; cell++)
            _cost[cell] = (float)(setting.Cost[cell / k, cell % k] / most);
    }

    /// <summary>The level of each clip; valid after <see cref="Load"/>.</summary>
    public ReadOnlySpan<int> Levels => _levels;

    /// <summary>A probability; valid after <see cref="Load"/>.</summary>
    public float this[int i, int level] => _posterior[i, level];

    /// <summary>Works out the levels of clips <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> − 1.</summary>
    public void Load(int start, int count)
    {
        _posterior.Load(start, count);
        Choose(count);
    }

    /// <summary>What the posterior expects of the levels, each clip times its weight, added up.</summary>
    /// <param name="weights"><see cref="BlockChunk.Size"/> numbers, 0 for clips that are not to count.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ExpectedRates Sum(ReadOnlySpan<float> weights)
    {
        Vector256<float> right = Vector256<float>.Zero, under = right, over = right, cost = right;
        ref var levels = ref MemoryMarshal.GetArrayDataReference(_levels);
        ref var expected = ref MemoryMarshal.GetArrayDataReference(_expected);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var p = ref MemoryMarshal.GetReference(_posterior.Of(0));
        for (var i = 0; i < BlockChunk.Size; i += Vector256<float>.Count)
        {
            var level = Vector256.LoadUnsafe(ref levels, (nuint)i);
            var w = Vector256.LoadUnsafe(ref weight, (nuint)i);
            cost += Vector256.LoadUnsafe(ref expected, (nuint)i) * w;
            for (var y = 0; y < _p.Length; y++)
            {
                var truth = Vector256.Create(y);
                var part = Vector256.LoadUnsafe(ref p, (nuint)((y * BlockChunk.Size) + i)) * w;
                right += Vector256.ConditionalSelect(Vector256.Equals(level, truth).AsSingle(), part, Vector256<float>.Zero);
                under += Vector256.ConditionalSelect(Vector256.LessThan(level, truth).AsSingle(), part, Vector256<float>.Zero);
                over += Vector256.ConditionalSelect(Vector256.GreaterThan(level, truth).AsSingle(), part, Vector256<float>.Zero);
            }
        }

        return new ExpectedRates(Vector256.Sum(right), Vector256.Sum(under), Vector256.Sum(over), (double)Vector256.Sum(cost) * _scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Choose(int count)
    {
        var k = _p.Length;
        var leastCost = _setting.LeastCost;
        ref var p = ref MemoryMarshal.GetReference(_posterior.Of(0));
        for (var i = 0; i < BlockChunk.Size; i += Vector256<float>.Count)
        {
            var best = Vector256.Create(float.PositiveInfinity);
            var second = best;
            var bestCost = Vector256<float>.Zero;
            var level = Vector256<int>.Zero;
            for (var shown = k - 1; shown >= 0; shown--)
            {
                var sum = Vector256<float>.Zero;
                for (var truth = 0; truth < k; truth++)
                    sum += Vector256.LoadUnsafe(ref p, (nuint)((truth * BlockChunk.Size) + i)) * _cost[(truth * k) + shown];
                var score = leastCost ? sum : -Vector256.LoadUnsafe(ref p, (nuint)((shown * BlockChunk.Size) + i));
                var better = Vector256.LessThan(score, best);
                second = Vector256.Min(second, Vector256.ConditionalSelect(better, best, score));
                best = Vector256.ConditionalSelect(better, score, best);
                bestCost = Vector256.ConditionalSelect(better, sum, bestCost);
                level = Vector256.ConditionalSelect(better.AsInt32(), Vector256.Create(shown), level);
            }

            level.CopyTo(_levels, i);
            bestCost.CopyTo(_expected, i);
            if (leastCost && i < count && Vector256.LessThanAny(second - best, _near))
                DecideAgain(i, Math.Min(count, i + Vector256<float>.Count), Vector256.LessThan(second - best, _near).ExtractMostSignificantBits());
        }
    }

    private void DecideAgain(int start, int end, uint near)
    {
        for (var i = start; i < end; i++)
        {
            if ((near >> (i - start) & 1) == 0)
                continue;
            _posterior.Row(i, _p);
            _levels[i] = _setting.Cost.LeastCost(_p);
            _expected[i] = (float)(_setting.Cost.Expected(_p, _levels[i]) / _scale);
        }
    }
}
