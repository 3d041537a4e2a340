using System.Collections.Immutable;

namespace FusionScorer.Core.Fusion;

/// <summary>What one function adds to a clip's posterior.</summary>
/// <param name="Signal">The function's signal.</param>
/// <param name="Function">The function's name.</param>
/// <param name="Outcome">What it said: silent or a rule; a missing function adds nothing and is left out.</param>
/// <param name="Nats">K log-evidences with signal weight and dependence discount applied, before the temperature.</param>
public sealed record Contribution(string Signal, string Function, byte Outcome, ImmutableArray<double> Nats);

/// <summary>Why a clip has its posterior: softmax((Prior + the sum of all contributions, in order) / Temperature) is the posterior, exactly.</summary>
/// <param name="Prior">log balance, K numbers in nats.</param>
/// <param name="Contributions">One a function that is present, in the order of the matrix, silence included.</param>
/// <param name="Temperature">What the sum is divided by.</param>
/// <param name="Posterior">K probabilities.</param>
public sealed record Account(
    ImmutableArray<double> Prior, ImmutableArray<Contribution> Contributions, double Temperature, ImmutableArray<double> Posterior)
{
    /// <summary>The account of one clip.</summary>
    /// <param name="fit">A fitted label model.</param>
    /// <param name="votes">m outcomes.</param>
    /// <param name="weights">Signal weights.</param>
    /// <param name="temperature">T, greater than 0.</param>
    public static Account Of(LabelModelFit fit, ReadOnlySpan<byte> votes, SignalWeights weights, double temperature = 1)
    {
        var evidence = EvidenceTable.Of(fit, weights);
        var posterior = new double[fit.Levels];
        evidence.Posterior(votes, temperature, posterior);
        var contributions = ImmutableArray.CreateBuilder<Contribution>();
        for (var j = 0; j < votes.Length; j++)
        {
            if (votes[j] != Voting.Outcome.Missing)
                contributions.Add(new Contribution(fit.Columns[j].Signal, fit.Columns[j].Name, votes[j], [.. evidence.Contribution(j, votes[j])]));
        }

        return new Account([.. evidence.Prior], contributions.ToImmutable(), temperature, [.. posterior]);
    }
}
