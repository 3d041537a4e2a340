namespace FusionScorer.Core.Classification;

/// <summary>Training rows with soft targets: how likely what was observed is under each level.</summary>
/// <remarks>
/// A known level is one likelihood of 1, a level set is 1 inside; an unreliable answer leaves something outside. Where likelihoods are a
/// distribution already (<see cref="Fixed"/>), they are the target itself.
/// </remarks>
internal sealed class SoftTargets
{
    /// <summary>N rows of x, padded: N × stride numbers.</summary>
    public required double[] X { get; init; }

    /// <summary>Numbers from one row of x to the next.</summary>
    public required int Stride { get; init; }

    /// <summary>N × K likelihoods, or targets.</summary>
    public required double[] Likelihood { get; init; }

    /// <summary>N weights.</summary>
    public required double[] Weight { get; init; }

    /// <summary>Whether <see cref="Likelihood"/> holds targets.</summary>
    public bool Fixed { get; init; }

    /// <summary>N.</summary>
    public int Rows => Weight.Length;
}
