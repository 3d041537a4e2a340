using FusionScorer.Core.Graph;

namespace FusionScorer.TestKit;

/// <summary>What links told before anything was carried over them, kept to be measured against: for every clip, the known levels of the other clips that share a node with it. Its own level never enters.</summary>
/// <remarks>
/// Each known other clip c that shares node u counts d_u = degree(u)^−h, once for each shared node, so that a viewer of two thousand titles says
/// little of any one. mix(y) ∝ Σ d_u [level c = y]; support = (Σ d_u)² / Σ d_u², the effective number of known neighbours (Kish 1965).
/// With a prior of strength k the mix is (support × mix + k × base) / (support + k), base being the levels of all other known clips.
/// </remarks>
public sealed class NeighbourMix
{
    private readonly int _levels;
    private readonly float[] _mix;
    private readonly float[] _support;

    private NeighbourMix(int levels, float[] mix, float[] support)
    {
        _levels = levels;
        _mix = mix;
        _support = support;
    }

    /// <summary>The effective number of known neighbours of each clip: n numbers, 0 where there are none.</summary>
    public ReadOnlySpan<float> Support => _support;

    /// <summary>The level mix of a clip: K numbers that sum to one, or an empty span when its support is 0.</summary>
    public ReadOnlySpan<float> Of(int clip) => _support[clip] > 0 ? _mix.AsSpan(clip * _levels, _levels) : [];

    /// <summary>Mixes of all clips, in time proportional to links × K.</summary>
    /// <param name="graph">n clips and what they share.</param>
    /// <param name="known">n known levels; −1 = unknown.</param>
    /// <param name="levels">K.</param>
    /// <param name="hubExponent">h, at least 0: 0 counts all shared nodes alike, 1 gives each node one voice in all.</param>
    /// <param name="priorStrength">k, at least 0, in neighbours.</param>
    /// <exception cref="ArgumentException">Not one known level for each clip, or a level out of range.</exception>
    public static NeighbourMix Compute(LinkGraph graph, ReadOnlySpan<int> known, int levels, double hubExponent, double priorStrength = 0)
    {
        if (known.Length != graph.Clips)
            throw new ArgumentException($"{known.Length} levels are not one for each of {graph.Clips} clips", nameof(known));
        if (!(hubExponent >= 0 && priorStrength >= 0))
            throw new ArgumentException("hub exponent and prior strength are not negative", nameof(hubExponent));
        var all = new int[levels];
        foreach (var level in known)
        {
            if (level < -1 || level >= levels)
                throw new ArgumentException($"level {level} is none of {levels}", nameof(known));
            if (level >= 0)
                all[level]++;
        }

        var (counts, damp) = CountNodes(graph, known, levels, hubExponent);
        var mix = new float[graph.Clips * levels];
        var support = new float[graph.Clips];
        var sums = new double[levels];
        for (var clip = 0; clip < support.Length; clip++)
        {
            support[clip] = (float)Gather(graph.NodesOf(clip), known[clip], counts, damp, sums);
            if (support[clip] > 0)
                Blend(sums, support[clip], all, known[clip], priorStrength, mix.AsSpan(clip * levels, levels));
        }

        return new NeighbourMix(levels, mix, support);
    }

    /// <summary>Known levels of each node's clips (nodes × K), and d of each node.</summary>
    private static (int[] Counts, double[] Damp) CountNodes(LinkGraph graph, ReadOnlySpan<int> known, int levels, double hubExponent)
    {
        var counts = new int[graph.Nodes * levels];
        var damp = new double[graph.Nodes];
        for (var node = 0; node < damp.Length; node++)
        {
            var clips = graph.ClipsOf(node);
            damp[node] = Math.Pow(Math.Max(clips.Length, 1), -hubExponent);
            foreach (var clip in clips)
            {
                if (known[clip] >= 0)
                    counts[(node * levels) + known[clip]]++;
            }
        }

        return (counts, damp);
    }

    /// <summary>Sums d by level over a clip's nodes, itself left out, and returns the support.</summary>
    private static double Gather(ReadOnlySpan<int> nodes, int own, ReadOnlySpan<int> counts, ReadOnlySpan<double> damp, Span<double> sums)
    {
        sums.Clear();
        double sum = 0, squares = 0;
        foreach (var node in nodes)
        {
            var others = 0;
            for (var y = 0; y < sums.Length; y++)
            {
                var count = counts[(node * sums.Length) + y] - (y == own ? 1 : 0);
                sums[y] += count * damp[node];
                others += count;
            }

            sum += others * damp[node];
            squares += others * damp[node] * damp[node];
        }

        return squares > 0 ? sum * sum / squares : 0;
    }

    private static void Blend(ReadOnlySpan<double> sums, double support, ReadOnlySpan<int> all, int own, double priorStrength, Span<float> mix)
    {
        double sum = 0, others = 0;
        for (var y = 0; y < sums.Length; y++)
        {
            sum += sums[y];
            others += all[y] - (y == own ? 1 : 0);
        }

        for (var y = 0; y < mix.Length; y++)
        {
            var usual = (all[y] - (y == own ? 1 : 0)) / others;
            mix[y] = (float)(((support * sums[y] / sum) + (priorStrength * usual)) / (support + priorStrength));
        }
    }
}
