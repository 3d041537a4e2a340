using FusionScorer.Core.Numerics;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Numerics;

public class SymmetricSystemTests
{
    [Fact]
    public void SolveInvertDiagonal_RandomPositiveMatrix_AgreeWithElimination() => Properties.ForAll(39, (drawn, seed) =>
    {
        var size = 1 + drawn;
        var random = new CounterRandom(seed);
        var a = Matrices.Positive(size, random);
        var b = Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.5).ToArray();
        var system = new SymmetricSystem(size);
        a.CopyTo(system.Matrix);
        Assert.True(system.Factor());
        var inverse = Matrices.Inverse(a, size);

        var solved = b.ToArray();
        system.Solve(solved);
        var result = new double[size * size];
        system.Invert(result);
        var diagonal = new double[size];
        system.InverseDiagonal(diagonal);
        for (var i = 0; i < size; i++)
        {
            Assert.Equal(Enumerable.Range(0, size).Sum(j => inverse[(i * size) + j] * b[j]), solved[i], 1e-8);
            Assert.Equal(inverse[(i * size) + i], diagonal[i], 1e-8);
            for (var j = 0; j < size; j++)
                Assert.Equal(inverse[(i * size) + j], result[(i * size) + j], 1e-8);
        }
    }, tests: 60);

    [Fact]
    public void Factor_NotPositiveDefinite_IsRefused()
    {
        var system = new SymmetricSystem(2);
        ((ReadOnlySpan<double>)[1, 0, 2, 1]).CopyTo(system.Matrix);
        Assert.False(system.Factor());
        ((ReadOnlySpan<double>)[double.NaN, 0, 0, 1]).CopyTo(system.Matrix);
        Assert.False(system.Factor());
    }

    [Fact]
    public void DotAndAddScaled_AnyLength_AgreeWithLoops() => Properties.ForAll(130, (length, seed) =>
    {
        var random = new CounterRandom(seed);
        var a = Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5).ToArray();
        var b = Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5).ToArray();
        Assert.Equal(a.Zip(b, (x, y) => x * y).Sum(), SymmetricSystem.Dot(a, b), 1e-12);
        var target = a.ToArray();
        SymmetricSystem.AddScaled(target, b, 0.3);
        for (var i = 0; i < length; i++)
            Assert.Equal(a[i] + (0.3 * b[i]), target[i], 1e-15);
    }, tests: 60);
}
