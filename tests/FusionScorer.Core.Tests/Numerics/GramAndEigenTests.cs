using FusionScorer.Core.Numerics;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Numerics;

public class GramAndEigenTests
{
    [Fact]
    public void Gram_AnyRows_AgreesWithLoops() => Properties.ForAll(60, (rows, seed) =>
    {
        var columns = (1 + (int)(seed % 3)) * WeightedGram.Padding;
        var random = new CounterRandom(seed);
        var x = Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() - 0.5).ToArray();
        var f = Enumerable.Range(0, rows).Select(_ => random.NextDouble() - 0.2).ToArray();
        var gram = new double[columns * columns];
        gram.AsSpan().Fill(double.NaN);
        WeightedGram.Compute(x, f, columns, new double[x.Length], gram);
        for (var a = 0; a < columns; a++)
        {
            for (var b = 0; b < columns; b++)
                Assert.Equal(Enumerable.Range(0, rows).Sum(i => f[i] * x[(i * columns) + a] * x[(i * columns) + b]), gram[(a * columns) + b], 1e-10);
        }
    }, tests: 40);

    [Fact]
    public void Eigen_RandomMatrix_VectorsAreOrthonormalAndGiveTheMatrixBack() => Properties.ForAll(14, (drawn, seed) =>
    {
        var size = 1 + drawn;
        var matrix = Matrices.Positive(size, new CounterRandom(seed));
        var (values, vectors) = SymmetricEigen.Decompose(matrix, size);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                Assert.Equal(i == j ? 1 : 0, Enumerable.Range(0, size).Sum(r => vectors[(r * size) + i] * vectors[(r * size) + j]), 1e-10);
                Assert.Equal(matrix[(i * size) + j], Enumerable.Range(0, size).Sum(k => vectors[(i * size) + k] * values[k] * vectors[(j * size) + k]), 1e-9);
            }
        }
    }, tests: 40);

    [Fact]
    public void Eigen_KnownMatrix_GivesKnownValues()
    {
        var (values, _) = SymmetricEigen.Decompose([2, 1, 1, 2], 2);
        Assert.Equal([1, 3], values.Order().Select(value => Math.Round(value, 12)));
    }
}
