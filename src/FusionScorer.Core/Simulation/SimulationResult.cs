using System.Collections.Immutable;

namespace FusionScorer.Core.Simulation;

/// <summary>How good the model is on test clips after so many labels: means over the runs.</summary>
/// <param name="Labels">The budget.</param>
/// <param name="Accuracy">Share of test clips whose most probable level is the true one.</param>
/// <param name="AccuracySd">Standard deviation of the accuracy over the runs; 0 with one run.</param>
/// <param name="MacroF1">Mean F1 over the levels present in the truth.</param>
/// <param name="AucTop">Area under the ROC curve of p(top level or stricter); null where all test clips are on one side.</param>
/// <param name="LogLoss">Mean −ln p(true level), p held at 10⁻⁶ or above, in nats.</param>
/// <param name="Ece">Top-label expected calibration error, 15 bins of equal width, pooled over the runs.</param>
/// <param name="MeanClassError">Mean distance between the level shown and the true one, in levels.</param>
/// <param name="UnderRated">Share of test clips shown below the truth.</param>
public sealed record CurvePoint(
    int Labels, double Accuracy, double AccuracySd, double MacroF1, double? AucTop, double LogLoss, double Ece, double MeanClassError, double UnderRated);

/// <summary>A strategy's learning curve.</summary>
/// <param name="Name">The strategy.</param>
/// <param name="Curve">One point a budget, ascending.</param>
/// <param name="FilledUp">Picks that the strategy would not have asked for, drawn by uncertainty because nothing was eligible; over all runs.</param>
public sealed record LearningCurve(string Name, ImmutableArray<CurvePoint> Curve, int FilledUp);

/// <summary>What a simulation found.</summary>
/// <param name="Clips">All clips with a known level.</param>
/// <param name="Test">Test clips of each run.</param>
/// <param name="Strategies">One curve a strategy, in the order asked for.</param>
public sealed record SimulationResult(int Clips, int Test, ImmutableArray<LearningCurve> Strategies);

/// <summary>How far a simulation is.</summary>
/// <param name="Done">Labels given so far, over all runs.</param>
/// <param name="Total">Labels to give.</param>
public readonly record struct SimulationProgress(int Done, int Total);

/// <summary>Takes down what a simulation does. Calls come in a fixed order: strategy by strategy, run by run, and never at the same time.</summary>
public interface ISimulationTrace
{
    /// <summary>A clip was labelled.</summary>
    /// <param name="strategy">The strategy's name.</param>
    /// <param name="seed">The run, from 0.</param>
    /// <param name="labels">How many labels there are with this one.</param>
    /// <param name="row">The clip.</param>
    void Pick(string strategy, int seed, int labels, int row);

    /// <summary>A test clip was scored.</summary>
    /// <param name="strategy">The strategy's name.</param>
    /// <param name="seed">The run, from 0.</param>
    /// <param name="labels">The budget.</param>
    /// <param name="row">The clip.</param>
    /// <param name="posterior">K probabilities.</param>
    void Test(string strategy, int seed, int labels, int row, ReadOnlySpan<double> posterior);
}
