namespace FusionScorer.Core.Querying;

/// <summary>Stops when as many decisions exist as were to be paid for.</summary>
/// <param name="budget">The number of decisions, at least 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A negative budget.</exception>
public sealed class StoppingOnBudget(int budget) : IStoppingRule
{
    /// <summary>The number of decisions.</summary>
    public int Budget { get; } = budget >= 0 ? budget : throw new ArgumentOutOfRangeException(nameof(budget), budget, "a budget is not negative");

    /// <inheritdoc/>
    public string Name => "budget spent";

    /// <inheritdoc/>
    public StoppingVerdict Judge(StoppingContext context) => context.Decisions >= Budget
        ? new StoppingVerdict(Name, StoppingAdvice.Stop, $"{context.Decisions} decisions, the budget was {Budget}")
        : new StoppingVerdict(Name, StoppingAdvice.GoOn, $"{Budget - context.Decisions} of {Budget} decisions are left");
}

/// <summary>Stops when the strategy finds no clip worth asking about.</summary>
public sealed class StoppingOnNothingEligible : IStoppingRule
{
    /// <inheritdoc/>
    public string Name => "nothing eligible";

    /// <inheritdoc/>
    public StoppingVerdict Judge(StoppingContext context) => context.Eligible switch
    {
        null => new StoppingVerdict(Name, StoppingAdvice.NotYetKnown, "how many clips are worth asking about is not known"),
        0 => new StoppingVerdict(Name, StoppingAdvice.Stop, "no clip is worth asking about"),
        { } eligible => new StoppingVerdict(Name, StoppingAdvice.GoOn, $"{eligible} {(eligible == 1 ? "clip is" : "clips are")} worth asking about"),
    };
}
