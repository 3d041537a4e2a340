using System.Collections.Immutable;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>What the label model learned. Immutable; <see cref="ToData"/> and <see cref="FromData"/> carry it through JSON.</summary>
public sealed class LabelModelFit
{
    private readonly LabelModelFitData _data;
    private readonly EvidenceTable _evidence;

    private LabelModelFit(LabelModelFitData data)
    {
        _data = data;
        Columns = [.. data.Columns.Select(column => column.ToColumn())];
        Layout = new OutcomeLayout(data.Levels, Columns);
        _evidence = EvidenceTable.Of(this, SignalWeights.Default);
    }

    /// <summary>The number of levels, K.</summary>
    public int Levels => _data.Levels;

    /// <summary>The m functions that were fitted.</summary>
    public ImmutableArray<VoteColumn> Columns { get; }

    /// <summary>π: how common each level is, K numbers that sum to one.</summary>
    public ReadOnlySpan<double> Balance => _data.Balance;

    /// <summary>w: the dependence discount of each function, 0 to 1, with every signal weight at 1.</summary>
    public ReadOnlySpan<double> Weight => _data.Weight;

    /// <summary>ρ: how much of each function the others already say, at least 0.</summary>
    public ReadOnlySpan<double> Redundancy => _data.Redundancy;

    /// <summary>c: how far each function's votes were taken to mean what they declare before anything else was learned, 0 to 1: how often they meet votes that exclude them tells.</summary>
    public ReadOnlySpan<double> Credibility => _data.Credibility;

    /// <summary>How reliable each reviewer has proved, by index; those without an index are not among them.</summary>
    public ReadOnlySpan<ReviewerReliability> Reviewers => _data.Reviewers;

    /// <summary>Iterations over all rounds.</summary>
    public int Iterations => _data.Iterations;

    /// <summary>Whether the last round ended by its tolerance, not by the limit on iterations.</summary>
    public bool Converged => _data.Converged;

    /// <summary>The penalised objective at the end, in nats.</summary>
    public double Objective => _data.Objective;

    /// <summary>The number of distinct rows that were fitted, R.</summary>
    public int DistinctRows => _data.DistinctRows;

    /// <summary>The number of rows that were fitted, n.</summary>
    public int Rows => _data.Rows;

    /// <summary>The objective, iteration by iteration; it never falls within a block of a round.</summary>
    public ReadOnlySpan<ObjectiveStep> Trace => _data.Trace;

    internal OutcomeLayout Layout { get; }

    /// <summary>Takes a fit up again.</summary>
    /// <exception cref="ArgumentException">The parts do not fit together.</exception>
    public static LabelModelFit FromData(LabelModelFitData data)
    {
        var m = data.Columns.Length;
        if (data.Balance.Length != data.Levels || data.Weight.Length != m || data.Redundancy.Length != m || data.Shares.Length != m * m || data.LogTables.Length != m)
            throw new ArgumentException("the parts of the fit differ in size", nameof(data));
        for (var j = 0; j < m; j++)
        {
            if (data.LogTables[j].Length != (Outcome.FirstRule + data.Columns[j].Votes.Length) * data.Levels)
                throw new ArgumentException($"the table of '{data.Columns[j].Name}' differs in size from its votes", nameof(data));
        }

        return new LabelModelFit(data with
        {
            Balance = [.. data.Balance],
            LogTables = [.. data.LogTables.Select(table => table.ToArray())],
            Weight = [.. data.Weight],
            Redundancy = [.. data.Redundancy],
            Shares = [.. data.Shares],
            Credibility = [.. data.Credibility],
            Reviewers = [.. data.Reviewers],
            Trace = [.. data.Trace],
        });
    }

    /// <summary>The fit as plain data, a copy.</summary>
    public LabelModelFitData ToData() => _data with
    {
        Balance = [.. _data.Balance],
        LogTables = [.. _data.LogTables.Select(table => table.ToArray())],
        Weight = [.. _data.Weight],
        Redundancy = [.. _data.Redundancy],
        Shares = [.. _data.Shares],
        Credibility = [.. _data.Credibility],
        Reviewers = [.. _data.Reviewers],
        Trace = [.. _data.Trace],
    };

    /// <summary>log θ_j(o | y) in nats, not discounted; 0 for missing.</summary>
    public double LogProbability(int column, byte outcome, int level) => _data.LogTables[column][(outcome * Levels) + level];

    /// <summary>What an outcome of a function says for a level, in nats, discounted for dependence: w_j log θ_j(o | y); 0 for missing.</summary>
    /// <param name="column">0 … m − 1.</param>
    /// <param name="outcome">An outcome of the column.</param>
    /// <param name="level">0 … K − 1.</param>
    public double LogEvidence(int column, byte outcome, int level) => Weight[column] * LogProbability(column, outcome, level);

    /// <summary>share(j, l): how much of function <paramref name="column"/> the other one already says given the level, 0 to 1; 0 for itself.</summary>
    public double Share(int column, int other) => _data.Shares[(column * Columns.Length) + other];

    /// <summary>The dependence discounts under signal weights: a partner counts as far as its signal does, at most fully.</summary>
    /// <returns>m numbers; <see cref="Weight"/> when no weight is below 1.</returns>
    public double[] Discounts(SignalWeights weights)
    {
        var partner = new double[Columns.Length];
        for (var j = 0; j < partner.Length; j++)
            partner[j] = weights.Of(Columns[j].Signal);
        var discount = new double[partner.Length];
        Fusion.Redundancy.Combine(_data.Shares, partner, discount);
        for (var j = 0; j < discount.Length; j++)
            discount[j] = 1 / (1 + (_data.DiscountStrength * discount[j]));
        return discount;
    }

    /// <summary>The posterior of the label model alone: softmax of log π + Σ_j w_j log θ_j(o_j | ·).</summary>
    /// <param name="votes">m outcomes.</param>
    /// <param name="p">K probabilities, overwritten.</param>
    public void Posterior(ReadOnlySpan<byte> votes, Span<double> p) => _evidence.Posterior(votes, 1, p);

    /// <summary>What <see cref="Posterior"/> is the softmax of: K numbers in nats, overwritten.</summary>
    internal void LogPosterior(ReadOnlySpan<byte> votes, Span<double> log) => _evidence.Sum(votes, log);

    /// <summary>The posterior of every distinct row, R × K.</summary>
    internal double[] PredictDistinct(Voting.DistinctRows rows) => _evidence.DistinctPosteriors(rows, 1);

    /// <summary>The posterior of every row, worked out once for each distinct row.</summary>
    /// <param name="matrix">Rows with the functions of this fit.</param>
    /// <returns>n × K probabilities, row by row.</returns>
    /// <exception cref="ArgumentException">The matrix has other levels or functions than the fit.</exception>
    public double[] Predict(LabelMatrix matrix)
    {
        Check(matrix);
        return _evidence.Posteriors(Voting.DistinctRows.Of(matrix), 1);
    }

    internal void Check(LabelMatrix matrix)
    {
        if (matrix.Levels != Levels || matrix.Columns.Length != Columns.Length)
            throw new ArgumentException($"the fit has {Levels} levels and {Columns.Length} functions, the matrix {matrix.Levels} and {matrix.Columns.Length}", nameof(matrix));
        for (var j = 0; j < Columns.Length; j++)
        {
            if (matrix.Columns[j].Votes.Length > Columns[j].Votes.Length)
                throw new ArgumentException($"function '{matrix.Columns[j].Name}' has votes that the fit does not know", nameof(matrix));
        }
    }
}
