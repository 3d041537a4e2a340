using System.Collections.Immutable;
using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Fusion;

/// <summary>How reliable a reviewer has proved.</summary>
/// <param name="Reviewer">The index that their observations carry.</param>
/// <param name="Reliability">The chance that the true level lies in the set that they answer, 0 to 1.</param>
/// <param name="Decisions">The number of their observations that say something.</param>
public sealed record ReviewerReliability(int Reviewer, double Reliability, int Decisions);

/// <summary>The observations of people, and what is learned of each reviewer.</summary>
/// <remarks>
/// A reviewer's reliability has a Beta prior centred at what their observations state, worth <see cref="Strength"/> decisions. Its update is one more
/// part of the M-step, so the objective, to which <see cref="LogPrior"/> is added, never falls by it.
/// </remarks>
internal sealed class Reviewers
{
    private const double Strength = 20;
    private const double Floor = 1e-6;

    private readonly OutcomeLayout _layout;
    private readonly FitRows _rows;
    private readonly double _weight;
    private readonly SortedDictionary<int, Standing> _standings = [];

    /// <summary>Writes the first evidence of every decided unit.</summary>
    /// <param name="layout">Levels.</param>
    /// <param name="rows">Units with their observations.</param>
    /// <param name="decisionWeight">How many rows a decided unit counts for.</param>
    /// <param name="known">Reliabilities of an earlier fit to start from; may be empty.</param>
    public Reviewers(OutcomeLayout layout, FitRows rows, double decisionWeight, ImmutableArray<ReviewerReliability> known)
    {
        _layout = layout;
        _rows = rows;
        _weight = decisionWeight;
        foreach (var (_, observation) in rows.Observations)
        {
            if (observation.Reviewer < 0 || Inside(observation) == 0)
                continue;
            if (!_standings.TryGetValue(observation.Reviewer, out var standing))
                _standings.Add(observation.Reviewer, standing = new Standing());
            standing.Decisions++;
            standing.Centre += Clamp(observation.Reliability);
        }

        foreach (var (reviewer, standing) in _standings)
        {
            standing.Centre /= standing.Decisions;
            standing.Reliability = known.FirstOrDefault(earlier => earlier.Reviewer == reviewer)?.Reliability ?? standing.Centre;
        }

        Write();
    }

    /// <summary>What was learned, by reviewer.</summary>
    public IEnumerable<ReviewerReliability> Learned =>
        _standings.Select(pair => new ReviewerReliability(pair.Key, pair.Value.Reliability, pair.Value.Decisions));

    /// <summary>The M-step: each reviewer's expected share of right answers, with the prior; then the evidence anew.</summary>
    /// <param name="posterior">Of each decided unit, laid out as <see cref="FitRows.Evidence"/>.</param>
    public void Update(double[] posterior)
    {
        if (_standings.Count == 0)
            return;
        foreach (var standing in _standings.Values)
            standing.Right = Strength * standing.Centre;
        foreach (var (at, observation) in _rows.Observations)
        {
            if (observation.Reviewer < 0)
                continue;
            var inside = Inside(observation);
            for (var y = 0; inside >> y != 0; y++)
            {
                if ((inside >> y & 1) != 0)
                    _standings[observation.Reviewer].Right += posterior[at + y];
            }
        }

        foreach (var standing in _standings.Values)
            standing.Reliability = Clamp(standing.Right / (standing.Decisions + Strength));
        Write();
    }

    /// <summary>The log of the Beta priors up to a constant, in the units of the weighted likelihood.</summary>
    public double LogPrior() =>
        _standings.Values.Sum(s => _weight * Strength * ((s.Centre * Math.Log(s.Reliability)) + ((1 - s.Centre) * Math.Log(1 - s.Reliability))));

    private static double Clamp(double reliability) => Math.Clamp(reliability, Floor, 1 - Floor);

    /// <summary>The levels of an observation; 0 when it says nothing.</summary>
    private uint Inside(LevelObservation observation)
    {
        var all = LevelSet.All(_layout.Levels).Bits;
        var inside = observation.Levels.Bits & all;
        return inside == all ? 0 : inside;
    }

    /// <summary>log P(answers | level): the reliability inside a set; outside, the rest in equal shares among the levels left out.</summary>
    private void Write()
    {
        Array.Clear(_rows.Evidence);
        foreach (var (at, observation) in _rows.Observations)
        {
            var inside = Inside(observation);
            if (inside == 0)
                continue;
            var reliability = observation.Reviewer < 0 ? Clamp(observation.Reliability) : _standings[observation.Reviewer].Reliability;
            double right = Math.Log(reliability), wrong = Math.Log((1 - reliability) / (_layout.Levels - LevelSet.FromBits(inside).Count));
            for (var y = 0; y < _layout.Levels; y++)
                _rows.Evidence[at + y] += (inside >> y & 1) != 0 ? right : wrong;
        }
    }

    private sealed class Standing
    {
        public int Decisions { get; set; }

        public double Centre { get; set; }

        public double Right { get; set; }

        public double Reliability { get; set; }
    }
}
