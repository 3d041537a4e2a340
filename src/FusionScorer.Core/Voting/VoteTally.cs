using System.Collections.Immutable;

namespace FusionScorer.Core.Voting;

/// <summary>How a rule votes on a library.</summary>
/// <param name="Fires">Clips on which it fires.</param>
/// <param name="Overlap">Of these, those on which another function fires too.</param>
/// <param name="Conflict">Of these, those on which another function fires with a level set that has nothing in common with its own.</param>
/// <param name="Judged">Of those on which it fires, those whose level is known.</param>
/// <param name="Right">Of these, those whose level lies in its set.</param>
public readonly record struct VoteCount(int Fires, int Overlap, int Conflict, int Judged, int Right)
{
    /// <summary>Both together.</summary>
    public static VoteCount operator +(VoteCount a, VoteCount b) =>
        new(a.Fires + b.Fires, a.Overlap + b.Overlap, a.Conflict + b.Conflict, a.Judged + b.Judged, a.Right + b.Right);
}

/// <summary>Counts how rules vote, from outcomes column by column.</summary>
public static class VoteTally
{
    private const int RowsAtOnce = 1 << 15;

    /// <summary>Counts the votes of every rule in one pass.</summary>
    /// <param name="functions">m functions.</param>
    /// <param name="outcomes">m columns of n outcomes, as <see cref="OutcomeColumn.Of"/> gives them.</param>
    /// <param name="levels">n known levels, −1 = unknown; empty = none known.</param>
    /// <param name="parallelism">Threads, at least 1; the result does not depend on it.</param>
    /// <returns>Of each function one count a rule, in order.</returns>
    /// <exception cref="ArgumentException">Columns or levels are not one for each function and clip.</exception>
    public static ImmutableArray<ImmutableArray<VoteCount>> Of(
        IReadOnlyList<LabellingFunction> functions, IReadOnlyList<byte[]> outcomes, ReadOnlyMemory<sbyte> levels, int parallelism = 1)
    {
        var n = outcomes.Count == 0 ? 0 : outcomes[0].Length;
        if (outcomes.Count != functions.Count || outcomes.Any(column => column.Length != n) || (!levels.IsEmpty && levels.Length != n))
            throw new ArgumentException($"{outcomes.Count} columns of {n} outcomes and {levels.Length} levels do not fit {functions.Count} functions", nameof(outcomes));
        var total = functions.Select(function => new VoteCount[function.Rules.Length]).ToArray();
        var gate = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism };
        Parallel.For(0, (n + RowsAtOnce - 1) / RowsAtOnce, options, () => new Worker(functions, outcomes, levels), (span, _, worker) =>
        {
            worker.Count(span * RowsAtOnce, Math.Min(n, (span + 1) * RowsAtOnce));
            return worker;
        }, worker =>
        {
            lock (gate)
                worker.AddTo(total);
        });
        return [.. total.Select(counts => counts.ToImmutableArray())];
    }

    private sealed class Worker
    {
        private readonly IReadOnlyList<byte[]> _outcomes;
        private readonly ReadOnlyMemory<sbyte> _levels;
        private readonly uint[][] _sets;
        private readonly VoteCount[][] _counts;
        private readonly int[] _fired;

        public Worker(IReadOnlyList<LabellingFunction> functions, IReadOnlyList<byte[]> outcomes, ReadOnlyMemory<sbyte> levels)
        {
            _outcomes = outcomes;
            _levels = levels;
            _sets = [.. functions.Select(function => function.Rules.Select(rule => rule.Then.Bits).ToArray())];
            _counts = [.. functions.Select(function => new VoteCount[function.Rules.Length])];
            _fired = new int[functions.Count];
        }

        public void Count(int start, int end)
        {
            var levels = _levels.Span;
            for (var row = start; row < end; row++)
            {
                var fired = 0;
                for (var j = 0; j < _outcomes.Count; j++)
                {
                    if (_outcomes[j][row] >= Outcome.FirstRule)
                        _fired[fired++] = j;
                }

                for (var i = 0; i < fired; i++)
                    Add(row, i, fired, levels.IsEmpty ? -1 : levels[row]);
            }
        }

        public void AddTo(VoteCount[][] total)
        {
            for (var j = 0; j < total.Length; j++)
            {
                for (var rule = 0; rule < total[j].Length; rule++)
                    total[j][rule] += _counts[j][rule];
            }
        }

        private void Add(int row, int i, int fired, int level)
        {
            var j = _fired[i];
            var rule = Outcome.RuleOf(_outcomes[j][row]);
            var set = _sets[j][rule];
            var conflict = 0;
            for (var other = 0; other < fired && conflict == 0; other++)
            {
                var l = _fired[other];
                conflict = (set & _sets[l][Outcome.RuleOf(_outcomes[l][row])]) == 0 ? 1 : 0;
            }

            _counts[j][rule] += new VoteCount(1, fired > 1 ? 1 : 0, conflict, level >= 0 ? 1 : 0, level >= 0 && (set >> level & 1) != 0 ? 1 : 0);
        }
    }
}
