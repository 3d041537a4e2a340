using FusionScorer.Pipeline.Reviewing.Desk.Browsing;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Library;

/// <summary>Clips of the library as they are shown and exported.</summary>
internal static class LibraryItems
{
    /// <summary>The clip of a row.</summary>
    public static LibraryItem Of(RowStates states, int row)
    {
        var view = states.View(row);
        var clip = view.Clip;
        return new LibraryItem(
            clip.ClipId, clip.Name, clip.Metadata.Year, clip.Root, clip.Path, clip.Metadata.DurationMinutes is { } minutes ? Math.Round(minutes, 2) : null, clip.Metadata.Genres,
            view.Level, view.Source, view.Status, view.Result.Posterior, Math.Round(view.Result.Conflict, 4), view.Result.ConflictPair.Length == 0 ? null : view.Result.ConflictPair,
            Math.Round(view.Result.ExpectedCost, 4), view.ModelDisagrees, view.DecidedAt);
    }
}
