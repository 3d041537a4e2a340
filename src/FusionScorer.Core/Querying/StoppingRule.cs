namespace FusionScorer.Core.Querying;

/// <summary>What a stopping rule advises.</summary>
public enum StoppingAdvice
{
    /// <summary>Too little is known.</summary>
    NotYetKnown,

    /// <summary>More decisions are worth it as far as this rule sees.</summary>
    GoOn,

    /// <summary>Asking can stop.</summary>
    Stop,
}

/// <summary>What a stopping rule says.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Advice">Its advice.</param>
/// <param name="Reason">Why, in words and numbers.</param>
public sealed record StoppingVerdict(string Rule, StoppingAdvice Advice, string Reason);

/// <summary>What stopping rules may look at.</summary>
public sealed record StoppingContext
{
    /// <summary>How many decisions there are.</summary>
    public required int Decisions { get; init; }

    /// <summary>The audit's estimate of accuracy.</summary>
    public required AuditEstimate Accuracy { get; init; }

    /// <summary>The learning curve; null while it is too early for one.</summary>
    public LearningCurveFit? Curve { get; init; }

    /// <summary>How many clips a strategy would still ask about; null = not known.</summary>
    public int? Eligible { get; init; }
}

/// <summary>Says whether asking people can stop.</summary>
public interface IStoppingRule
{
    /// <summary>The name in verdicts.</summary>
    string Name { get; }

    /// <summary>Judges the state of the review.</summary>
    StoppingVerdict Judge(StoppingContext context);
}

/// <summary>Puts the verdicts of several rules together.</summary>
public static class StoppingRules
{
    /// <summary>Stop as soon as one rule says so, with all reasons to stop; else go on if one says so; else not yet known.</summary>
    /// <param name="verdicts">At least one.</param>
    public static StoppingVerdict Combine(IReadOnlyList<StoppingVerdict> verdicts)
    {
        var advice = verdicts.Max(verdict => verdict.Advice);
        var telling = verdicts.Where(verdict => verdict.Advice == advice).ToList();
        return new StoppingVerdict(string.Join(", ", telling.Select(verdict => verdict.Rule)), advice, string.Join("; ", telling.Select(verdict => verdict.Reason)));
    }
}
