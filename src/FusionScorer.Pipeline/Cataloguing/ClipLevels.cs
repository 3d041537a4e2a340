using FusionScorer.Core;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>The level that stands of each clip, page by page: what is held of all clips is where their decisions lie, and their known levels as numbers.</summary>
internal static class ClipLevels
{
    /// <summary>Clips with the level that stands and the model's result.</summary>
    /// <param name="project">The project.</param>
    /// <param name="pages">Clips by ascending number.</param>
    /// <exception cref="BadInputException">The project was fused under another policy meanwhile, or is not yet under the one in force.</exception>
    public static IEnumerable<(Clip Clip, ClipLevel Level, FusedClip? Fused)> Of(Project project, IEnumerable<IReadOnlyList<Clip>> pages)
    {
        RequireInForce(project);
        var policy = project.Policy;
        var fusedUnder = project.Store.Fusion.Latest()?.PolicyHash;
        var decisions = DecisionPlaces.Of(project.Store.Decisions);
        var known = KnownColumns.Of(project.Store.Decisions, policy.Taxonomy);
        var cost = CostMatrix.Linear(policy.Taxonomy.Count, policy.UnderRatingCost, policy.OverRatingCost);
        foreach (var page in pages)
        {
            var standings = StandingDecisions.Of(decisions.Of(page[0].No, page[^1].No), decisions.Undone, policy.Taxonomy);
            var results = project.Store.Fusion.Results(page[0].No, page[^1].No).ToDictionary(result => result.ClipNo);

            // The levels of half the clips would mean something else, or be none.
            if (project.Store.Fusion.Latest()?.PolicyHash != fusedUnder)
                throw new BadInputException("the project was fused under another policy while its clips were read; run the command again");
            foreach (var clip in page)
            {
                var fused = results.GetValueOrDefault(clip.No);
                yield return (clip, ClipLevel.Of(standings.GetValueOrDefault(clip.No), known.Of(clip.No) ?? KnownLevels.Stated(clip, policy), fused, cost), fused);
            }
        }
    }

    /// <summary>Refuses to read levels that were fused under a policy that is no longer in force: their numbers may mean other levels now.</summary>
    /// <exception cref="BadInputException">They were.</exception>
    public static void RequireInForce(Project project)
    {
        if (project.Store.Fusion.Latest() is { } run && run.PolicyHash != project.PolicyRow.Hash)
            throw new BadInputException("the levels were fused under another policy; run: fusion fuse");
    }
}
