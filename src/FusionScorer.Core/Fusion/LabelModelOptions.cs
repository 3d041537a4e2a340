using System.Collections.Immutable;

namespace FusionScorer.Core.Fusion;

/// <summary>Settings of the label model. The defaults are meant for every data set alike.</summary>
/// <remarks>
/// The model is Dawid and Skene's (1979, "Maximum likelihood estimation of observer error-rates using the EM algorithm") with silence as
/// an outcome, a prior that holds each outcome to its declared meaning, and a discount for functions that repeat each other.
/// </remarks>
public sealed record LabelModelOptions
{
    /// <summary>The settings that are used when none are given.</summary>
    public static readonly LabelModelOptions Default = new();

    /// <summary>c, 0 to 0.99: the chance that a vote was cast because the level lies in its set, and not at random, as far as votes do not tell: those that exclude each other lower it, and tell functions apart.</summary>
    public double Credibility { get; init; } = 0.65;

    /// <summary>κ, 0.001 to 1000: pseudo-occurrences of each outcome by its declared meaning, whatever the data size.</summary>
    public double OutcomeStrength { get; init; } = 2;

    /// <summary>α, 0 to 10: pseudo-rows per real row, for up to ten functions; more of them raise it, by the square of their number.</summary>
    public double RowShare { get; init; } = 0.1;

    /// <summary>ν, 0 to 10,000: pseudo-rows a level, whatever the data size.</summary>
    public double RowStrength { get; init; } = 50;

    /// <summary>β, 0 to 100: more pseudo-rows per real row for each unit of a function's redundancy.</summary>
    public double RedundancyShare { get; init; } = 4;

    /// <summary>0 to 10: the redundancy up to which <see cref="RedundancyShare"/> counts.</summary>
    public double RedundancyCap { get; init; } = 0.1;

    /// <summary>1 to 10: how many times <see cref="RedundancyShare"/> counts for silence, since the silence of dependent functions is weak evidence.</summary>
    public double SilenceFactor { get; init; } = 2;

    /// <summary>μ, 0.001 to 1,000,000: pseudo-rows a level behind the level balance.</summary>
    public double BalanceStrength { get; init; } = 20;

    /// <summary>η, 0 to 10: pseudo-rows behind the level balance, per row with a vote, shared among the levels.</summary>
    public double BalanceShare { get; init; } = 0.02;

    /// <summary>A guess of how common each level is: K positive numbers, any scale; empty = none, all levels alike. The model moves it.</summary>
    public ImmutableArray<double> ExpectedBalance { get; init; } = [];

    /// <summary>γ, 0 to 100: strength of the dependence discount 1 / (1 + γ ρ).</summary>
    public double DiscountStrength { get; init; } = 1.5;

    /// <summary>0 to 20: how often dependence is measured and the model refitted.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>1 to 100: iterations between two refreshes of the proportional prior.</summary>
    public int Block { get; init; } = 5;

    /// <summary>0 to 1: a round ends when the log-likelihood moves by less than this per row and iteration.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>1 to 1,000,000: iterations at most, over all rounds.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>0.001 to 1000: how many rows a row with a person's decision counts for.</summary>
    public double DecisionWeight { get; init; } = 5;

    /// <summary>Checks all ranges.</summary>
    /// <exception cref="BadInputException">A setting is out of range; the message lists all that are.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        Check(nameof(Credibility), Credibility, 0, 0.99);
        Check(nameof(OutcomeStrength), OutcomeStrength, 0.001, 1000);
        Check(nameof(RowShare), RowShare, 0, 10);
        Check(nameof(RowStrength), RowStrength, 0, 10_000);
        Check(nameof(RedundancyShare), RedundancyShare, 0, 100);
        Check(nameof(RedundancyCap), RedundancyCap, 0, 10);
        Check(nameof(SilenceFactor), SilenceFactor, 1, 10);
        Check(nameof(BalanceStrength), BalanceStrength, 0.001, 1_000_000);
        Check(nameof(BalanceShare), BalanceShare, 0, 10);
        Check(nameof(DiscountStrength), DiscountStrength, 0, 100);
        Check(nameof(Rounds), Rounds, 0, 20);
        Check(nameof(Block), Block, 1, 100);
        Check(nameof(Tolerance), Tolerance, 0, 1);
        Check(nameof(MaxIterations), MaxIterations, 1, 1_000_000);
        Check(nameof(DecisionWeight), DecisionWeight, 0.001, 1000);
        if (ExpectedBalance.Any(share => !(share > 0 && double.IsFinite(share))))
            faults.Add($"{nameof(ExpectedBalance)} holds a number that is not positive");
        if (faults.Count > 0)
            throw new BadInputException($"label model settings: {string.Join("; ", faults)}");

        void Check(string name, double value, double low, double high)
        {
            if (!(value >= low && value <= high))
                faults.Add($"{name} is {value:R}, but must lie between {low:R} and {high:R}");
        }
    }
}
