using System.Globalization;

namespace FusionScorer.Core.Querying;

/// <summary>Stops when the lower end of the audit's interval is at least the target: the target holds with probability 95 %.</summary>
/// <param name="target">The accuracy asked for, 0 to 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A target outside 0 … 1.</exception>
public sealed class StoppingOnTarget(double target) : IStoppingRule
{
    /// <summary>The accuracy asked for.</summary>
    public double Target { get; } = target is >= 0 and <= 1 ? target : throw new ArgumentOutOfRangeException(nameof(target), target, "a target lies between 0 and 1");

    /// <inheritdoc/>
    public string Name => "target reached";

    /// <inheritdoc/>
    public StoppingVerdict Judge(StoppingContext context)
    {
        var found = context.Accuracy;
        if (found.Value is null)
            return new StoppingVerdict(Name, StoppingAdvice.NotYetKnown, "no audit answer yet");
        if (found.Low >= Target)
            return new StoppingVerdict(Name, StoppingAdvice.Stop, Say($"accuracy is at least {found.Low:0.0%}, the target is {Target:0.0%}"));
        return found.High < Target
            ? new StoppingVerdict(Name, StoppingAdvice.GoOn, Say($"accuracy is at most {found.High:0.0%}, the target is {Target:0.0%}"))
            : new StoppingVerdict(
                Name, StoppingAdvice.NotYetKnown, Say($"accuracy lies between {found.Low:0.0%} and {found.High:0.0%}: too wide to tell whether the target of {Target:0.0%} is reached"));
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Stops when the learning curve is flat: the next decisions gain less than a threshold, with probability 95 %.</summary>
/// <param name="decisions">How many decisions ahead to look, at least 1.</param>
/// <param name="threshold">The least gain in accuracy worth them, above 0 and at most 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number out of its range.</exception>
public sealed class StoppingOnNoGain(int decisions = 100, double threshold = 0.005) : IStoppingRule
{
    /// <summary>How many decisions ahead the rule looks.</summary>
    public int Ahead { get; } = decisions >= 1 ? decisions : throw new ArgumentOutOfRangeException(nameof(decisions), decisions, "look at least one decision ahead");

    /// <summary>The least gain worth them.</summary>
    public double Threshold { get; } = threshold is > 0 and <= 1
        ? threshold
        : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "a gain is above 0 and at most 1");

    /// <inheritdoc/>
    public string Name => "no gain left";

    /// <inheritdoc/>
    public StoppingVerdict Judge(StoppingContext context)
    {
        if (context.Curve is not { } curve)
            return new StoppingVerdict(Name, StoppingAdvice.NotYetKnown, "the learning curve is too short");
        var (expected, most) = curve.Gain(Ahead);
        if (most < Threshold)
            return new StoppingVerdict(Name, StoppingAdvice.Stop, Say($"the next {Ahead} decisions gain at most {most:0.0%}, less than {Threshold:0.0%}"));
        return expected >= Threshold
            ? new StoppingVerdict(Name, StoppingAdvice.GoOn, Say($"the next {Ahead} decisions gain about {expected:0.0%}"))
            : new StoppingVerdict(Name, StoppingAdvice.NotYetKnown, Say($"the next {Ahead} decisions gain about {expected:0.0%}, but perhaps {most:0.0%}"));
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
