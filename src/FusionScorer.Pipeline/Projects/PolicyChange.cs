using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Projects;

/// <summary>Changes the active policy.</summary>
public static class PolicyChange
{
    /// <summary>Activates a policy, unless it would orphan what people have said.</summary>
    /// <exception cref="BadInputException">The new taxonomy lacks a level that decisions or known levels name.</exception>
    public static PolicyRow Apply(Project project, Policy policy, string author, string note)
    {
        var lost = project.Store.Decisions.All().Where(decision => decision.Levels.Length > 0)
            .SelectMany(decision => decision.Taxonomy.Split('|'))
            .Concat(project.Store.Decisions.KnownLevels().Select(level => level.Level))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(level => !policy.Taxonomy.TryParse(level, out _))
            .ToList();
        if (lost.Count > 0)
        {
            throw new BadInputException(
                $"the new taxonomy lacks {string.Join(", ", lost)}, which decisions or known levels of this project were made with; keep these levels");
        }

        return project.Activate(policy, author, note);
    }
}
