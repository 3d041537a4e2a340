using System.Collections.Immutable;
using FusionScorer.Core.Classification;
using FusionScorer.Core.Querying;

namespace FusionScorer.Core.Simulation;

/// <summary>What to simulate.</summary>
public sealed record SimulationOptions
{
    /// <summary>Names of query strategies, one learning curve each.</summary>
    public required ImmutableArray<string> Strategies { get; init; }

    /// <summary>Numbers of labels at which to score, ascending from 0; those above the pool are left out.</summary>
    public ImmutableArray<int> Budgets { get; init; } = [0, 25, 50, 100, 200, 400, 800];

    /// <summary>Runs per strategy, at least 1; run r of every strategy has the same test clips.</summary>
    public int Seeds { get; init; } = 10;

    /// <summary>The share of clips held out for scoring, above 0 and below 1.</summary>
    public double TestShare { get; init; } = 0.3;

    /// <summary>Labels asked for at once, at least 1.</summary>
    public int Batch { get; init; } = 25;

    /// <summary>How many labels arrive before the model learns from them, at least 1; 0 = whenever a batch is complete.</summary>
    public int UpdateEvery { get; init; }

    /// <summary>The share of picks drawn at random for the audit, 0 to 1.</summary>
    public double AuditShare { get; init; } = 0.1;

    /// <summary>From so many decisions on the thresholds of the default strategy count.</summary>
    public int ThresholdsFrom { get; init; } = 50;

    /// <summary>Conflict from which the default strategy asks, 0 to 1.</summary>
    public double ConflictThreshold { get; init; } = 0.2;

    /// <summary>Expected cost from which the default strategy asks.</summary>
    public double CostThreshold { get; init; } = 0.3;

    /// <summary>The level counted as "top" by <see cref="CurvePoint.AucTop"/>: that level or stricter; null = the strictest level that occurs in the truth.</summary>
    public int? TopLevel { get; init; }

    /// <summary>Runs side by side, at least 1; the result does not depend on it.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Settings of the classifier.</summary>
    public ClassifierOptions Classifier { get; init; } = ClassifierOptions.Default;

    /// <summary>Checks all ranges.</summary>
    /// <exception cref="BadInputException">A setting is out of range.</exception>
    public void Validate()
    {
        Check(!Strategies.IsEmpty, "name at least one strategy");
        foreach (var name in Strategies)
            _ = QueryStrategies.ByName(name);
        Check(!Budgets.IsEmpty && Budgets[0] >= 0 && Budgets.Zip(Budgets.Skip(1)).All(pair => pair.First < pair.Second), "budgets ascend from 0 or more");
        Check(Seeds is >= 1 and <= 10_000, "seeds lie between 1 and 10000");
        Check(TestShare is > 0 and < 1, "the test share lies between 0 and 1, both excluded");
        Check(Batch >= 1 && UpdateEvery >= 0, "a batch has at least 1 label");
        Check(AuditShare is >= 0 and <= 1, "the audit share lies between 0 and 1");
        Check(Parallelism >= 1, "at least one run at a time");

        static void Check(bool holds, string rule)
        {
            if (!holds)
                throw new BadInputException($"simulation settings: {rule}");
        }
    }
}
