using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Policies;

namespace FusionScorer.Library.Tests.Policies;

public sealed class PolicyTextTests
{
    [Fact]
    public void Of_AnyPolicy_ReadsBackEqual()
    {
        Prop.ForAll(Policies().ToArbitrary(), policy =>
        {
            var text = PolicyText.Of(policy);
            var read = PolicyReader.Parse("p", text);
            Assert.Equal(text, PolicyText.Of(read));
            Assert.Equal(policy.Taxonomy, read.Taxonomy);
            Assert.Equal(policy.Functions.ToArray(), read.Functions.ToArray());
            Assert.Equal(policy.InformativeMissing.ToArray(), read.InformativeMissing.ToArray());
            Assert.All(policy.Weights, pair => Assert.Equal(pair.Value, read.Weights.GetValueOrDefault(pair.Key, 1)));
            Assert.Equal(
                policy with { Taxonomy = read.Taxonomy, Functions = read.Functions, Weights = read.Weights, InformativeMissing = read.InformativeMissing }, read);
            Assert.Empty(PolicyDiff.Between(policy, read));
            return true;
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void Of_DefaultPolicy_SpellsOutEveryKeyInOneOrder()
    {
        var keys = PolicyText.Of(DefaultPolicy.Policy).Split('\n').Where(line => line.Length > 0 && line[0] != ' ').Select(line => line[..line.IndexOf(':')]);
        Assert.Equal(["taxonomy", "expected", "level", "cost", "weights", "functions", "missing-informs", "trust-ratings", "queue", "audit", "learning"], keys);
        Assert.DoesNotContain('\r', PolicyText.Of(DefaultPolicy.Policy));
    }

    [Fact]
    public void Hash_DefaultSpeltOut_IsTheSame()
    {
        const string functions = "functions: {f: {signal: a, rules: [when a.b > 1 then R]}}\n";
        var plain = PolicyText.Hash(PolicyReader.Parse("p", functions));
        Assert.Equal(plain, PolicyText.Hash(PolicyReader.Parse("p", functions + "weights: {a: 1.0, b: 1}\ncost: {over: 1}\nlearning: {update: batch(1)}\n")));
        Assert.NotEqual(plain, PolicyText.Hash(PolicyReader.Parse("p", functions + "weights: {a: 0.5}\n")));
        Assert.NotEqual(plain, PolicyText.Hash(PolicyReader.Parse("p", functions + "weights: {b: 0.5}\n")));
        Assert.Matches("^[0-9a-f]{64}$", plain);
    }

    private static Gen<Policy> Policies()
    {
        var odd = Gen.Elements("a", "Z-9", "true", "null", "1", "-", "x y", "é", "\"q\"", "it's", "#c", "a: b", "[b]", "{c}", "\\n", "&a", "*a", "!t", "%", "\u2028", "a\u2028b", "\uFEFFx", "\u0085", "~", "?", "世界", "😀");
        var taxonomies = odd.Where(name => name is not ("\u0085" or "\u2028")).ListOf().Select(names => Taxonomy.Create("n: " + names.FirstOrDefault(), ["low", "high", .. names.Select(name => name.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => name.Length > 0).Take(10)]));
        var signals = odd.Where(name => !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl));
        var numbers = Gen.Elements(0, 1, -1, 0.1, 1e-9, 123456.789, 1.0 / 3, 1e300);
        return
            from taxonomy in taxonomies
            from names in signals.NonEmptyListOf()
            from features in signals.NonEmptyListOf()
            from value in numbers
            from comparison in Gen.Elements(Enum.GetValues<Comparison>())
            from bits in Gen.Choose(1, (1 << taxonomy.Count) - 1)
            from weight in Gen.Elements(0, 0.5, 1, 2)
            from strategy in Gen.Elements(PolicyReader.Strategies.ToArray())
            from count in Gen.Choose(1, 1000)
            from flag in Gen.Elements(true, false)
            select new Policy
            {
                Taxonomy = taxonomy,
                Functions =
                [
                    .. names.Distinct(StringComparer.Ordinal).Select(name => new LabellingFunction(
                        name, name,
                        [.. features.Select(feature => new Rule([new Condition($"{name}.{feature}", comparison, value), new Condition("metadata.year", comparison, 2)], LevelSet.FromBits((uint)bits)))])),
                ],
                Weights = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal).Add(names[0], weight).Add("elsewhere", weight),
                InformativeMissing = [.. names],
                Strategy = strategy,
                ThresholdsFrom = count,
                UpdateEvery = count,
                AuditShare = weight / 2,
                UnderRatingCost = weight,
                TrustRatings = flag,
                LevelRule = flag ? LevelRule.Argmax : LevelRule.LeastCost,
            };
    }
}
