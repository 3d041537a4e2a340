using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Importing;

namespace FusionScorer.Library.Policies;

/// <summary>Reads policies: files that hold what stands under <c>policy:</c> in <c>fusion.yaml</c>.</summary>
public static class PolicyReader
{
    /// <summary>The largest weight of a signal.</summary>
    public const double MaxWeight = 2;

    /// <summary>Names of query strategies that a policy may choose.</summary>
    public static readonly ImmutableArray<string> Strategies =
    [
        "random", "least-confidence", "smallest-margin", "entropy", "entropy-reduction", "conflict", "disagreement", "conflict-or-uncertain",
    ];

    private static readonly string[] BuiltIn =
    [
        SignalNames.Captions, SignalNames.Speech, SignalNames.Nudity, SignalNames.Genre, SignalNames.People, SignalNames.Viewers, SignalNames.Metadata,
    ];

    /// <summary>Reads a policy file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="strategies">Names of the query strategies that exist; null for <see cref="Strategies"/>.</param>
    /// <exception cref="BadInputException">The file breaks the form; the message names the line and how to mend it.</exception>
    public static Policy Read(string path, IReadOnlyCollection<string>? strategies = null) =>
        Parse(path, StrictUtf8.ReadText(path, SettingParser.MaxBytes), strategies);

    /// <summary>Reads a policy from text.</summary>
    /// <param name="file">How to name the text in errors.</param>
    /// <param name="text">YAML.</param>
    /// <param name="strategies">Names of the query strategies that exist; null for <see cref="Strategies"/>.</param>
    /// <exception cref="BadInputException">The text breaks the form; the message names the line and how to mend it.</exception>
    public static Policy Parse(string file, string text, IReadOnlyCollection<string>? strategies = null) =>
        Read(new SettingReader(file), SettingParser.Parse(file, text), strategies ?? Strategies);

    internal static Policy Read(SettingReader reader, Setting setting, IReadOnlyCollection<string> strategies)
    {
        var map = reader.Map(
            setting, "policy", "taxonomy", "expected", "level", "cost", "weights", "functions", "missing-informs", "trust-ratings", "queue", "audit", "learning");
        var cost = reader.Map(map["cost"], "cost", "under", "over");
        var queue = reader.Map(map["queue"], "queue", "strategy", "conflict", "cost", "thresholds-from");
        var audit = reader.Map(map["audit"], "audit", "share");
        var learning = reader.Map(map["learning"], "learning", "update");
        var taxonomy = TaxonomyReader.Read(reader, map["taxonomy"]);
        var functions = FunctionReader.Read(reader, map["functions"] ?? throw reader.At(map.Line, "policy names no functions; add 'functions:'"), taxonomy);
        var signals = functions.Select(function => function.Signal).Concat(BuiltIn).ToHashSet(StringComparer.Ordinal);
        var policy = new Policy
        {
            Taxonomy = taxonomy,
            Functions = functions,
            LevelsSince = TaxonomyReader.Since(reader, map["taxonomy"], taxonomy),
            ExpectedBalance = ReadExpected(reader, map["expected"], taxonomy),
            UnderRatingCost = reader.Number(cost["under"], "cost.under", 2, 0, double.PositiveInfinity),
            OverRatingCost = reader.Number(cost["over"], "cost.over", 1, 0, double.PositiveInfinity),
            LevelRule = map["level"] is { } level && reader.OneOf(level, "level rule", ["least-cost", "argmax"]) == "argmax" ? LevelRule.Argmax : LevelRule.LeastCost,
            Weights = ReadWeights(reader, map["weights"], signals),
            InformativeMissing = ReadSignals(reader, map["missing-informs"], signals),
            TrustRatings = reader.Flag(map["trust-ratings"], "trust-ratings", otherwise: false),
            Strategy = queue["strategy"] is { } strategy ? reader.OneOf(strategy, "strategy", strategies) : "conflict-or-uncertain",
            ConflictThreshold = reader.Number(queue["conflict"], "queue.conflict", 0.2, 0, 1),
            CostThreshold = reader.Number(queue["cost"], "queue.cost", 0.3, 0, double.PositiveInfinity),
            ThresholdsFrom = reader.Whole(queue["thresholds-from"], "queue.thresholds-from", 50, 0, int.MaxValue),
            AuditShare = reader.Number(audit["share"], "audit.share", 0.1, 0, 1),
            UpdateEvery = ReadUpdate(reader, learning["update"]),
        };
        return policy.UnderRatingCost + policy.OverRatingCost > 0
            ? policy
            : throw reader.At(cost.Line, "both costs are 0, so that no level is better than another; give one of them a cost");
    }

    private static ImmutableArray<double> ReadExpected(SettingReader reader, Setting? setting, Taxonomy taxonomy)
    {
        if (setting is null)
            return [];
        var shares = new double[taxonomy.Count];
        foreach (var (name, line, value) in reader.AnyMap(setting, "expected").Entries)
        {
            if (!taxonomy.TryParse(name, out var level))
                throw reader.At(line, $"unknown level '{name}'; the levels are {string.Join(", ", taxonomy.Levels)}");
            shares[level] = reader.Number(value, $"the expected share of {name}", 1, 0.001, 1_000_000);
        }

        return Array.IndexOf(shares, 0) is var missing and >= 0
            ? throw reader.At(setting.Line, $"expected says nothing of {taxonomy[missing]}; give each level a positive number, or leave 'expected' out")
            : [.. shares];
    }

    private static ImmutableSortedDictionary<string, double> ReadWeights(SettingReader reader, Setting? setting, HashSet<string> signals)
    {
        var weights = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (signal, line, value) in reader.AnyMap(setting, "weights").Entries)
        {
            CheckSignal(reader, signal, line, signals);
            weights.Add(signal, reader.Number(value, $"the weight of {signal}", 1, 0, MaxWeight));
        }

        return weights.ToImmutable();
    }

    private static ImmutableSortedSet<string> ReadSignals(SettingReader reader, Setting? setting, HashSet<string> signals)
    {
        var names = reader.Texts(setting, "missing-informs");
        foreach (var (name, line) in names)
            CheckSignal(reader, name, line, signals);
        return names.Select(name => name.Value).ToImmutableSortedSet(StringComparer.Ordinal);
    }

    // Any signal may come from outside, so only a name one slip away from a known one is taken for a slip.
    private static void CheckSignal(SettingReader reader, string name, int line, HashSet<string> signals)
    {
        if (!FunctionReader.IsSignal(name))
            throw reader.At(line, $"'{name}' is not the name of a signal; names hold no dots, backticks or control characters");
        if (!signals.Contains(name) && name.Length > 4 && NearestName.To(name, signals.Order(StringComparer.Ordinal), maxSlips: 1) is { } near)
            throw reader.At(line, $"unknown signal '{name}'; did you mean '{near}'?");
    }

    private static int ReadUpdate(SettingReader reader, Setting? setting)
    {
        if (setting is null)
            return 1;
        var text = reader.Text(setting, "learning.update").Trim();
        if (text == "each")
            return 1;
        return text.StartsWith("batch(", StringComparison.Ordinal) && text[^1] == ')'
            && int.TryParse(text.AsSpan()[6..^1], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var size) && size >= 1
            ? size
            : throw reader.At(setting.Line, $"learning.update '{text}' is neither each nor batch(N) with N of 1 or more");
    }
}
