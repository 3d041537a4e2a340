using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Pipeline.Reviewing;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>What is known of the levels of a library at one time, by row: decisions that stand, audit answers, levels known from outside.</summary>
internal sealed class LibraryTruth
{
    // More observations than this tell a handful of weights nothing new, but cost time.
    private const int MostObservations = 50_000;

    private readonly Lazy<WeightSuggestion> _suggestion;

    private LibraryTruth(DeskModel model, sbyte[] known, List<(int Row, LevelSet Levels)> decided, AuditedRows audited, IReadOnlyDictionary<int, double> chances)
    {
        Decided = decided;
        Audited = audited;
        Chances = chances;
        Levels = [.. known];
        foreach (var (row, levels) in decided)
            Levels[row] = levels.Count == 1 ? (sbyte)levels.Lowest : (sbyte)-1;
        _suggestion = new Lazy<WeightSuggestion>(() => WeightSuggestion.Fit(model.Blocks, Observations(known)));
    }

    /// <summary>Rows with a decision that stands.</summary>
    public IReadOnlyList<(int Row, LevelSet Levels)> Decided { get; }

    /// <summary>Audit picks with an answer.</summary>
    public AuditedRows Audited { get; }

    /// <summary>With what chance each audited row was drawn, for one place.</summary>
    public IReadOnlyDictionary<int, double> Chances { get; }

    /// <summary>n levels that are decided, or else known from outside; −1 for none.</summary>
    public sbyte[] Levels { get; }

    /// <summary>What decisions and known levels suggest for weights.</summary>
    public WeightSuggestion Suggestion => _suggestion.Value;

    /// <summary>Gathers what is known now.</summary>
    /// <param name="desk">The desk.</param>
    /// <param name="model">Its model.</param>
    /// <param name="known">n levels known from outside, −1 for none.</param>
    public static LibraryTruth Of(ReviewDesk desk, DeskModel model, sbyte[] known)
    {
        var decided = new List<(int Row, LevelSet Levels)>();
        foreach (var clip in desk.Log.Clips())
        {
            if (model.RowOf(clip) is var row and >= 0 && desk.Log.StandingOf(clip) is { Levels.IsEmpty: false } standing)
                decided.Add((row, standing.Levels));
        }

        decided.Sort((a, b) => a.Row.CompareTo(b.Row));
        var picks = desk.Project.Store.Fusion.AuditPicks();
        var chances = new Dictionary<int, double>();
        foreach (var pick in picks)
        {
            if (model.RowOf(pick.ClipNo) is var row and >= 0 && pick.InclusionProbability > 0)
                chances[row] = AuditedRows.ChanceOfPlace(pick);
        }

        var audited = AuditedRows.Of(picks, clip => model.RowOf(clip) is var row and >= 0 && model.CanBeAsked(row) ? row : -1, desk.StandingOf);
        return new LibraryTruth(model, known, decided, audited, chances);
    }

    private List<WeightObservation> Observations(sbyte[] known)
    {
        var observations = Decided.Select(answer => new WeightObservation(answer.Row, answer.Levels)).ToList();
        var decided = Decided.Select(answer => answer.Row).ToHashSet();
        var rows = Enumerable.Range(0, known.Length).Where(row => known[row] >= 0 && !decided.Contains(row)).ToList();
        var step = Math.Max(1, (rows.Count + MostObservations - 1) / MostObservations);
        for (var i = 0; i < rows.Count; i += step)
            observations.Add(new WeightObservation(rows[i], LevelSet.Single(known[rows[i]]), step));
        return observations;
    }
}
