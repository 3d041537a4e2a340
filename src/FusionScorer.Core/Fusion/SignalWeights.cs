using System.Collections.Immutable;

namespace FusionScorer.Core.Fusion;

/// <summary>How far a policy owner lets each signal count: 0 = not at all, 1 = as learned, 2 = double. Immutable.</summary>
public sealed class SignalWeights
{
    /// <summary>The largest weight.</summary>
    public const double Max = 2;

    /// <summary>Every signal as learned.</summary>
    public static readonly SignalWeights Default = new(ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal));

    private readonly ImmutableSortedDictionary<string, double> _weights;

    private SignalWeights(ImmutableSortedDictionary<string, double> weights) => _weights = weights;

    /// <summary>The signals that were given a weight, in ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, double>> Named => _weights;

    /// <summary>Weights from a map; a signal that is not named has weight 1.</summary>
    /// <exception cref="BadInputException">A weight is not between 0 and 2.</exception>
    public static SignalWeights Create(IEnumerable<KeyValuePair<string, double>> weights)
    {
        var result = Default;
        foreach (var (signal, weight) in weights)
            result = result.With(signal, weight);
        return result;
    }

    /// <summary>The weight of a signal, 0 to 2; 1 unless it was set.</summary>
    public double Of(string signal) => _weights.GetValueOrDefault(signal, 1);

    /// <summary>The same weights but for one signal.</summary>
    /// <exception cref="BadInputException">The weight is not between 0 and 2.</exception>
    public SignalWeights With(string signal, double weight) => weight is >= 0 and <= Max
        ? new SignalWeights(_weights.SetItem(signal, weight))
        : throw new BadInputException($"weight {weight:R} of signal '{signal}' is out of range; weights lie between 0 (off) and 2, 1 = as learned");
}
