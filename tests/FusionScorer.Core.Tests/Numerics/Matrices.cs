using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Tests.Numerics;

/// <summary>Plain matrices, row by row, the slow and certain way.</summary>
internal static class Matrices
{
    public static double[] Positive(int size, CounterRandom random)
    {
        var root = Enumerable.Range(0, size * size).Select(_ => random.NextDouble() - 0.5).ToArray();
        var a = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
                a[(i * size) + j] = Enumerable.Range(0, size).Sum(k => root[(i * size) + k] * root[(j * size) + k]) + (i == j ? 0.1 : 0);
        }

        return a;
    }

    /// <summary>Gauss and Jordan's elimination with pivots.</summary>
    public static double[] Inverse(double[] matrix, int size)
    {
        var a = matrix.ToArray();
        var inverse = new double[size * size];
        for (var i = 0; i < size; i++)
            inverse[(i * size) + i] = 1;
        for (var column = 0; column < size; column++)
        {
            var pivot = Enumerable.Range(column, size - column).MaxBy(i => Math.Abs(a[(i * size) + column]));
            for (var j = 0; j < size; j++)
            {
                (a[(column * size) + j], a[(pivot * size) + j]) = (a[(pivot * size) + j], a[(column * size) + j]);
                (inverse[(column * size) + j], inverse[(pivot * size) + j]) = (inverse[(pivot * size) + j], inverse[(column * size) + j]);
            }

            var scale = a[(column * size) + column];
            for (var j = 0; j < size; j++)
            {
                a[(column * size) + j] /= scale;
                inverse[(column * size) + j] /= scale;
            }

            foreach (var i in Enumerable.Range(0, size).Where(i => i != column))
            {
                var factor = a[(i * size) + column];
                for (var j = 0; j < size; j++)
                {
                    a[(i * size) + j] -= factor * a[(column * size) + j];
                    inverse[(i * size) + j] -= factor * inverse[(column * size) + j];
                }
            }
        }

        return inverse;
    }
}
