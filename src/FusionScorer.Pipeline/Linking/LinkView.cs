using FusionScorer.Core.Clips;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Links;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Linking;

/// <summary>The links of a project to look at: why they moved a clip, and how many there are.</summary>
public sealed class LinkView
{
    /// <summary>How many paths of each relation are shown when nobody says.</summary>
    public const int UsualPaths = 5;

    private readonly Project _project;
    private readonly IReadOnlyList<Clip> _clips;
    private readonly Func<long, Standing?> _standingOf;
    private readonly Func<long, int?> _knownOf;
    private readonly int[] _levels;
    private readonly LinkTables _tables;
    private readonly IReadOnlyList<LevelPropagation> _propagations;

    private LinkView(
        Project project, IReadOnlyList<Clip> clips, IReadOnlyList<long> numbers, Func<long, Standing?> standingOf, Func<long, int?> knownOf, IReadOnlyList<LevelPropagation> propagations)
    {
        _project = project;
        _clips = clips;
        _standingOf = standingOf;
        _knownOf = knownOf;
        _propagations = propagations;
        _levels = [.. numbers.Select(clip => Level(standingOf(clip), knownOf(clip) ?? -1))];
        _tables = LinkTables.Of(project.Store, numbers, project.CachePath("links.bin"));
    }

    /// <summary>Reads links and known levels.</summary>
    /// <param name="project">The project.</param>
    /// <param name="propagations">What the fused model carries over links, for how far each path moved a clip; null or empty = known levels and counts alone.</param>
    public static LinkView Of(Project project, IReadOnlyList<LevelPropagation>? propagations = null)
    {
        var clips = project.Store.Clips.All();
        return Of(
            project, clips, StandingDecisions.Of(project.Store.Decisions.All(), project.Policy.Taxonomy), KnownLevels.Of(project.Store, clips, project.Policy), propagations);
    }

    /// <summary>The same with what the fused model carries over links, once the project was fused under its policy.</summary>
    public static LinkView Learned(Project project) => Of(
        project, project.Store.Fusion.Latest()?.PolicyHash == project.PolicyRow.Hash ? ProjectModel.Learn(project, project.Policy).Propagations : null);

    /// <summary>The same, with what was read already.</summary>
    internal static LinkView Of(
        Project project, IReadOnlyList<Clip> clips, IReadOnlyDictionary<long, Standing> standings, IReadOnlyDictionary<long, int> known,
        IReadOnlyList<LevelPropagation>? propagations = null) => new(
            project, clips, [.. clips.Select(clip => clip.No)], standings.GetValueOrDefault, clip => known.TryGetValue(clip, out var level) ? level : null, propagations ?? []);

    /// <summary>The same, of a library of which each clip is read only when it is asked for.</summary>
    /// <param name="project">The project.</param>
    /// <param name="clips">Clips by row.</param>
    /// <param name="numbers">Their numbers, ascending.</param>
    /// <param name="standingOf">What people said of a clip.</param>
    /// <param name="knownOf">The level of a clip known from outside.</param>
    /// <param name="propagations">What the fused model carries over links.</param>
    internal static LinkView Of(
        Project project, IReadOnlyList<Clip> clips, IReadOnlyList<long> numbers, Func<long, Standing?> standingOf, Func<long, int?> knownOf,
        IReadOnlyList<LevelPropagation> propagations) => new(project, clips, numbers, standingOf, knownOf, propagations);

    /// <summary>The strongest paths that lead to a clip.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="most">At most so many paths of each relation.</param>
    public LinkReasons Explain(Clip clip, int most = UsualPaths)
    {
        var policy = _project.Policy;
        var row = Row(clip);
        var relations = row < 0 ? [] : LinkExplanation.Of(_tables.Relations, row, _levels, _propagations, most).Relations.Select(Named).ToList();
        var level = ClipLevel.Of(
            _standingOf(clip.No), _knownOf(clip.No), _project.Store.Fusion.Result(clip.No),
            CostMatrix.Linear(policy.Taxonomy.Count, policy.UnderRatingCost, policy.OverRatingCost));
        return new LinkReasons(clip, level, LinkWords.Sentence(relations, policy.Taxonomy), relations);
    }

    /// <summary>How well links cover the clips.</summary>
    public LinkStatistics Statistics() => LinkStatistics.Of(_clips.Count, _tables.Relations);

    /// <summary>How many viewers two clips share; 0 when fewer than <see cref="LinkExplanation.FewestViewers"/>.</summary>
    internal int SharedViewers(Clip clip, Clip other) => _tables.Tables.FirstOrDefault(table => table.Relation.Signal == SignalNames.Viewers) is { } viewers
        && Row(clip) is var row and >= 0 && Row(other) is var second and >= 0
        ? LinkExplanation.SharedViewers(viewers.Relation.Graph, row, second)
        : 0;

    /// <summary>What is known of a clip: what was decided, else the level known from outside unless a decision rules it out.</summary>
    private static int Level(Standing? standing, int known) => standing switch
    {
        { Levels.Count: 1 } => standing.Levels.Lowest,
        { Levels.IsEmpty: false } => known >= 0 && standing.Levels.Contains(known) ? known : -1,
        _ => known,
    };

    private RelationReasons Named(RelationPaths paths)
    {
        var ids = _tables.Find(paths.Name)!.Ids;
        var names = _project.Store.Clips.PersonNames([.. paths.People.Select(person => (int)ids[person.Node])]);
        return new RelationReasons(
            paths,
            [
                .. paths.People.Select(path => new PersonReason(
                    names.GetValueOrDefault((int)ids[path.Node], "?"), path, [.. path.Examples.Select(example => new KnownExample(_clips[example.Clip], example.Level))])),
            ],
            [.. paths.Viewers.Select(path => new ViewerReason(_clips[path.Clip], path))]);
    }

    /// <summary>The clip's row; −1 when it is gone.</summary>
    private int Row(Clip clip)
    {
        int low = 0, high = _clips.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_clips[middle].No == clip.No)
                return middle;
            if (_clips[middle].No < clip.No)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }
}
