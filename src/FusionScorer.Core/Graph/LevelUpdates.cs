using System.Collections.Immutable;

namespace FusionScorer.Core.Graph;

/// <summary>What seeds say of other clips, kept up to date seed by seed: a new seed is carried as far as it is felt, and no further.</summary>
/// <remarks>
/// The same solution as <see cref="LevelPropagation"/>'s, from its dual: z = Aᵀ α, and each seed's α_i = w_i (s_i − f_i). A seed is relaxed by solving its own
/// equation, which touches its own nodes alone (dual coordinate descent; Shalev-Shwartz and Zhang 2013); then those seeds are relaxed whose equation was upset by more
/// than the tolerance, first come, first served, as local push methods do (Andersen, Chung and Lang 2006).
/// Results lie within a few tolerances of the whole solution, and so does what a clip hears of itself. Not thread-safe.
/// </remarks>
public sealed class LevelUpdates
{
    private const int MostRelaxations = 200_000;

    private readonly ImmutableArray<LinkRelation> _relations;
    private readonly LinkScale[] _scales;
    private readonly Dictionary<int, int>[] _localOf;
    private readonly List<List<int>>[] _seedsAt;
    private readonly List<float[]>[] _z;
    private readonly Dictionary<int, int> _seedOf = [];
    private readonly List<Seed> _seeds = [];
    private readonly float _strength;
    private readonly double _tolerance;
    private readonly int _folds;
    private readonly int _channels;
    private readonly Queue<int> _queue = new();
    private readonly HashSet<(int Relation, int Node)> _touched = [];

    /// <summary>Without any seed.</summary>
    /// <param name="relations">Kinds of links between n clips.</param>
    /// <param name="channels">C.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    public LevelUpdates(ImmutableArray<LinkRelation> relations, int channels, PropagationOptions? options = null)
    {
        options ??= PropagationOptions.Default;
        _relations = relations;
        _scales = [.. relations.Select(relation => new LinkScale(relation))];
        _localOf = [.. relations.Select(_ => new Dictionary<int, int>())];
        _seedsAt = [.. relations.Select(_ => new List<List<int>>())];
        _z = [.. relations.Select(_ => new List<float[]>())];
        _strength = (float)Math.Sqrt(options.Strength);
        _tolerance = options.UpdateTolerance;
        _folds = options.Folds;
        _channels = channels;
    }

    /// <summary>How many seeds the latest change relaxed.</summary>
    public int Relaxed { get; private set; }

    /// <summary>Whether the latest change came to rest within the tolerance.</summary>
    public bool Converged { get; private set; } = true;

    /// <summary>Clips that may hear something else since the latest change: those that share a node whose tendency moved by more than the tolerance.</summary>
    /// <returns>Ascending, each once.</returns>
    public int[] Affected()
    {
        var clips = new HashSet<int>();
        foreach (var (relation, node) in _touched)
            clips.UnionWith(_relations[relation].Graph.ClipsOf(node).ToArray());
        return [.. clips.Order()];
    }

    /// <summary>Adds a seed, or changes one.</summary>
    /// <param name="row">The clip.</param>
    /// <param name="value">C numbers.</param>
    /// <param name="weight">Above 0, or 0 to take the seed back.</param>
    public void Set(int row, ReadOnlySpan<float> value, float weight)
    {
        if (value.Length != _channels || !(weight >= 0 && float.IsFinite(weight)))
            throw new ArgumentException($"a seed has {_channels} channels, not {value.Length}, and a weight of at least 0, not {weight}", nameof(value));
        _touched.Clear();
        Relaxed = 0;
        if (!_seedOf.TryGetValue(row, out var seed))
        {
            _seedOf.Add(row, seed = _seeds.Count);
            _seeds.Add(new Seed(row, LevelPropagation.FoldOf(row, _folds), new float[_channels], new float[(_folds + 1) * _channels]));
            Link(row, seed);
        }

        value.CopyTo(_seeds[seed].Value);
        _seeds[seed] = _seeds[seed] with { Weight = weight };
        Push(seed);
    }

    /// <summary>What a clip hears over one relation, its own seed and those of its fold left out: as <see cref="LevelPropagation.Hear"/>, with every relation trusted as expected.</summary>
    /// <param name="relation">Index of the relation.</param>
    /// <param name="clip">The clip.</param>
    /// <param name="heard">C numbers, overwritten.</param>
    public void Hear(int relation, int clip, Span<float> heard)
    {
        heard.Clear();
        var block = _seedOf.TryGetValue(clip, out var seed) && _seeds[seed].Weight > 0 ? _seeds[seed].Fold : _folds;
        foreach (var node in _relations[relation].Graph.NodesOf(clip))
        {
            if (!_localOf[relation].TryGetValue(node, out var local))
                continue;
            var z = _z[relation][local].AsSpan(block * _channels, _channels);
            for (var k = 0; k < heard.Length; k++)
                heard[k] += _scales[relation].Node[node] * z[k];
        }

        foreach (ref var share in heard)
            share *= _strength * _scales[relation].Clip[clip];
    }

    private void Link(int row, int seed)
    {
        for (var r = 0; r < _relations.Length; r++)
        {
            foreach (var node in _relations[r].Graph.NodesOf(row))
            {
                if (!_localOf[r].TryGetValue(node, out var local))
                {
                    _localOf[r].Add(node, local = _z[r].Count);
                    _z[r].Add(new float[(_folds + 1) * _channels]);
                    _seedsAt[r].Add([]);
                }

                _seedsAt[r][local].Add(seed);
            }
        }
    }

    private void Push(int first)
    {
        var waiting = new HashSet<int> { first };
        _queue.Clear();
        _queue.Enqueue(first);
        while (_queue.TryDequeue(out var seed) && Relaxed < MostRelaxations)
        {
            waiting.Remove(seed);
            Relaxed++;
            var moved = Relax(seed);
            if (moved * _strength * _strength <= _tolerance)
                continue;
            foreach (var (relation, node, share) in Nodes(seed))
            {
                var local = _localOf[relation][node];
                var through = moved * share * _scales[relation].Node[node];
                if (through > _tolerance)
                    _touched.Add((relation, node));
                foreach (var other in _seedsAt[relation][local])
                {
                    if (other != seed && through * _strength * _scales[relation].Clip[_seeds[other].Row] > _tolerance && waiting.Add(other))
                        _queue.Enqueue(other);
                }
            }
        }

        Converged = _queue.Count == 0;
    }

    /// <summary>Solves a seed's own equation and returns how far its α moved at most.</summary>
    private double Relax(int index)
    {
        var seed = _seeds[index];
        var heard = new float[seed.Alpha.Length];
        var own = 0f;
        foreach (var (relation, node, share) in Nodes(index))
        {
            var z = _z[relation][_localOf[relation][node]];
            for (var k = 0; k < heard.Length; k++)
                heard[k] += share * z[k];
            own += share * share;
        }

        var most = 0.0;
        for (var k = 0; k < heard.Length; k++)
        {
            var target = seed.Weight > 0 && k / _channels != seed.Fold
                ? (seed.Value[k % _channels] - heard[k] + (own * seed.Alpha[k])) / (own + (1 / seed.Weight))
                : 0;
            heard[k] = target - seed.Alpha[k];
            seed.Alpha[k] = target;
            most = Math.Max(most, Math.Abs(heard[k]));
        }

        foreach (var (relation, node, share) in Nodes(index))
        {
            var z = _z[relation][_localOf[relation][node]];
            for (var k = 0; k < heard.Length; k++)
                z[k] += share * heard[k];
        }

        return most;
    }

    /// <summary>A seed's nodes, with a_iu = σ c_i g_u.</summary>
    private IEnumerable<(int Relation, int Node, float Share)> Nodes(int seed)
    {
        var row = _seeds[seed].Row;
        for (var r = 0; r < _relations.Length; r++)
        {
            var (start, end) = (_relations[r].Graph.ClipStarts[row], _relations[r].Graph.ClipStarts[row + 1]);
            for (var at = start; at < end; at++)
            {
                var node = _relations[r].Graph.ClipNodes[at];
                yield return (r, node, _strength * _scales[r].Clip[row] * _scales[r].Node[node]);
            }
        }
    }

    private readonly record struct Seed(int Row, int Fold, float[] Value, float[] Alpha)
    {
        public float Weight { get; init; }
    }
}
