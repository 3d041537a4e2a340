namespace FusionScorer.Core.Numerics;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, "Matrix Computations", section 8.5).</summary>
internal static class SymmetricEigen
{
    private const int Sweeps = 60;

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">q × q numbers, symmetric.</param>
    /// <param name="size">q.</param>
    /// <returns>q eigenvalues in no order, and q × q numbers whose column k is the unit eigenvector of value k.</returns>
    public static (double[] Values, double[] Vectors) Decompose(ReadOnlySpan<double> matrix, int size)
    {
        var a = matrix.ToArray();
        var vectors = new double[size * size];
        for (var i = 0; i < size; i++)
            vectors[(i * size) + i] = 1;
        for (var sweep = 0; sweep < Sweeps && OffDiagonal(a, size) > 1e-28; sweep++)
        {
            for (var p = 0; p < size - 1; p++)
            {
                for (var q = p + 1; q < size; q++)
                    Rotate(a, vectors, size, p, q);
            }
        }

        var values = new double[size];
        for (var i = 0; i < size; i++)
            values[i] = a[(i * size) + i];
        return (values, vectors);
    }

    /// <summary>Squares off the diagonal as a share of all.</summary>
    private static double OffDiagonal(double[] a, int size)
    {
        double off = 0, all = 1e-300;
        for (var i = 0; i < a.Length; i++)
        {
            all += a[i] * a[i];
            off += i / size == i % size ? 0 : a[i] * a[i];
        }

        return off / all;
    }

    private static void Rotate(double[] a, double[] vectors, int size, int p, int q)
    {
        var off = a[(p * size) + q];
        if (off == 0)
            return;
        var theta = (a[(q * size) + q] - a[(p * size) + p]) / (2 * off);
        var t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        for (var k = 0; k < size; k++)
            (a[(k * size) + p], a[(k * size) + q]) = ((c * a[(k * size) + p]) - (s * a[(k * size) + q]), (s * a[(k * size) + p]) + (c * a[(k * size) + q]));
        for (var k = 0; k < size; k++)
        {
            (a[(p * size) + k], a[(q * size) + k]) = ((c * a[(p * size) + k]) - (s * a[(q * size) + k]), (s * a[(p * size) + k]) + (c * a[(q * size) + k]));
            (vectors[(k * size) + p], vectors[(k * size) + q]) =
                ((c * vectors[(k * size) + p]) - (s * vectors[(k * size) + q]), (s * vectors[(k * size) + p]) + (c * vectors[(k * size) + q]));
        }
    }
}
