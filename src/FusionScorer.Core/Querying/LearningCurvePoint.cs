namespace FusionScorer.Core.Querying;

/// <summary>An estimate of accuracy at one number of decisions.</summary>
/// <param name="Decisions">How many decisions the model had learnt from, at least 0.</param>
/// <param name="Accuracy">0 to 1.</param>
public readonly record struct LearningCurvePoint(int Decisions, double Accuracy);

/// <summary>Answers to "how many decisions are still needed?"</summary>
public enum DecisionsNeededKind
{
    /// <summary>The curve says nothing yet.</summary>
    TooEarly,

    /// <summary>None.</summary>
    Reached,

    /// <summary>About <see cref="DecisionsNeeded.More"/>; 0 where the target is more likely reached than not, but not surely.</summary>
    More,

    /// <summary>The curve levels off below the target, or gets there only after more decisions than there are clips.</summary>
    NotReachable,
}

/// <summary>Decisions still needed for a target.</summary>
/// <param name="Kind">What can be said.</param>
/// <param name="More">The median, in decisions; null unless <see cref="DecisionsNeededKind.More"/>.</param>
/// <param name="From">Lower end of the 90 % interval; null as <paramref name="More"/>.</param>
/// <param name="To">Upper end; null also where the target may never be reached.</param>
public sealed record DecisionsNeeded(DecisionsNeededKind Kind, int? More = null, int? From = null, int? To = null)
{
    /// <summary>In words.</summary>
    public override string ToString() => Kind switch
    {
        DecisionsNeededKind.Reached => "reached",
        DecisionsNeededKind.NotReachable => "not reachable with these signals as far as can be seen",
        DecisionsNeededKind.More when More == 0 => $"perhaps none{(To > 0 ? $" (up to {To})" : "")}; more audit answers will tell",
        DecisionsNeededKind.More when To is null => $"about {More} more ({From} or more; perhaps never)",
        DecisionsNeededKind.More => $"about {More} more ({From} to {To})",
        _ => "too early to say",
    };
}
