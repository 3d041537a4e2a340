using System.Collections.Immutable;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>Learns from votes alone how far to trust each labelling function, and how common each level is. Decisions of people help, but are not needed.</summary>
/// <remarks>
/// Model: log q_i(y) = const + log π(y) + Σ_j w_j log θ_j(o_ij | y), fitted by EM with a prior (see <see cref="Anchor"/>) that is refreshed between
/// blocks of iterations; within a block the penalised objective never falls. After each round the dependence between functions is measured
/// (<see cref="Redundancy"/>) and w follows from it. No random numbers; sums run over sorted distinct rows, so the order of clips does not matter.
/// </remarks>
public static class LabelModel
{
    /// <summary>Fits the model.</summary>
    /// <param name="matrix">n × m outcomes; n and m may be 0.</param>
    /// <param name="decisions">People's answers, each on one row; may be empty, and may contradict each other.</param>
    /// <param name="options">Settings.</param>
    /// <param name="start">An earlier fit of the same functions to start from, which takes few iterations where little has changed; ignored when levels or functions differ.</param>
    /// <returns>The fit; without any row, the uniform balance and what the functions declare.</returns>
    /// <exception cref="BadInputException">A setting is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A decision on a row that the matrix lacks.</exception>
    public static LabelModelFit Fit(LabelMatrix matrix, IReadOnlyList<LevelObservation> decisions, LabelModelOptions options, LabelModelFit? start = null)
    {
        options.Validate();
        var layout = new OutcomeLayout(matrix.Levels, matrix.Columns);
        var rows = FitRows.Of(DistinctRows.Of(matrix), decisions, options.DecisionWeight, layout);
        return new Run(layout, rows, options, start is not null && Matches(start, matrix) ? start.ToData() : null).Fit(matrix.Rows);
    }

    private static bool Matches(LabelModelFit start, LabelMatrix matrix) =>
        start.Levels == matrix.Levels && start.Columns.Length == matrix.Columns.Length
        && start.Columns.Zip(matrix.Columns).All(pair => pair.First.Name == pair.Second.Name && pair.First.Votes.AsSpan().SequenceEqual(pair.Second.Votes.AsSpan()));

    private sealed class Run
    {
        /// <summary>Credibility rests on the balance and the first balance on credibility; the second pass moves little.</summary>
        private const int CredibilityPasses = 2;

        /// <summary>A round whose result only serves to measure dependence may end this much earlier than the last.</summary>
        private const double EarlyTolerance = 10;

        private readonly OutcomeLayout _layout;
        private readonly FitRows _rows;
        private readonly LabelModelOptions _options;
        private readonly Expectation _expectation;
        private readonly Reviewers _reviewers;
        private readonly Anchor _anchor;
        private readonly bool _warm;
        private readonly double[] _balance;
        private readonly double[] _logBalance;
        private readonly double[] _balancePrior;
        private readonly double[] _logTable;
        private readonly double[] _discounted;
        private readonly double[] _pseudo;
        private readonly double[] _weight;
        private readonly double[] _redundancy;
        private readonly double[] _credibility;
        private readonly ImmutableArray<ObjectiveStep>.Builder _trace = ImmutableArray.CreateBuilder<ObjectiveStep>();
        private double[] _shares;
        private double _likelihood;
        private int _iterations;
        private bool _converged;

        public Run(OutcomeLayout layout, FitRows rows, LabelModelOptions options, LabelModelFitData? start)
        {
            _layout = layout;
            _rows = rows;
            _options = options;
            _reviewers = new Reviewers(layout, rows, options.DecisionWeight, start is null ? [] : [.. start.Reviewers]);
            _expectation = new Expectation(layout, rows);
            var expected = Expected(layout.Levels, options.ExpectedBalance);
            var m = layout.Columns.Length;
            var credibility = _credibility = new double[m];
            credibility.AsSpan().Fill(1);
            var fraction = Anchor.Fractions(layout, expected, credibility);
            _balance = _expectation.Votes(fraction, out var covered);
            var strength = (options.BalanceStrength * layout.Levels) + (options.BalanceShare * covered);
            _balancePrior = [.. expected.Select(share => strength * share)];
            _logBalance = new double[layout.Levels];
            UpdateBalance(_balance);
            var meetings = new Credibility(layout, rows.Distinct);
            for (var pass = 0; pass < CredibilityPasses; pass++)
            {
                meetings.Estimate(_balance, options.Credibility, credibility);
                UpdateBalance(_expectation.Votes(Anchor.Fractions(layout, expected, credibility), out _));
            }

            _anchor = new Anchor(layout, rows, options, _balance, credibility);
            _logTable = layout.NewTable();
            _discounted = layout.NewTable();
            _pseudo = layout.NewTable();
            _weight = new double[m];
            _weight.AsSpan().Fill(1);
            _redundancy = new double[m];
            _shares = new double[m * m];
            _warm = start is not null;
            if (start is not null)
                TakeUp(start);
            else
                _expectation.Start(fraction, _balance);
        }

        public LabelModelFit Fit(int rows)
        {
            var redundancy = new Redundancy(_layout, _rows.Distinct, _anchor.Seen);
            var posterior = new double[_rows.Distinct.Count * _layout.Stride];
            var round = 0;
            if (_warm)
            {
                // Dependence is measured before the first step, and once more before the last round.
                round = Math.Max(_options.Rounds - 1, 0);
                Measure(redundancy, posterior);
            }
            else
            {
                RefreshPrior();
                UpdateTable();
            }

            for (; ; round++)
            {
                Discount();
                Iterate(round);
                if (round == _options.Rounds)
                    break;
                Measure(redundancy, posterior);
            }

            return LabelModelFit.FromData(new LabelModelFitData
            {
                Levels = _layout.Levels,
                Columns = [.. _layout.Columns.Select(VoteColumnData.Of)],
                Balance = _balance,
                LogTables = [.. Enumerable.Range(0, _weight.Length).Select(Table)],
                Weight = _weight,
                Redundancy = _redundancy,
                Shares = _shares,
                DiscountStrength = _options.DiscountStrength,
                Iterations = _iterations,
                Converged = _converged,
                Objective = Objective(),
                DistinctRows = _rows.Distinct.Count,
                Rows = rows,
                Credibility = _credibility,
                Reviewers = [.. _reviewers.Learned],
                Trace = [.. _trace],
            });
        }

        private void TakeUp(LabelModelFitData start)
        {
            start.Balance.CopyTo(_balance, 0);
            for (var y = 0; y < _balance.Length; y++)
                _logBalance[y] = Math.Log(_balance[y]);
            start.Weight.CopyTo(_weight, 0);
            for (var j = 0; j < _weight.Length; j++)
            {
                for (var slot = _layout.Start[j]; slot < _layout.Start[j + 1]; slot++)
                    start.LogTables[j].AsSpan((slot - _layout.Start[j]) * _layout.Levels, _layout.Levels).CopyTo(_layout.Of(_logTable, slot));
            }

            Discount();
        }

        /// <summary>Dependence under the present model, and the discounts that follow.</summary>
        private void Measure(Redundancy redundancy, double[] posterior)
        {
            _expectation.Run(_discounted, _logBalance, posterior);
            if (_options.Rounds == 0)
                return;
            _shares = redundancy.Shares(posterior, _expectation.Counts);
            Redundancy.Combine(_shares, [], _redundancy);
            for (var j = 0; j < _weight.Length; j++)
                _weight[j] = 1 / (1 + (_options.DiscountStrength * _redundancy[j]));
        }

        private static double[] Expected(int levels, ImmutableArray<double> guess)
        {
            if (guess.IsEmpty)
                return [.. Enumerable.Repeat(1.0 / levels, levels)];
            var total = guess.Sum();
            return guess.Length == levels
                ? [.. guess.Select(share => share / total)]
                : throw new ArgumentException($"{guess.Length} expected shares are not one for each of {levels} levels", nameof(guess));
        }

        /// <summary>One round: EM in blocks until the likelihood rests.</summary>
        private void Iterate(int round)
        {
            double? before = null;
            var tolerance = _options.Tolerance * _rows.TotalWeight;
            _converged = false;
            while (!_converged && _iterations < _options.MaxIterations)
            {
                RefreshPrior();
                var moved = double.PositiveInfinity;
                for (var step = 0; step < _options.Block; step++)
                {
                    var last = _likelihood;
                    _likelihood = _expectation.Run(_discounted, _logBalance);
                    moved = step > 0 ? Math.Abs(_likelihood - last) : moved;
                    _trace.Add(new ObjectiveStep(round, _iterations / _options.Block, Objective()));
                    UpdateTable();
                    Discount();
                    UpdateBalance(_expectation.Mass);
                    _reviewers.Update(_expectation.DecidedPosterior);
                    _iterations++;
                }

                _converged = before is { } start && Math.Abs(_likelihood - start) <= tolerance * _options.Block;
                if (round < _options.Rounds && moved <= EarlyTolerance * tolerance)
                    return;
                before = _likelihood;
            }
        }

        private void RefreshPrior() => _anchor.PseudoCounts(_expectation.Counts, _redundancy, _pseudo);

        /// <summary>θ(o | y) ∝ expected count + pseudo-count, over the outcomes of a function; missing stays at log 1.</summary>
        private void UpdateTable()
        {
            var counts = _expectation.Counts;
            Span<double> total = stackalloc double[_layout.Levels];
            for (var j = 0; j < _weight.Length; j++)
            {
                int from = _layout.Start[j] + Outcome.Silent, to = _layout.Start[j + 1];
                total.Clear();
                for (var slot = from; slot < to; slot++)
                {
                    for (var y = 0; y < total.Length; y++)
                        total[y] += counts[(slot * _layout.Stride) + y] + _pseudo[(slot * _layout.Stride) + y];
                }

                for (var slot = from; slot < to; slot++)
                {
                    for (var y = 0; y < total.Length; y++)
                    {
                        var cell = (slot * _layout.Stride) + y;
                        _logTable[cell] = Math.Log((counts[cell] + _pseudo[cell]) / total[y]);
                    }
                }
            }
        }

        private void Discount()
        {
            for (var j = 0; j < _weight.Length; j++)
            {
                for (var cell = _layout.Start[j] * _layout.Stride; cell < _layout.Start[j + 1] * _layout.Stride; cell++)
                    _discounted[cell] = _weight[j] * _logTable[cell];
            }
        }

        private void UpdateBalance(ReadOnlySpan<double> mass)
        {
            var total = 0.0;
            for (var y = 0; y < _balance.Length; y++)
                total += _balance[y] = mass[y] + _balancePrior[y];
            for (var y = 0; y < _balance.Length; y++)
            {
                _balance[y] /= total;
                _logBalance[y] = Math.Log(_balance[y]);
            }
        }

        /// <summary>Log-likelihood of the last E-step plus the log-prior up to a constant.</summary>
        private double Objective()
        {
            var objective = _likelihood + _reviewers.LogPrior();
            for (var cell = 0; cell < _pseudo.Length; cell++)
                objective += _pseudo[cell] * _discounted[cell];
            for (var y = 0; y < _balance.Length; y++)
                objective += _balancePrior[y] * _logBalance[y];
            return objective;
        }

        private double[] Table(int j)
        {
            var table = new double[(_layout.Start[j + 1] - _layout.Start[j]) * _layout.Levels];
            for (var slot = _layout.Start[j]; slot < _layout.Start[j + 1]; slot++)
                _layout.Of(_logTable, slot).CopyTo(table.AsSpan((slot - _layout.Start[j]) * _layout.Levels));
            return table;
        }
    }
}
