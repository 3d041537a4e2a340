using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core.Fusion;

namespace FusionScorer.Core.Voting;

/// <summary>Finds functions that deserve a second look.</summary>
internal sealed class SuggestionFinder
{
    private readonly LabelMatrix _matrix;
    private readonly DistinctRows _rows;
    private readonly ImmutableArray<FunctionSummary> _functions;
    private readonly ImmutableArray<Suggestion>.Builder _found = ImmutableArray.CreateBuilder<Suggestion>();

    public SuggestionFinder(LabelMatrix matrix, DistinctRows rows, ImmutableArray<FunctionSummary> functions)
    {
        _matrix = matrix;
        _rows = rows;
        _functions = functions;
    }

    /// <summary>Suggestions by kind, then in the order of the functions.</summary>
    /// <param name="labels">n known levels, −1 = unknown; or empty.</param>
    /// <param name="fit">A fit of the same functions, or null.</param>
    public ImmutableArray<Suggestion> Find(ReadOnlySpan<int> labels, LabelModelFit? fit)
    {
        FindWorseThanChance(labels, fit);
        FindSame();
        FindSilent();
        if (fit is not null && _functions.Length > 1)
            FindIdle(fit);
        return _found.ToImmutable();
    }

    private bool IsSeen(int j) => (1 - _functions[j].Missing) * _matrix.Rows >= LabelMatrixSummary.LeastRows;

    private void FindWorseThanChance(ReadOnlySpan<int> labels, LabelModelFit? fit)
    {
        var balance = new double[_matrix.Levels];
        var known = 0;
        foreach (var label in labels)
        {
            if (label < 0)
                continue;
            balance[label]++;
            known++;
        }

        for (var y = 0; y < balance.Length; y++)
            balance[y] = known > 0 ? balance[y] / known : fit?.Balance[y] ?? 0;
        for (var j = 0; j < _functions.Length; j++)
        {
            double votes = 0, right = 0, chance = 0;
            if (known > 0)
                CountKnown(j, labels, balance, ref votes, ref right, ref chance);
            else if (_functions[j].LearnedAccuracy is { } learned)
                (votes, right, chance) = Learned(j, learned, balance);
            if (votes < LabelMatrixSummary.LeastVotes)
                continue;
            (right, chance) = (right / votes, chance / votes);

            // Two standard errors, so that a handful of votes accuses nobody.
            if (right + (2 * Math.Sqrt(Math.Max(right * (1 - right), 1 / votes) / votes)) >= chance)
                continue;
            Add(SuggestionKind.WorseThanChance, j, null, null, string.Create(CultureInfo.InvariantCulture,
                $"{_functions[j].Name} is right in {right:0%} of {votes:0} votes{(known > 0 ? "" : " by the label model")}, votes at random in {chance:0%}: look at its rules"));
        }
    }

    private void CountKnown(int j, ReadOnlySpan<int> labels, double[] balance, ref double votes, ref double right, ref double chance)
    {
        for (var row = 0; row < labels.Length; row++)
        {
            var outcome = _matrix.Row(row)[j];
            if (labels[row] < 0 || !_matrix.Columns[j].IsVote(outcome))
                continue;
            var set = _matrix.Columns[j].Votes[Outcome.RuleOf(outcome)];
            votes++;
            right += set.Contains(labels[row]) ? 1 : 0;
            for (var y = 0; y < balance.Length; y++)
                chance += set.Contains(y) ? balance[y] : 0;
        }
    }

    private (double Votes, double Right, double Chance) Learned(int j, double accuracy, double[] balance)
    {
        double votes = 0, chance = 0;
        for (var row = 0; row < _rows.Count; row++)
        {
            var outcome = _rows.Row(row)[j];
            if (!_matrix.Columns[j].IsVote(outcome))
                continue;
            votes += _rows.Counts[row];
            for (var y = 0; y < balance.Length; y++)
                chance += _matrix.Columns[j].Votes[Outcome.RuleOf(outcome)].Contains(y) ? _rows.Counts[row] * balance[y] : 0;
        }

        return (votes, accuracy * votes, chance);
    }

    /// <summary>Functions by all that they say; those that never fire are the next check's matter.</summary>
    private void FindSame()
    {
        var first = new Dictionary<ulong, List<int>>();
        for (var j = 0; j < _functions.Length; j++)
        {
            if (_functions[j].Coverage <= 0 || !IsSeen(j))
                continue;
            var hash = 14695981039346656037ul;
            for (var row = 0; row < _rows.Count; row++)
                hash = (hash ^ Meaning(row, j)) * 1099511628211ul;
            if (!first.TryGetValue(hash, out var alike))
                first.Add(hash, alike = []);
            var same = alike.FindIndex(other => Enumerable.Range(0, _rows.Count).All(row => Meaning(row, other) == Meaning(row, j)));
            if (same < 0)
                alike.Add(j);
            else
                Add(SuggestionKind.SameAsAnother, j, null, _functions[alike[same]].Name, $"{_functions[j].Name} says the same as {_functions[alike[same]].Name} on every row: drop one");
        }
    }

    /// <summary>The levels that a cell votes for; apart from them, missing and everything else that is no vote.</summary>
    private ulong Meaning(int row, int j)
    {
        var outcome = _rows.Row(row)[j];
        return _matrix.Columns[j].IsVote(outcome) ? _matrix.Columns[j].Votes[Outcome.RuleOf(outcome)].Bits : outcome == Outcome.Missing ? 1ul << 40 : 1ul << 41;
    }

    private void FindSilent()
    {
        for (var j = 0; j < _functions.Length; j++)
        {
            if (!IsSeen(j))
                continue;
            var function = _functions[j];
            if (function.Coverage <= 0)
            {
                Add(SuggestionKind.NeverFires, j, null, null, $"{function.Name} never fires: loosen it or drop it");
                continue;
            }

            for (var rule = 0; rule < function.Rules.Length; rule++)
            {
                if (function.Rules[rule].Fired == 0)
                    Add(SuggestionKind.NeverFires, j, rule, null, $"rule {rule + 1} of {function.Name} never fires: loosen it, move it up or drop it");
            }
        }
    }

    /// <summary>Takes each function's evidence out of every row's sum; a function is let go at the first row where that moves the level.</summary>
    private void FindIdle(LabelModelFit fit)
    {
        var idle = Enumerable.Range(0, _functions.Length).Where(j => _functions[j].Coverage > 0 && IsSeen(j)).ToList();
        var sum = new double[_matrix.Levels];
        var without = new double[_matrix.Levels];
        for (var row = 0; row < _rows.Count && idle.Count > 0; row++)
        {
            var cells = _rows.Row(row);
            fit.LogPosterior(cells, sum);
            var level = PosteriorMetrics.Argmax(sum);
            for (var i = idle.Count - 1; i >= 0; i--)
            {
                for (var y = 0; y < sum.Length; y++)
                    without[y] = sum[y] - fit.LogEvidence(idle[i], cells[idle[i]], y);
                if (PosteriorMetrics.Argmax(without) != level)
                    idle.RemoveAt(i);
            }
        }

        foreach (var j in idle)
            Add(SuggestionKind.NeverMatters, j, null, null, $"{_functions[j].Name} never changes a level: without it all rows keep theirs");
    }

    private void Add(SuggestionKind kind, int j, int? rule, string? other, string text) =>
        _found.Add(new Suggestion(kind, _functions[j].Name, rule, other, text));
}
