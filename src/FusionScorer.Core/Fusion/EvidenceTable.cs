using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>Log balance and weighted log-evidence of every outcome under given signal weights: what posteriors and accounts add up.</summary>
internal sealed class EvidenceTable
{
    private readonly OutcomeLayout _layout;
    private readonly double[] _first;
    private readonly double[] _table;

    private EvidenceTable(OutcomeLayout layout, double[] first, double[] table)
    {
        _layout = layout;
        _first = first;
        _table = table;
    }

    /// <summary>K numbers: the log balance.</summary>
    public ReadOnlySpan<double> Prior => _first.AsSpan(0, _layout.Levels);

    /// <summary>s_j w_j log θ_j(o | y) under the discounts that the weights leave.</summary>
    public static EvidenceTable Of(LabelModelFit fit, SignalWeights weights)
    {
        var layout = fit.Layout;
        var first = new double[layout.Stride];
        for (var y = 0; y < layout.Levels; y++)
            first[y] = Math.Log(fit.Balance[y]);
        return new EvidenceTable(layout, first, Weighted(fit, weights));
    }

    /// <summary>As <see cref="Of(LabelModelFit, SignalWeights)"/> for one signal alone, on a uniform prior.</summary>
    public static EvidenceTable Of(LabelModelFit fit, string signal)
    {
        var alone = SignalWeights.Create(fit.Columns.Select(column => KeyValuePair.Create(column.Signal, column.Signal == signal ? 1.0 : 0.0)));
        return new EvidenceTable(fit.Layout, new double[fit.Layout.Stride], Weighted(fit, alone));
    }

    /// <summary>The K numbers, in nats, that an outcome adds.</summary>
    public ReadOnlySpan<double> Contribution(int column, byte outcome) => _layout.Of(_table, _layout.Start[column] + outcome);

    /// <summary>The posterior of one row of votes.</summary>
    public void Posterior(ReadOnlySpan<byte> votes, double temperature, Span<double> p)
    {
        CheckTemperature(temperature);
        if (votes.Length != _layout.Columns.Length || p.Length != _layout.Levels)
            throw new ArgumentException($"expected {_layout.Columns.Length} votes and {_layout.Levels} levels, not {votes.Length} and {p.Length}", nameof(votes));
        Sum(votes, p);
        Softmax.Row(p, temperature);
    }

    /// <summary>The log balance and all that a row's outcomes add: K numbers, overwritten.</summary>
    public void Sum(ReadOnlySpan<byte> votes, Span<double> log)
    {
        Prior.CopyTo(log);
        for (var j = 0; j < votes.Length; j++)
        {
            var add = Contribution(j, votes[j]);
            for (var y = 0; y < log.Length; y++)
                log[y] += add[y];
        }
    }

    /// <summary>The posterior of every row, n × K, worked out once for each distinct row.</summary>
    public double[] Posteriors(DistinctRows rows, double temperature)
    {
        var distinct = DistinctPosteriors(rows, temperature);
        var k = _layout.Levels;
        var p = new double[rows.IndexOf.Length * k];
        for (var row = 0; row < rows.IndexOf.Length; row++)
            distinct.AsSpan(rows.IndexOf[row] * k, k).CopyTo(p.AsSpan(row * k));
        return p;
    }

    /// <summary>The posterior of every distinct row, R × K.</summary>
    public double[] DistinctPosteriors(DistinctRows rows, double temperature)
    {
        CheckTemperature(temperature);
        var k = _layout.Levels;
        var p = new double[rows.Count * k];
        var sums = new RowSums(_layout, rows);
        sums.Begin(_first);
        var chunk = new Softmax(k);
        for (var start = 0; start < rows.Count; start += Softmax.Size)
        {
            var count = Math.Min(Softmax.Size, rows.Count - start);
            for (var i = 0; i < count; i++)
                chunk.Set(i, sums.Next(start + i, _table), temperature);
            chunk.Normalise(count);
            for (var i = 0; i < count; i++)
                chunk.Get(i, p.AsSpan((start + i) * k, k));
        }

        return p;
    }

    private static void CheckTemperature(double temperature)
    {
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "a temperature is finite and above 0");
    }

    private static double[] Weighted(LabelModelFit fit, SignalWeights weights)
    {
        var layout = fit.Layout;
        var table = layout.NewTable();
        var discounts = fit.Discounts(weights);
        for (var j = 0; j < discounts.Length; j++)
        {
            var weight = weights.Of(layout.Columns[j].Signal) * discounts[j];
            for (var slot = layout.Start[j]; slot < layout.Start[j + 1]; slot++)
            {
                var to = layout.Of(table, slot);
                for (var y = 0; y < to.Length; y++)
                    to[y] = weight * fit.LogProbability(j, (byte)(slot - layout.Start[j]), y);
            }
        }

        return table;
    }
}
