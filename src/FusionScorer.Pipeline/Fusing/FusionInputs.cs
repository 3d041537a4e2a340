using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FusionScorer.Core.Classification;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.Library;
using FusionScorer.Library.Links;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;
using FusionScorer.Signals;
using FusionScorer.Signals.Genre;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Metadata;
using FusionScorer.Signals.People;
using FusionScorer.Signals.Viewers;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>All that fusing needs, gathered from the catalogue: features, label matrix, and what people know.</summary>
public sealed class FusionInputs
{
    // A decision is right nineteen times in twenty until reviewers are measured; known levels come from published ratings.
    private const double DecisionReliability = 0.95;
    private const double KnownReliability = 0.98;

    // A viewer who watched everything says little about any one clip.
    private const double ViewerHubExponent = 0.5;

    private FusionInputs(
        IReadOnlyList<Clip> clips, IReadOnlyDictionary<long, Standing> standings, IReadOnlyDictionary<long, int> known, FeatureTable features,
        LabelMatrix matrix, ImmutableArray<LinkRelation> relations, IReadOnlyList<LevelObservation> observations, IReadOnlyList<Reading> linkReadings,
        IReadOnlySet<long> unplayable, int decisions)
    {
        Relations = relations;
        Clips = clips;
        Standings = standings;
        Known = known;
        Features = features;
        Matrix = matrix;
        Observations = observations;
        LinkReadings = linkReadings;
        Unplayable = unplayable;
        Decisions = decisions;
    }

    /// <summary>Clips that take part; row i of every table is clip i.</summary>
    public IReadOnlyList<Clip> Clips { get; }

    /// <summary>What people said, by clip number.</summary>
    public IReadOnlyDictionary<long, Standing> Standings { get; }

    /// <summary>Levels known from outside, by clip number.</summary>
    public IReadOnlyDictionary<long, int> Known { get; }

    /// <summary>Raw features.</summary>
    public FeatureTable Features { get; }

    /// <summary>Votes of the policy's functions.</summary>
    public LabelMatrix Matrix { get; }

    /// <summary>Who links clips: directors, cast and viewers.</summary>
    public ImmutableArray<LinkRelation> Relations { get; }

    /// <summary>Decisions and known levels as observations of rows.</summary>
    public IReadOnlyList<LevelObservation> Observations { get; }

    /// <summary>Readings of people and viewers, which follow from links and known levels.</summary>
    public IReadOnlyList<Reading> LinkReadings { get; }

    /// <summary>Clips whose media cannot be read: nobody could look at them.</summary>
    public IReadOnlySet<long> Unplayable { get; }

    /// <summary>The number of decisions ever added.</summary>
    public int Decisions { get; }

    /// <summary>Gathers the inputs under a policy.</summary>
    public static FusionInputs Gather(Project project, Policy policy)
    {
        var store = project.Store;
        var clips = store.Clips.All();
        var rowOf = new Dictionary<long, int>(clips.Count);
        for (var row = 0; row < clips.Count; row++)
            rowOf.Add(clips[row].No, row);

        var decisions = store.Decisions.All();
        var standings = StandingDecisions.Of(decisions, policy.Taxonomy);
        var known = KnownLevels.Of(store, clips, policy);
        var features = new FeatureTable(clips.Count);
        var readings = store.Readings.All();
        AddStored(features, readings, rowOf);
        AddMetadata(features, clips);
        var links = AddLinks(features, store, clips, rowOf, policy.Taxonomy, standings, known);
        return new FusionInputs(
            clips, standings, known, features, LabelMatrix.Apply(policy.Functions, features, policy.Taxonomy.Count, policy.InformativeMissing),
            Relate(project, clips), Observe(rowOf, standings, known), links,
            readings.Where(reading => reading is { Signal: MediaProbeExtractor.SignalName, Status: ReadingStatus.Failed }).Select(reading => reading.ClipNo).ToHashSet(),
            decisions.Count);
    }

    /// <summary>What is known without any decision or known level, for the classifier.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="without">Signals that are to play no part at all.</param>
    public FusionData WithoutLevels(Policy policy, IReadOnlySet<string> without)
    {
        var features = new FeatureTable(Clips.Count);
        foreach (var name in Features.Columns.Where(name => FeatureName.SignalOf(name).ToString() is var signal && !IsLinkSignal(signal) && !without.Contains(signal)))
        {
            var column = Features.Column(name);
            for (var row = 0; row < column.Length; row++)
                features.Set(row, name, column[row]);
        }

        var functions = policy.Functions.Where(function => !IsLinkSignal(function.Signal) && !without.Contains(function.Signal));
        return new FusionData
        {
            Features = features,
            Matrix = LabelMatrix.Apply([.. functions], features, policy.Taxonomy.Count, policy.InformativeMissing),
            Relations = [.. Relations.Where(relation => !without.Contains(relation.Signal))],
            ExpectedBalance = policy.ExpectedBalance,
            LevelsSince = policy.LevelsSince,
            Cost = CostMatrix.Linear(policy.Taxonomy.Count, policy.UnderRatingCost, policy.OverRatingCost),
        };
    }

    private static void AddStored(FeatureTable features, IReadOnlyList<Reading> readings, Dictionary<long, int> rowOf)
    {
        foreach (var reading in readings)
        {
            if (reading.Status != ReadingStatus.Read || !rowOf.TryGetValue(reading.ClipNo, out var row) || IsLinkSignal(reading.Signal))
                continue;
            features.MarkPresent(row, reading.Signal);
            foreach (var (name, value) in reading.Features)
                features.Set(row, name, value);
        }
    }

    private static void AddMetadata(FeatureTable features, IReadOnlyList<Clip> clips)
    {
        for (var row = 0; row < clips.Count; row++)
        {
            foreach (var reading in (ReadOnlySpan<SignalReading>)[GenreFeatures.Of(clips[row].Metadata), MetadataFeatures.Of(clips[row].Metadata)])
            {
                foreach (var (name, value) in reading.Features)
                    features.Set(row, name, value);
            }
        }
    }

    private static List<Reading> AddLinks(
        FeatureTable features, IStore store, IReadOnlyList<Clip> clips, Dictionary<long, int> rowOf, Taxonomy taxonomy,
        IReadOnlyDictionary<long, Standing> standings, IReadOnlyDictionary<long, int> known)
    {
        var levels = new int[clips.Count];
        for (var row = 0; row < clips.Count; row++)
        {
            var no = clips[row].No;
            levels[row] = standings.TryGetValue(no, out var standing) && standing.Levels.Count == 1 ? standing.Levels.Lowest
                : known.TryGetValue(no, out var level) ? level : -1;
        }

        var readings = new List<Reading>();
        Propagate(
            SignalNames.People, Graph(store.Clips.PersonLinks().Select(link => (link.ClipNo, (long)link.Person)), clips.Count, rowOf), hubExponent: 0, PeopleFeatures.Of);
        Propagate(
            SignalNames.Viewers, Graph(store.Clips.ViewerLinks().Select(link => (link.ClipNo, link.Viewer)), clips.Count, rowOf), ViewerHubExponent, ViewersFeatures.Of);
        return readings;

        void Propagate(string signal, LinkGraph graph, double hubExponent, LinkFeatures of)
        {
            var mix = NeighbourMix.Compute(graph, levels, taxonomy.Count, hubExponent);
            Span<double> shares = stackalloc double[taxonomy.Count];
            for (var row = 0; row < clips.Count; row++)
            {
                if (!(mix.Support[row] > 0))
                    continue;
                for (var level = 0; level < shares.Length; level++)
                    shares[level] = mix.Of(row)[level];
                var values = of(taxonomy, shares, mix.Support[row]);
                foreach (var (name, value) in values)
                    features.Set(row, name, value);
                readings.Add(new Reading(clips[row].No, signal, ReadingStatus.Read, Reason: null, ObservationKey: null, ReadingKey: null, values));
            }
        }
    }

    private static ImmutableArray<LinkRelation> Relate(Project project, IReadOnlyList<Clip> clips) =>
        LinkTables.Of(project.Store, [.. clips.Select(clip => clip.No)], project.CachePath("links.bin")).Relations;

    private static LinkGraph Graph(IEnumerable<(long ClipNo, long Node)> links, int clips, Dictionary<long, int> rowOf)
    {
        var numbers = new Dictionary<long, int>();
        var rows = new List<Link>();
        foreach (var (clipNo, node) in links)
        {
            if (!rowOf.TryGetValue(clipNo, out var row))
                continue;
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, node, out var exists);
            if (!exists)
                number = numbers.Count - 1;
            rows.Add(new Link(row, number));
        }

        return LinkGraph.Build(clips, numbers.Count, CollectionsMarshal.AsSpan(rows));
    }

    private static List<LevelObservation> Observe(
        Dictionary<long, int> rowOf, IReadOnlyDictionary<long, Standing> standings, IReadOnlyDictionary<long, int> known)
    {
        var observations = new List<LevelObservation>();
        var reviewers = standings.Values.Select(standing => standing.Decision?.Reviewer).OfType<string>().Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
        foreach (var (clip, standing) in standings.OrderBy(pair => pair.Key))
        {
            if (!standing.Levels.IsEmpty && rowOf.TryGetValue(clip, out var row))
                observations.Add(new LevelObservation(row, standing.Levels, DecisionReliability, reviewers[standing.Decision!.Reviewer]));
        }

        foreach (var (clip, level) in known.OrderBy(pair => pair.Key))
        {
            if (rowOf.TryGetValue(clip, out var row) && !(standings.TryGetValue(clip, out var standing) && !standing.Levels.IsEmpty))
                observations.Add(new LevelObservation(row, LevelSet.Single(level), KnownReliability));
        }

        return observations;
    }

    private static bool IsLinkSignal(string signal) => signal is SignalNames.People or SignalNames.Viewers;

    private delegate IReadOnlyDictionary<string, float> LinkFeatures(Taxonomy taxonomy, ReadOnlySpan<double> mix, double support);
}
