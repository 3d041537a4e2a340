using FusionScorer.Core.Numerics;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Graph;

/// <summary>The main patterns in who shares what: leading left singular vectors of the link matrix, rows and columns divided by the root of their degree.</summary>
/// <remarks>By subspace iteration from a seeded start (Halko, Martinsson and Tropp 2011, "Finding structure with randomness"); signs are set so that the largest entry is positive.</remarks>
public static class LinkFactors
{
    private const int Spare = 10;
    private const int Iterations = 16;
    private const ulong Seed = 0xFAC7;

    /// <summary>Computes factors, in time proportional to links × factors.</summary>
    /// <param name="graph">n clips and what they share.</param>
    /// <param name="count">How many at most, at least 1; fewer where the graph has fewer clips or nodes.</param>
    /// <returns>One array of n numbers a factor: singular vector × singular value, largest first.</returns>
    public static IReadOnlyList<float[]> Compute(LinkGraph graph, int count)
    {
        var width = Math.Min(count + Spare, Math.Min(graph.Clips, graph.Nodes));
        if (width == 0 || graph.Links == 0)
            return [];
        var clips = Scale(graph.Clips, clip => graph.NodesOf(clip).Length);
        var nodes = Scale(graph.Nodes, node => graph.ClipsOf(node).Length);
        var u = new double[graph.Clips * width];
        var v = new double[graph.Nodes * width];
        var random = new CounterRandom(Seed);
        for (var i = 0; i < u.Length; i++)
            u[i] = random.NextDouble() - 0.5;

        // Directions are kept apart on the side that has fewer rows; once a pass will do, for they are set right at the end.
        var byNodes = graph.Nodes < graph.Clips;
        for (var pass = 0; pass < Iterations; pass++)
        {
            if (!byNodes)
                Orthonormalise(u, graph.Clips, width);
            Multiply(graph.Nodes, node => graph.ClipsOf(node), nodes, clips, u, v, width);
            if (byNodes)
                Orthonormalise(v, graph.Nodes, width);
            Multiply(graph.Clips, clip => graph.NodesOf(clip), clips, nodes, v, u, width);
        }

        Orthonormalise(u, graph.Clips, width);
        Orthonormalise(u, graph.Clips, width);
        Multiply(graph.Nodes, node => graph.ClipsOf(node), nodes, clips, u, v, width);
        return Ritz(u, v, graph.Clips, graph.Nodes, width, Math.Min(count, width));
    }

    private static double[] Scale(int size, Func<int, int> degree)
    {
        var scale = new double[size];
        for (var i = 0; i < size; i++)
            scale[i] = 1 / Math.Sqrt(Math.Max(1, degree(i)));
        return scale;
    }

    private delegate ReadOnlySpan<int> Neighbours(int item);

    private static void Multiply(int size, Neighbours of, double[] ownScale, double[] otherScale, double[] from, double[] to, int width)
    {
        for (var i = 0; i < size; i++)
        {
            var row = to.AsSpan(i * width, width);
            row.Clear();
            foreach (var other in of(i))
                SymmetricSystem.AddScaled(row, from.AsSpan(other * width, width), ownScale[i] * otherScale[other]);
        }
    }

    /// <summary>Modified Gram–Schmidt over the columns, by way of the Cholesky factor of their Gram matrix; a second time takes out the rounding of the first.</summary>
    private static void Orthonormalise(double[] u, int rows, int width)
    {
        var system = new SymmetricSystem(width);
        var gram = system.Matrix;
        for (var row = 0; row < rows; row++)
        {
            var x = u.AsSpan(row * width, width);
            for (var a = 0; a < width; a++)
                SymmetricSystem.AddScaled(gram.Slice(a * width, a + 1), x[..(a + 1)], x[a]);
        }

        // A direction that has died out (rank below the width) keeps a trace of itself instead of failing.
        var trace = 0.0;
        for (var a = 0; a < width; a++)
            trace += gram[(a * width) + a];
        for (var a = 0; a < width; a++)
            gram[(a * width) + a] += (1e-14 * trace) + 1e-300;
        if (!system.Factor())
            return;
        for (var row = 0; row < rows; row++)
            ForwardSolve(system.Matrix, width, u.AsSpan(row * width, width));
    }

    private static void ForwardSolve(ReadOnlySpan<double> factor, int width, Span<double> x)
    {
        for (var a = 0; a < width; a++)
            x[a] = (x[a] - SymmetricSystem.Dot(factor.Slice(a * width, a), x[..a])) / factor[(a * width) + a];
    }

    /// <summary>Rotates the basis to singular vectors: eigenvectors of Vᵀ V, where V = Wᵀ U.</summary>
    private static List<float[]> Ritz(double[] u, double[] v, int clips, int nodes, int width, int count)
    {
        var gram = new double[width * width];
        for (var node = 0; node < nodes; node++)
        {
            var x = v.AsSpan(node * width, width);
            for (var a = 0; a < width; a++)
                SymmetricSystem.AddScaled(gram.AsSpan(a * width, width), x, x[a]);
        }

        var (values, vectors) = SymmetricEigen.Decompose(gram, width);
        var factors = new List<float[]>();
        foreach (var k in Enumerable.Range(0, width).OrderByDescending(k => values[k]).ThenBy(k => k).Take(count))
        {
            if (!(values[k] > 1e-9))
                break;
            var factor = new float[clips];
            var sigma = Math.Sqrt(values[k]);
            var largest = 0f;
            for (var clip = 0; clip < clips; clip++)
            {
                var sum = 0.0;
                for (var a = 0; a < width; a++)
                    sum += u[(clip * width) + a] * vectors[(a * width) + k];
                factor[clip] = (float)(sum * sigma);
                if (MathF.Abs(factor[clip]) > MathF.Abs(largest))
                    largest = factor[clip];
            }

            if (largest < 0)
            {
                for (var clip = 0; clip < clips; clip++)
                    factor[clip] = -factor[clip];
            }

            factors.Add(factor);
        }

        return factors;
    }
}
