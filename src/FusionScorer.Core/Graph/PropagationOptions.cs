namespace FusionScorer.Core.Graph;

/// <summary>Settings of <see cref="LevelPropagation"/>. The defaults are meant for every library alike.</summary>
public sealed record PropagationOptions
{
    /// <summary>The settings that are used when none are given.</summary>
    public static readonly PropagationOptions Default = new();

    /// <summary>Seeds are dealt to so many folds, and a seed hears the seeds of the other folds alone; 2 to 64. More folds hear more and cost more.</summary>
    public int Folds { get; init; } = 4;

    /// <summary>The solution is taken when its residual has fallen to this share of where it began.</summary>
    public double Tolerance { get; init; } = 1e-2;

    /// <summary>It is taken after so many steps at the latest.</summary>
    public int MaxIterations { get; init; } = 40;

    /// <summary>A change is carried on while it moves what a seed hears by more than this, in the seeds' unit.</summary>
    public double UpdateTolerance { get; init; } = 1e-3;

    /// <summary>σ²: how much each relation is expected to make clips differ, against how unlike two clips of the same links still are.</summary>
    public double Strength { get; init; } = 0.3;

    /// <summary>What one unit of the seeds is worth in logits, for whoever compares what is heard of several kinds of seeds.</summary>
    public double LogitsPerUnit { get; init; } = 1;
}
