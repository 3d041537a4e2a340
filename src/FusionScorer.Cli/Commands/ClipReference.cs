using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Cli.Commands;

/// <summary>Finds the clip that an argument means: an id, <c>library:relative/path</c>, <c>imdb:tt…</c>, or <c>#N</c> of the latest queue.</summary>
internal static class ClipReference
{
    /// <exception cref="BadInputException">No clip, or more than one, is meant.</exception>
    public static Clip Find(Project project, string reference)
    {
        if (reference.StartsWith('#') && int.TryParse(reference.AsSpan(1), CultureInfo.InvariantCulture, out var rank))
        {
            var pick = project.Store.Fusion.LatestBatch()?.Picks.FirstOrDefault(pick => pick.Rank == rank)
                ?? throw new BadInputException($"the latest queue has no {reference}; see: fusion queue");
            return project.Store.Clips.All().First(clip => clip.No == pick.ClipNo);
        }

        return project.Store.Clips.Find(reference)
            ?? throw new BadInputException($"no clip is '{reference}'; name it by its id, by library:relative/path, by imdb:tt…, or by #N of the latest queue");
    }
}
