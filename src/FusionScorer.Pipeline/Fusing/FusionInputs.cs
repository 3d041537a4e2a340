using System.Collections.Immutable;
using FusionScorer.Core.Classification;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Links;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;
using FusionScorer.Pipeline.Reviewing.Quality;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>All that fusing needs, gathered from the catalogue: features, label matrix, and what people know.</summary>
public sealed class FusionInputs
{
    // A decision is right nineteen times in twenty until reviewers are measured; known levels come from published ratings.
    private const double DecisionReliability = 0.95;
    private const double KnownReliability = 0.98;

    /// <summary>Signals that know a clip by its links.</summary>
    public static readonly ImmutableArray<string> LinkSignals = [SignalNames.People, SignalNames.Viewers];

    private FusionInputs(
        long[] numbers, IReadOnlyDictionary<long, Standing> standings, IReadOnlyDictionary<long, int> known, FeatureTable features,
        LabelMatrix matrix, ImmutableArray<LinkRelation> relations, IReadOnlyList<LevelObservation> observations, IReadOnlyList<LevelObservation> measured,
        IReadOnlySet<long> unplayable, int decisions)
    {
        Relations = relations;
        Numbers = numbers;
        Standings = standings;
        Known = known;
        Features = features;
        Matrix = matrix;
        Observations = observations;
        Measured = measured;
        Unplayable = unplayable;
        Decisions = decisions;
    }

    /// <summary>The number of clips that take part, n.</summary>
    public int Count => Numbers.Length;

    /// <summary>The store's numbers of the clips that take part, ascending; row i of every table is the clip of number i.</summary>
    public long[] Numbers { get; }

    /// <summary>What people said, by clip number.</summary>
    public IReadOnlyDictionary<long, Standing> Standings { get; }

    /// <summary>Levels known from outside, by clip number.</summary>
    public IReadOnlyDictionary<long, int> Known { get; }

    /// <summary>Raw features; those of people and viewers are the latest run's.</summary>
    public FeatureTable Features { get; }

    /// <summary>Votes of the policy's functions; those of people and viewers are the latest run's.</summary>
    public LabelMatrix Matrix { get; }

    /// <summary>Who links clips: directors, cast and viewers.</summary>
    public ImmutableArray<LinkRelation> Relations { get; }

    /// <summary>Decisions and known levels as observations of rows.</summary>
    public IReadOnlyList<LevelObservation> Observations { get; }

    /// <summary>Blind second answers and answers on hidden clips of known level: beside <see cref="Observations"/> they tell how reliable reviewers are.</summary>
    public IReadOnlyList<LevelObservation> Measured { get; }

    /// <summary>Clips whose media cannot be read: nobody could look at them.</summary>
    public IReadOnlySet<long> Unplayable { get; }

    /// <summary>The number of decisions ever added.</summary>
    public int Decisions { get; }

    /// <summary>Gathers the inputs under a policy.</summary>
    public static FusionInputs Gather(Project project, Policy policy)
    {
        var store = project.Store;
        var clips = ClipColumns.Read(store, policy);
        var numbers = clips.Numbers;
        var decisions = store.Decisions.All();
        var standings = StandingDecisions.Of(decisions, policy.Taxonomy);
        var known = clips.KnownLevels(store, policy);
        var reviewers = MeasuredAnswers.Reviewers(standings, policy.Taxonomy).Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
        var features = new FeatureTable(numbers.Length);
        var unplayable = StoredFeatures.Read(features, store, clip => Array.BinarySearch(numbers, clip));
        clips.AddFeatures(features);
        return new FusionInputs(
            numbers, standings, known, features, LabelMatrix.Apply(policy.Functions, features, policy.Taxonomy.Count, policy.InformativeMissing),
            LinkTables.Of(store, numbers, project.CachePath("links.bin")).Relations, Observe(numbers, standings, known, reviewers), Measure(numbers, standings, policy.Taxonomy, reviewers),
            unplayable, decisions.Count);
    }

    /// <summary>The row of a clip by its number; negative when it takes no part.</summary>
    public int RowOf(long number) => Array.BinarySearch(Numbers, number);

    /// <summary>Raw features of one clip, as row 0 of a table.</summary>
    public static FeatureTable FeaturesOf(Project project, Clip clip)
    {
        var features = new FeatureTable(rows: 1);
        AddStored(features, project.Store.Readings.OfClip(clip.No), row: 0);
        StoredFeatures.AddMetadata(features, [clip]);
        return features;
    }

    /// <summary>What is known without any decision or known level, for the classifier.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="without">Signals that are to play no part at all.</param>
    public FusionData WithoutLevels(Policy policy, IReadOnlySet<string> without)
    {
        var features = Features.Without(without.Union(LinkSignals).ToHashSet(StringComparer.Ordinal));
        var functions = policy.Functions.Where(function => !SignalNames.IsLink(function.Signal) && !without.Contains(function.Signal));
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

    private static void AddStored(FeatureTable features, IReadOnlyList<Reading> readings, int row)
    {
        foreach (var reading in readings.Where(reading => reading.Status == ReadingStatus.Read))
        {
            features.MarkPresent(row, reading.Signal);
            foreach (var (name, value) in reading.Features)
                features.Set(row, name, value);
        }
    }

    private static List<LevelObservation> Measure(
        long[] numbers, IReadOnlyDictionary<long, Standing> standings, Taxonomy taxonomy, Dictionary<string, int> reviewers)
    {
        var observations = new List<LevelObservation>();
        foreach (var (clip, standing) in standings.OrderBy(pair => pair.Key))
        {
            if (Array.BinarySearch(numbers, clip) is not (var row and >= 0))
                continue;
            foreach (var answer in MeasuredAnswers.Of(standing, taxonomy))
                observations.Add(new LevelObservation(row, StandingDecisions.Levels(answer, taxonomy), DecisionReliability, reviewers[answer.Reviewer]));
        }

        return observations;
    }

    private static List<LevelObservation> Observe(
        long[] numbers, IReadOnlyDictionary<long, Standing> standings, IReadOnlyDictionary<long, int> known, Dictionary<string, int> reviewers)
    {
        var observations = new List<LevelObservation>();
        foreach (var (clip, standing) in standings.OrderBy(pair => pair.Key))
        {
            if (!standing.Levels.IsEmpty && Array.BinarySearch(numbers, clip) is var row and >= 0)
                observations.Add(new LevelObservation(row, standing.Levels, DecisionReliability, reviewers[standing.Decision!.Reviewer]));
        }

        foreach (var (clip, level) in known.OrderBy(pair => pair.Key))
        {
            if (Array.BinarySearch(numbers, clip) is var row and >= 0 && !(standings.TryGetValue(clip, out var standing) && !standing.Levels.IsEmpty))
                observations.Add(new LevelObservation(row, LevelSet.Single(level), KnownReliability));
        }

        return observations;
    }
}
