using System.Collections.Immutable;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Simulation;

namespace FusionScorer.Cli.Tests.Simulating;

/// <summary>Learning curves that rise from 58 % and part from each other, made by a formula.</summary>
internal static class MadeUpCurves
{
    public static readonly ImmutableArray<int> Budgets = [0, 25, 50, 100, 200, 400, 800];

    public static SimulationResult Of(ImmutableArray<int> budgets, params ImmutableArray<string> strategies) => new(2497, 749, [.. strategies.Select((name, s) => new LearningCurve(
        name,
        [.. budgets.Select(labels => new CurvePoint(
            labels, 0.58 + ((0.15 + (0.006 * s)) * (1 - Math.Exp(-labels / 180.0))), 0.012, 0.41, labels == 25 ? null : 0.87, 0.99 - (labels / 4000.0), 0.04, 0.55, 0.16))],
        FilledUp: name == "conflict" ? 310 : 0))]);

    public static SimulationResult All => Of(Budgets, QueryStrategies.Names);
}
