using FusionScorer.Core.Fusion;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>A clip that a change would move, as people see it.</summary>
/// <param name="ClipId">The clip.</param>
/// <param name="Name">Its title, path or id.</param>
/// <param name="Year">Year of release.</param>
/// <param name="From">Its level before.</param>
/// <param name="To">Its level after.</param>
/// <param name="Change">How far the posterior moves, 0 to 1 (total variation).</param>
/// <param name="Conflict">0 to 1.</param>
/// <param name="Pair">The two signals that contradict each other most; null for none.</param>
/// <param name="Stands">The level that a person decided or that is known, which stands whatever the model says; null for none.</param>
public sealed record MovedClip(string ClipId, string Name, int? Year, string From, string To, double Change, double Conflict, string? Pair, string? Stands)
{
    /// <summary>Looks a row up.</summary>
    internal static MovedClip Of(ReviewDesk desk, DeskModel model, MovedRow moved)
    {
        var clip = model.Clips[moved.Row];
        var result = model.Result(moved.Row);
        var level = model.LevelOf(moved.Row, desk.StandingOf(clip.No));
        var taxonomy = model.Policy.Taxonomy;
        return new MovedClip(
            clip.ClipId, clip.Name, clip.Metadata.Year, taxonomy[moved.From], taxonomy[moved.To], moved.Change, result.Conflict,
            result.ConflictPair.Length == 0 ? null : result.ConflictPair, level.Source == "model" || level.Level < 0 ? null : taxonomy[level.Level]);
    }
}
