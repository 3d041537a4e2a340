using FusionScorer.Core.Clips;

namespace FusionScorer.Core.Voting;

/// <summary>What one labelling function says of all clips, feature by feature instead of clip by clip: for rules that are tried while they are written.</summary>
public static class OutcomeColumn
{
    // Clips that one worker takes at a time: their outcomes and one column's values fit the first cache.
    private const int RowsAtOnce = 4096;

    /// <summary>The outcome of every clip; the same as <see cref="LabellingFunction.Apply"/> gives one by one.</summary>
    /// <param name="function">The function.</param>
    /// <param name="features">Features of n clips.</param>
    /// <param name="parallelism">Threads, at least 1.</param>
    /// <returns>n outcomes.</returns>
    public static byte[] Of(LabellingFunction function, FeatureTable features, int parallelism = 1)
    {
        var outcomes = new byte[features.Rows];
        if (features.Presence(function.Signal).IsEmpty)
            return outcomes;
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism };
        Parallel.For(0, (features.Rows + RowsAtOnce - 1) / RowsAtOnce, options, () => new bool[RowsAtOnce], (span, _, holds) =>
        {
            var start = span * RowsAtOnce;
            Fill(function, features, start, outcomes.AsSpan(start, Math.Min(RowsAtOnce, outcomes.Length - start)), holds);
            return holds;
        }, _ => { });
        return outcomes;
    }

    private static void Fill(LabellingFunction function, FeatureTable features, int start, Span<byte> outcomes, bool[] scratch)
    {
        var present = features.Presence(function.Signal).Slice(start, outcomes.Length);
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = present[i] ? Outcome.Silent : Outcome.Missing;
        var holds = scratch.AsSpan(0, outcomes.Length);
        for (var rule = 0; rule < function.Rules.Length; rule++)
        {
            for (var i = 0; i < outcomes.Length; i++)
                holds[i] = outcomes[i] == Outcome.Silent;
            foreach (var condition in function.Rules[rule].Conditions)
                Narrow(condition, features, start, holds);
            var fired = Outcome.OfRule(rule);
            for (var i = 0; i < outcomes.Length; i++)
                outcomes[i] = holds[i] ? fired : outcomes[i];
        }
    }

    private static void Narrow(Condition condition, FeatureTable features, int start, Span<bool> holds)
    {
        var column = features.Column(condition.Feature);

        // A genre that a clip with known genres does not have is 0.
        var zero = FeatureTable.IsOneHot(condition.Feature) ? features.Presence(SignalNames.Genre) : [];
        if (column.IsEmpty && zero.IsEmpty)
        {
            holds.Clear();
            return;
        }

        var values = column.IsEmpty ? [] : column.Slice(start, holds.Length);
        if (!zero.IsEmpty)
        {
            var present = zero.Slice(start, holds.Length);
            for (var i = 0; i < holds.Length; i++)
            {
                var value = values.IsEmpty ? float.NaN : values[i];
                holds[i] &= condition.Holds(float.IsNaN(value) && present[i] ? 0 : value);
            }

            return;
        }

        var bound = (float)condition.Value;
        switch (condition.Operator)
        {
            // Comparisons with NaN do not hold, but for ≠.
            case Comparison.AtLeast:
                for (var i = 0; i < values.Length; i++)
                    holds[i] &= values[i] >= bound;
                break;
            case Comparison.Above:
                for (var i = 0; i < values.Length; i++)
                    holds[i] &= values[i] > bound;
                break;
            case Comparison.AtMost:
                for (var i = 0; i < values.Length; i++)
                    holds[i] &= values[i] <= bound;
                break;
            case Comparison.Below:
                for (var i = 0; i < values.Length; i++)
                    holds[i] &= values[i] < bound;
                break;
            default:
                for (var i = 0; i < values.Length; i++)
                    holds[i] &= condition.Holds(values[i]);
                break;
        }
    }
}
