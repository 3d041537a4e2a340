using System.Collections.Immutable;

namespace FusionScorer.Core.Querying;

/// <summary>The strategies by name.</summary>
public static class QueryStrategies
{
    /// <summary>The strategy that is used when none is named.</summary>
    public const string Default = "conflict-or-uncertain";

    private static readonly ImmutableArray<IQueryStrategy> All =
    [
        new RandomStrategy(),
        new LeastConfidenceStrategy(),
        new SmallestMarginStrategy(),
        new EntropyStrategy(),
        new EntropyReductionStrategy(),
        new ConflictStrategy(),
        new DisagreementStrategy(),
        new ConflictOrUncertainStrategy(),
    ];

    /// <summary>All names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(strategy => strategy.Name)];

    /// <summary>Finds a strategy.</summary>
    /// <exception cref="BadInputException">No strategy has that name; the message lists those that exist.</exception>
    public static IQueryStrategy ByName(string name) =>
        All.FirstOrDefault(strategy => strategy.Name == name)
        ?? throw new BadInputException($"unknown strategy '{name}'; the strategies are {string.Join(", ", Names)}");
}
