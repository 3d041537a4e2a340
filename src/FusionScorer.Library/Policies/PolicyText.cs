using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FusionScorer.Library.Policies;

/// <summary>The canonical text of a policy: fixed order of keys, every default spelt out, line feeds. Equal policies have equal text.</summary>
public static class PolicyText
{
    /// <summary>Writes a policy; <see cref="PolicyReader.Parse"/> reads an equal one back.</summary>
    public static string Of(Policy policy)
    {
        var text = new StringBuilder();
        Line(text, 0, "taxonomy:");
        Line(text, 1, $"name: {YamlText.Of(policy.Taxonomy.Name)}");
        Line(text, 1, $"levels: [{string.Join(", ", policy.Taxonomy.Levels.Select(YamlText.Of))}]");
        if (!policy.LevelsSince.IsEmpty)
        {
            var years = policy.Taxonomy.Levels.Zip(policy.LevelsSince).Where(pair => double.IsFinite(pair.Second));
            Line(text, 1, $"since: {{{string.Join(", ", years.Select(pair => $"{YamlText.Of(pair.First)}: {Number(pair.Second)}"))}}}");
        }

        if (!policy.Taxonomy.Ages.IsEmpty)
            Line(text, 1, $"ages: {{{string.Join(", ", policy.Taxonomy.Levels.Zip(policy.Taxonomy.Ages, (level, age) => $"{YamlText.Of(level)}: {Number(age)}"))}}}");
        if (!policy.Taxonomy.Spellings.IsEmpty)
        {
            var written = policy.Taxonomy.Levels.Zip(policy.Taxonomy.Spellings).Where(pair => pair.Second.Length > 0);
            Line(text, 1, $"spellings: {{{string.Join(", ", written.Select(pair => $"{YamlText.Of(pair.First)}: [{string.Join(", ", pair.Second.Select(YamlText.Of))}]"))}}}");
        }

        if (!policy.ExpectedBalance.IsEmpty)
            Line(text, 0, $"expected: {{{string.Join(", ", policy.Taxonomy.Levels.Select((level, i) => $"{YamlText.Of(level)}: {Number(policy.ExpectedBalance[i])}"))}}}");
        Line(text, 0, $"level: {(policy.LevelRule == LevelRule.Argmax ? "argmax" : "least-cost")}");
        Line(text, 0, $"cost: {{under: {Number(policy.UnderRatingCost)}, over: {Number(policy.OverRatingCost)}}}");
        WriteWeights(text, policy);
        Line(text, 0, "functions:");
        foreach (var function in policy.Functions)
        {
            Line(text, 1, $"{YamlText.Of(function.Name)}:");
            Line(text, 2, $"signal: {YamlText.Of(function.Signal)}");
            Line(text, 2, "rules:");
            foreach (var rule in function.Rules)
                Line(text, 3, $"- {YamlText.OfRule(rule.Format(policy.Taxonomy))}");
        }

        Line(text, 0, $"missing-informs: [{string.Join(", ", policy.InformativeMissing.Select(YamlText.Of))}]");
        Line(text, 0, $"trust-ratings: {(policy.TrustRatings ? "true" : "false")}");
        Line(text, 0, "queue:");
        Line(text, 1, $"strategy: {YamlText.Of(policy.Strategy)}");
        Line(text, 1, $"conflict: {Number(policy.ConflictThreshold)}");
        Line(text, 1, $"cost: {Number(policy.CostThreshold)}");
        Line(text, 1, $"thresholds-from: {policy.ThresholdsFrom.ToString(CultureInfo.InvariantCulture)}");
        Line(text, 0, $"audit: {{share: {Number(policy.AuditShare)}}}");
        Line(text, 0, $"learning: {{update: {(policy.UpdateEvery == 1 ? "each" : $"batch({policy.UpdateEvery.ToString(CultureInfo.InvariantCulture)})")}}}");
        return text.ToString();
    }

    /// <summary>The identity of a policy: SHA-256 of its canonical text, lower-case hexadecimal.</summary>
    public static string Hash(Policy policy) => HashOf(Of(policy));

    /// <summary>SHA-256 of a canonical text, lower-case hexadecimal.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void WriteWeights(StringBuilder text, Policy policy)
    {
        // A weight of 1 that nobody changed is spelt out for every signal that votes, so that writing it by hand changes no hash.
        var weights = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var function in policy.Functions)
            weights[function.Signal] = 1;
        foreach (var (signal, weight) in policy.Weights)
            weights[signal] = weight;
        Line(text, 0, "weights:");
        foreach (var (signal, weight) in weights)
        {
            if (weight != 1 || policy.Functions.Any(function => function.Signal == signal))
                Line(text, 1, $"{YamlText.Of(signal)}: {Number(weight)}");
        }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, int depth, string content) => text.Append(' ', depth * 2).Append(content).Append('\n');
}
