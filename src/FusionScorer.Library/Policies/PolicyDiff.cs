using System.Globalization;
using FusionScorer.Core.Voting;

namespace FusionScorer.Library.Policies;

/// <summary>What differs between two policies, a line each, for people.</summary>
public static class PolicyDiff
{
    /// <summary>Lists the differences; empty when the policies are equal.</summary>
    /// <param name="from">The policy before.</param>
    /// <param name="to">The policy after.</param>
    public static IReadOnlyList<string> Between(Policy from, Policy to)
    {
        var lines = new List<string>();
        Compare(lines, "taxonomy name", from.Taxonomy.Name, to.Taxonomy.Name);
        Compare(lines, "levels", from.Taxonomy.ToString(), to.Taxonomy.ToString());
        Compare(lines, "levels since", Since(from), Since(to));
        Compare(lines, "ages", Ages(from), Ages(to));
        Compare(lines, "spellings", Spellings(from), Spellings(to));
        Compare(lines, "expected shares", Shares(from), Shares(to));
        Compare(lines, "level rule", RuleName(from.LevelRule), RuleName(to.LevelRule));
        Compare(lines, "cost of under-rating", from.UnderRatingCost, to.UnderRatingCost);
        Compare(lines, "cost of over-rating", from.OverRatingCost, to.OverRatingCost);
        foreach (var signal in from.Weights.Keys.Union(to.Weights.Keys).Order(StringComparer.Ordinal))
            Compare(lines, $"weight of {signal}", from.Weights.GetValueOrDefault(signal, 1), to.Weights.GetValueOrDefault(signal, 1));
        CompareFunctions(lines, from, to);
        Compare(lines, "missing informs", Names(from.InformativeMissing), Names(to.InformativeMissing));
        Compare(lines, "trust in stated ratings", from.TrustRatings ? "yes" : "no", to.TrustRatings ? "yes" : "no");
        Compare(lines, "strategy", from.Strategy, to.Strategy);
        Compare(lines, "conflict threshold", from.ConflictThreshold, to.ConflictThreshold);
        Compare(lines, "cost threshold", from.CostThreshold, to.CostThreshold);
        Compare(lines, "decisions before thresholds count", from.ThresholdsFrom, to.ThresholdsFrom);
        Compare(lines, "audit share", from.AuditShare, to.AuditShare);
        Compare(lines, "decisions between updates", from.UpdateEvery, to.UpdateEvery);
        return lines;
    }

    private static void CompareFunctions(List<string> lines, Policy from, Policy to)
    {
        var before = from.Functions.ToDictionary(function => function.Name, StringComparer.Ordinal);
        var after = to.Functions.ToDictionary(function => function.Name, StringComparer.Ordinal);
        foreach (var function in from.Functions)
        {
            if (!after.TryGetValue(function.Name, out var other))
            {
                lines.Add($"function {function.Name}: removed");
                continue;
            }

            Compare(lines, $"function {function.Name}, signal", function.Signal, other.Signal);
            CompareRules(lines, function.Name, Rules(function, from), Rules(other, to));
        }

        foreach (var function in to.Functions)
        {
            if (!before.ContainsKey(function.Name))
                lines.Add($"function {function.Name}: added ({function.Signal}; {string.Join("; ", Rules(function, to))})");
        }

        string[] orderBefore = [.. from.Functions.Select(function => function.Name).Where(after.ContainsKey)];
        string[] orderAfter = [.. to.Functions.Select(function => function.Name).Where(before.ContainsKey)];
        if (!orderBefore.SequenceEqual(orderAfter))
            lines.Add($"order of functions: {string.Join(", ", orderBefore)} → {string.Join(", ", orderAfter)}");
    }

    private static void CompareRules(List<string> lines, string name, string[] from, string[] to)
    {
        for (var i = 0; i < Math.Max(from.Length, to.Length); i++)
        {
            if (i >= to.Length)
                lines.Add($"function {name}, rule {i + 1}: removed ({from[i]})");
            else if (i >= from.Length)
                lines.Add($"function {name}, rule {i + 1}: added ({to[i]})");
            else
                Compare(lines, $"function {name}, rule {i + 1}", from[i], to[i]);
        }
    }

    private static string[] Rules(LabellingFunction function, Policy policy) => [.. function.Rules.Select(rule => rule.Format(policy.Taxonomy))];

    private static string Shares(Policy policy) => policy.ExpectedBalance.IsEmpty
        ? "none"
        : string.Join(", ", policy.Taxonomy.Levels.Zip(policy.ExpectedBalance, (level, share) => $"{level} {share.ToString("R", CultureInfo.InvariantCulture)}"));

    private static string RuleName(LevelRule rule) => rule == LevelRule.Argmax ? "argmax" : "least-cost";

    private static string Names(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } text ? text : "none";

    private static void Compare(List<string> lines, string what, double from, double to) =>
        Compare(lines, what, from.ToString("R", CultureInfo.InvariantCulture), to.ToString("R", CultureInfo.InvariantCulture));

    private static void Compare(List<string> lines, string what, string from, string to)
    {
        if (from != to)
            lines.Add($"{what}: {from} → {to}");
    }

    private static string Ages(Policy policy) => policy.Taxonomy.Ages.IsEmpty
        ? "none"
        : string.Join(", ", policy.Taxonomy.Levels.Zip(policy.Taxonomy.Ages, (level, age) => string.Create(CultureInfo.InvariantCulture, $"{level} {age}")));

    private static string Spellings(Policy policy) => policy.Taxonomy.Spellings.IsEmpty
        ? "none"
        : string.Join("; ", policy.Taxonomy.Levels.Zip(policy.Taxonomy.Spellings).Where(pair => pair.Second.Length > 0).Select(pair => $"{pair.First}: {string.Join(", ", pair.Second)}"));

    private static string Since(Policy policy) => policy.LevelsSince.IsEmpty || policy.LevelsSince.All(double.IsInfinity)
        ? "always"
        : string.Join(", ", policy.Taxonomy.Levels.Zip(policy.LevelsSince).Where(pair => double.IsFinite(pair.Second))
            .Select(pair => $"{pair.First} {pair.Second.ToString("R", CultureInfo.InvariantCulture)}"));
}
