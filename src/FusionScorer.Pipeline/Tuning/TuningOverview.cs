using System.Collections.Immutable;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>What is in force, and what decisions suggest.</summary>
/// <param name="Model">The model in force.</param>
/// <param name="Signals">Signals with their weights.</param>
/// <param name="Caveat">What keeps the suggestions from being worth following; null when nothing does.</param>
/// <param name="Decisions">Clips with a decision that stands.</param>
/// <param name="Audited">Audit picks with an answer.</param>
/// <param name="Functions">How the functions in force vote.</param>
/// <param name="Features">Features that rules can name.</param>
public sealed record TuningOverview(
    DeskModel Model, ImmutableArray<TunedSignal> Signals, string? Caveat, int Decisions, int Audited, ImmutableArray<FunctionMeasure> Functions, IReadOnlyList<FeatureSummary> Features);

/// <summary>A signal and its weight.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Weight">In force, 0 to 2.</param>
/// <param name="Suggested">By decisions.</param>
/// <param name="Sd">Standard deviation of the suggestion.</param>
/// <param name="Informed">Whether decisions tell anything of it.</param>
/// <param name="Contribution">Mean absolute nats by which it moves a clip under the weights in force.</param>
public sealed record TunedSignal(string Signal, double Weight, double Suggested, double Sd, bool Informed, double Contribution);
