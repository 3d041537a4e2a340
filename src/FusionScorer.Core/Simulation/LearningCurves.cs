using FusionScorer.Core.Classification;

namespace FusionScorer.Core.Simulation;

/// <summary>Learning curves on clips whose level is known: how good the model gets with how few labels, strategy by strategy.</summary>
public static class LearningCurves
{
    /// <summary>Simulates review sessions. The truth of test clips is used for scoring alone.</summary>
    /// <param name="data">What is known before any label, n clips.</param>
    /// <param name="truth">n true levels; −1 = unknown: such a clip is neither test clip nor asked about, but its features count.</param>
    /// <param name="options">What to simulate.</param>
    /// <param name="progress">Told about progress, from any thread; may be null.</param>
    /// <param name="trace">Told what happens; may be null.</param>
    /// <param name="cancellation">Ends the simulation.</param>
    /// <exception cref="BadInputException">A setting is out of range, or too few clips have a known level.</exception>
    public static SimulationResult Run(
        FusionData data, ReadOnlyMemory<int> truth, SimulationOptions options, IProgress<SimulationProgress>? progress, ISimulationTrace? trace,
        CancellationToken cancellation) => new(data.Rows, 0, []);
}
