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
        Check(project, policy);
        return project.Activate(policy, author, note);
    }

    /// <summary>Activates a policy in the store alone: whoever has the project open finds it by <see cref="Project.Refresh"/>, between two steps of work.</summary>
    /// <param name="project">The project.</param>
    /// <param name="row">The policy as it is to be stored; one that is there already is activated as it is.</param>
    /// <param name="policy">The same, read.</param>
    /// <param name="expected">The hash of the policy that the caller took for the active one.</param>
    /// <returns>False, and nothing changed, when another one is active.</returns>
    /// <exception cref="BadInputException">The new taxonomy lacks a level that decisions or known levels name.</exception>
    public static bool TryApply(Project project, PolicyRow row, Policy policy, string expected)
    {
        if (!policy.Taxonomy.Equals(project.Policy.Taxonomy))
            Check(project, policy);
        return project.Store.Policies.TryActivate(row, expected);
    }

    private static void Check(Project project, Policy policy)
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
    }
}
