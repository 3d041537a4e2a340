using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Randomness;

namespace FusionScorer.TestKit;

/// <summary>Clips of five levels, their people and their viewers, all with a taste for levels, from a seeded source: links that carry information, with the tails of real ones.</summary>
/// <remarks>
/// A clip has one director, or two in one of ten; one to three actors; nine viewers on average (Pareto: few are watched by very many), beside one viewer who watched
/// half of all clips and more. People and viewers are as busy as Zipf's law says. Each has a level, and clips find theirs among those of their own level or one near.
/// </remarks>
public sealed class LinkWorld
{
    /// <summary>K.</summary>
    public const int Levels = 5;

    private const double WatchedByOne = 0.6;
    private const double Viewers = 9.4;
    private const double Tail = 1.7;
    private const int MostOfOneClip = 20_000;

    private readonly ulong _seed;
    private readonly double[] _balance = SyntheticVotes.Balance(Levels);
    private readonly int _directors;
    private readonly int _actors;
    private readonly int _viewers;
    private readonly int _loyal;

    private LinkWorld(int clips, ulong seed)
    {
        _seed = seed;
        _directors = PoolOf(clips, 4);
        _actors = PoolOf(clips, 2);
        _viewers = PoolOf(clips, 10);
        _loyal = _viewers;
        Truth = new int[clips];
        for (var clip = 0; clip < clips; clip++)
            Truth[clip] = LevelOf(Draws(clip).NextDouble());
    }

    /// <summary>n.</summary>
    public int Clips => Truth.Length;

    /// <summary>The level of each clip.</summary>
    public int[] Truth { get; }

    /// <summary>Draws a world; links are drawn when they are asked for.</summary>
    public static LinkWorld Draw(int clips, ulong seed = 1) => new(clips, seed);

    /// <summary>The relations as a library would give them; nodes without a link stay.</summary>
    public ImmutableArray<LinkRelation> Relations()
    {
        LinkGraphBuilder directors = new(), cast = new(), viewers = new();
        var links = new ClipDraw();
        for (var clip = 0; clip < Clips; clip++)
        {
            DrawClip(clip, links);
            Add(directors, clip, links.Directors);
            Add(cast, clip, links.Cast);
            for (var i = 0; i < links.Viewers.Count; i++)
                viewers.Add(clip, links.Viewers[i], links.Ratings[i] / 2f);
        }

        return
        [
            new LinkRelation(SignalNames.People, "directors", directors.Build(Clips, _directors), HubExponent: 0),
            new LinkRelation(SignalNames.People, "cast", cast.Build(Clips, _actors), HubExponent: 0),
            new LinkRelation(SignalNames.Viewers, "viewers", viewers.Build(Clips, _viewers + 1), HubExponent: 0.5),
        ];
    }

    /// <summary>The levels of a share of the clips; −1 for the others.</summary>
    public int[] Known(double share, ulong seed = 1)
    {
        var random = new CounterRandom(seed, _seed + 1);
        return [.. Truth.Select((level, clip) => random.DoubleAt((ulong)clip) < share ? level : -1)];
    }

    internal void DrawClip(int clip, ClipDraw links)
    {
        links.Clear();
        var random = Draws(clip);
        _ = random.NextBits();
        var level = Truth[clip];
        for (var i = random.NextInt(10) == 0 ? 2 : 1; i > 0; i--)
            links.Directors.Add(Pick(random, level, _directors, 0.5));
        for (var i = 1 + random.NextInt(3); i > 0; i--)
            links.Cast.Add(Pick(random, level, _actors, 0.5));
        var count = Math.Min(MostOfOneClip, Viewers * ((Tail - 1) / Tail) * Math.Pow(1 - random.NextDouble(), -1 / Tail));
        for (var i = (int)(count + random.NextDouble()); i > 0; i--)
            Watch(Pick(random, level, _viewers, 0.6));
        if (random.NextDouble() < WatchedByOne)
            Watch(_loyal);

        void Watch(int viewer)
        {
            links.Viewers.Add(viewer);
            links.Ratings.Add((byte)(2 + random.NextInt(9)));
        }
    }

    private static void Add(LinkGraphBuilder builder, int clip, List<int> nodes)
    {
        foreach (var node in nodes)
            builder.Add(clip, node);
    }

    private static int PoolOf(int clips, int share) => Math.Max(1, clips / share / Levels) * Levels;

    /// <summary>Someone of a level near the clip's: rank by Zipf's law with an exponent below one, by turning its continuous distribution round.</summary>
    private static int Pick(CounterRandom random, int level, int pool, double exponent)
    {
        var taste = Math.Clamp(level + (random.NextDouble() < 0.7 ? 0 : random.NextInt(3) - 1), 0, Levels - 1);
        var ranks = pool / Levels;
        var rank = (int)(ranks * Math.Pow(random.NextDouble(), 1 / (1 - exponent)));
        return (Math.Min(rank, ranks - 1) * Levels) + taste;
    }

    private CounterRandom Draws(int clip) => new(_seed, (ulong)clip);

    private int LevelOf(double u)
    {
        var level = 0;
        for (; level < _balance.Length - 1 && u >= _balance[level]; level++)
            u -= _balance[level];
        return level;
    }

    /// <summary>The links of one clip; used again for the next.</summary>
    internal sealed class ClipDraw
    {
        public List<int> Directors { get; } = [];

        public List<int> Cast { get; } = [];

        public List<int> Viewers { get; } = [];

        /// <summary>Twice the rating, 2 … 10.</summary>
        public List<byte> Ratings { get; } = [];

        public void Clear()
        {
            Directors.Clear();
            Cast.Clear();
            Viewers.Clear();
            Ratings.Clear();
        }
    }
}
