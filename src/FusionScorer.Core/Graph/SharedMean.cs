namespace FusionScorer.Core.Graph;

/// <summary>For every clip, the mean of a value over the other clips that share a node with it, shrunk to the overall mean and given as the difference to it.</summary>
/// <remarks>A node of degree d counts d^−h. The clip's own value never enters: it is taken out of every sum.</remarks>
public static class SharedMean
{
    /// <summary>Computes the means, in time proportional to links.</summary>
    /// <param name="graph">n clips and what they share.</param>
    /// <param name="values">n numbers.</param>
    /// <param name="weight">n weights, at least 0: 0 leaves a clip's value out.</param>
    /// <param name="hubExponent">h, at least 0.</param>
    /// <param name="strength">The weight of the overall mean, above 0.</param>
    /// <returns>n numbers; 0 for a clip that shares nothing.</returns>
    /// <exception cref="ArgumentException">Not one value and weight a clip.</exception>
    public static float[] Compute(LinkGraph graph, ReadOnlySpan<float> values, ReadOnlySpan<float> weight, double hubExponent, double strength)
    {
        if (values.Length != graph.Clips || weight.Length != graph.Clips)
            throw new ArgumentException($"{values.Length} values and {weight.Length} weights are not one each for {graph.Clips} clips", nameof(values));
        double total = 0, mass = 0;
        for (var clip = 0; clip < values.Length; clip++)
        {
            total += weight[clip] * values[clip];
            mass += weight[clip];
        }

        var overall = mass > 0 ? total / mass : 0;
        var damp = new double[graph.Nodes];
        var sums = new double[graph.Nodes];
        var masses = new double[graph.Nodes];
        for (var node = 0; node < damp.Length; node++)
        {
            var clips = graph.ClipsOf(node);
            damp[node] = Math.Pow(Math.Max(1, clips.Length), -hubExponent);
            foreach (var clip in clips)
            {
                sums[node] += weight[clip] * values[clip];
                masses[node] += weight[clip];
            }
        }

        var result = new float[values.Length];
        for (var clip = 0; clip < result.Length; clip++)
        {
            double above = 0, below = 0;
            foreach (var node in graph.NodesOf(clip))
            {
                above += damp[node] * (sums[node] - (weight[clip] * values[clip]));
                below += damp[node] * (masses[node] - weight[clip]);
            }

            result[clip] = (float)(((above + (strength * overall)) / (Math.Max(0, below) + strength)) - overall);
        }

        return result;
    }
}
