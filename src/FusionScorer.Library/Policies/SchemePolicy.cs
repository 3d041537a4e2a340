using FusionScorer.Core.Levels;

namespace FusionScorer.Library.Policies;

/// <summary>The default policy in the levels of another scheme: every rule is mapped by age, so that it claims no more than it did.</summary>
public static class SchemePolicy
{
    /// <summary>Makes it.</summary>
    /// <param name="scheme">Any scheme; MPAA gives the default policy itself.</param>
    /// <returns>Without expected shares and years of introduction, which nobody stated for this scheme. A rule that comes to allow every level is left out, since it says nothing.</returns>
    public static Policy Of(RatingScheme scheme)
    {
        var policy = DefaultPolicy.Policy;
        var from = RatingSchemes.Of(policy.Taxonomy)!;
        if (from == scheme)
            return policy;
        var all = LevelSet.All(scheme.Taxonomy.Count);
        return policy with
        {
            Taxonomy = scheme.Taxonomy,
            ExpectedBalance = [],
            LevelsSince = [],
            Functions = [.. policy.Functions.Select(function => function with
            {
                Rules = [.. function.Rules.Select(rule => rule with { Conditions = [.. rule.Conditions.Select(condition => condition with { Feature = Mapped(condition.Feature, from, scheme) })], Then = SchemeMapping.Map(rule.Then, from, scheme) }).Where(rule => rule.Then != all)],
            })],
        };
    }

    // people.atleast[R] speaks of a level, too.
    private static string Mapped(string feature, RatingScheme from, RatingScheme to)
    {
        var (start, end) = (feature.IndexOf('[', StringComparison.Ordinal), feature.IndexOf(']', StringComparison.Ordinal));
        if (start < 0 || end < start || !from.Taxonomy.TryParse(feature.AsSpan(start + 1, end - start - 1), out var level))
            return feature;
        return $"{feature[..(start + 1)]}{to.Taxonomy[SchemeMapping.Floor(from.Ages[level], to.Ages.AsSpan())]}{feature[end..]}";
    }
}
