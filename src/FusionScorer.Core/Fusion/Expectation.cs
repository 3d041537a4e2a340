namespace FusionScorer.Core.Fusion;

/// <summary>The E-step: the posterior of every unit, added up to expected counts.</summary>
internal sealed class Expectation
{
    private const int Chunk = 256;

    private readonly OutcomeLayout _layout;
    private readonly FitRows _rows;
    private readonly RowSums _sums;
    private readonly SlotCounts _counts;
    private readonly RowProducts _products;
    private readonly double[] _seen;
    private readonly double[] _sum = new double[Chunk];
    private readonly double[] _row;

    public Expectation(OutcomeLayout layout, FitRows rows)
    {
        _layout = layout;
        _rows = rows;
        _sums = new RowSums(layout, rows.Distinct);
        _counts = new SlotCounts(layout, rows.Distinct);
        _products = new RowProducts(layout, rows.Distinct);
        _seen = rows.Seen;
        _row = new double[layout.Stride];
        DecidedPosterior = new double[rows.Evidence.Length];
    }

    /// <summary>Expected number of rows with each outcome and level: slots × stride.</summary>
    public double[] Counts => _counts.BySlot;

    /// <summary>Expected number of rows of each level.</summary>
    public double[] Mass => _counts.Total;

    /// <summary>The posterior of each unit with a decision, laid out as <see cref="FitRows.Evidence"/>.</summary>
    public double[] DecidedPosterior { get; }

    /// <summary>Posteriors under a model, added up.</summary>
    /// <param name="table">Discounted log P(outcome | level), slots × stride, zero for missing.</param>
    /// <param name="logBalance">K numbers.</param>
    /// <param name="posterior">R × stride: receives the posterior of each distinct row times the weight of its units. May be empty.</param>
    /// <returns>The log-likelihood: the weighted sum of the units' log-normalisers.</returns>
    public double Run(double[] table, ReadOnlySpan<double> logBalance, Span<double> posterior = default)
    {
        _products.Begin(logBalance, table);
        _counts.Begin();
        posterior.Clear();
        var stride = _layout.Stride;
        var likelihood = 0.0;
        for (var slot = 0; slot < _layout.Slots; slot++)
            likelihood += _seen[slot] * _products.Shift[slot];
        int[] rows = _rows.Row, evidenceAt = _rows.EvidenceAt;
        var weights = _rows.Weight;
        for (var start = 0; start < rows.Length; start += Chunk)
        {
            var count = Math.Min(Chunk, rows.Length - start);
            for (var unit = start; unit < start + count; unit++)
            {
                var row = rows[unit];
                var weight = weights[unit];
                var product = _products.Next(row);
                if (evidenceAt[unit] >= 0)
                    product = Decided(unit, product);
                var sum = Lanes.Sum(product);
                if (sum < RowProducts.Tiny)
                {
                    likelihood += weight * InLogs(unit);
                    product = _row;
                    sum = 1;
                }

                _sum[unit - start] = sum;
                Lanes.AddScaled(product, weight / sum, _counts.At(row));
                if (evidenceAt[unit] >= 0)
                    Scale(product, 1 / sum, DecidedPosterior.AsSpan(evidenceAt[unit], stride));
                if (!posterior.IsEmpty)
                    Lanes.AddScaled(product, weight / sum, posterior.Slice(row * stride, stride));
            }

            Lanes.Log(_sum.AsSpan(0, (count + 3) & ~3));
            for (var i = 0; i < count; i++)
                likelihood += weights[start + i] * _sum[i];
        }

        _counts.End();
        return likelihood;
    }

    /// <summary>First posteriors, before anything is learned: a vote gives each of its n levels 1/n, the balance counts as one more vote.</summary>
    /// <param name="fraction">1/n for the levels that a slot declares, slots × stride.</param>
    /// <param name="balance">K numbers that sum to one.</param>
    public void Start(double[] fraction, ReadOnlySpan<double> balance)
    {
        var first = new double[_layout.Stride];
        balance.CopyTo(first);
        _sums.Begin(first);
        _counts.Begin();
        for (var unit = 0; unit < _rows.Count; unit++)
        {
            var votes = _sums.Next(_rows.Row[unit], fraction);
            if (_rows.EvidenceAt[unit] >= 0)
                votes = Decide(unit, votes);
            Lanes.AddScaled(votes, _rows.Weight[unit] / Lanes.Sum(votes), _counts.At(_rows.Row[unit]));
        }

        _counts.End();
    }

    /// <summary>The first level balance: the mean of the votes of each row that has any.</summary>
    /// <param name="fraction">As in <see cref="Start"/>.</param>
    /// <param name="covered">The number of rows with a vote or a decision.</param>
    /// <returns>Votes by level: K numbers that sum to <paramref name="covered"/>.</returns>
    public double[] Votes(double[] fraction, out double covered)
    {
        var total = new double[_layout.Stride];
        var uniform = new double[_layout.Stride];
        uniform.AsSpan(0, _layout.Levels).Fill(1);
        _sums.Begin(new double[_layout.Stride]);
        covered = 0;
        for (var unit = 0; unit < _rows.Count; unit++)
        {
            var votes = _sums.Next(_rows.Row[unit], fraction);
            var sum = Lanes.Sum(votes);
            if (_rows.EvidenceAt[unit] >= 0)
            {
                votes = Decide(unit, sum > 0 ? votes : uniform);
                sum = Lanes.Sum(votes);
            }
            else if (sum <= 0)
            {
                continue;
            }

            covered += _rows.Weight[unit];
            Lanes.AddScaled(votes, _rows.Weight[unit] / sum, total);
        }

        return total.AsSpan(0, _layout.Levels).ToArray();
    }

    private static void Scale(ReadOnlySpan<double> a, double scale, Span<double> product)
    {
        for (var i = 0; i < a.Length; i++)
            product[i] = a[i] * scale;
    }

    private ReadOnlySpan<double> Decided(int unit, ReadOnlySpan<double> product)
    {
        for (var y = 0; y < _layout.Levels; y++)
            _row[y] = product[y] * Math.Exp(_rows.Evidence[_rows.EvidenceAt[unit] + y]);
        return _row;
    }

    /// <summary>The posterior of a unit, into the scratch row; returns its log-normaliser, less what the products shift.</summary>
    private double InLogs(int unit)
    {
        var log = _row.AsSpan(0, _layout.Levels);
        _products.Slow(_rows.Row[unit], log);
        if (_rows.EvidenceAt[unit] >= 0)
        {
            for (var y = 0; y < log.Length; y++)
                log[y] += _rows.Evidence[_rows.EvidenceAt[unit] + y];
        }

        double most = double.NegativeInfinity, sum = 0;
        foreach (var value in log)
            most = Math.Max(most, value);
        for (var y = 0; y < log.Length; y++)
            sum += log[y] = Math.Exp(log[y] - most);
        for (var y = 0; y < log.Length; y++)
            log[y] /= sum;
        return most + Math.Log(sum);
    }

    /// <summary>Multiplies votes by the likelihood of a decision, which counts even for levels without a vote; they then sum to one.</summary>
    private ReadOnlySpan<double> Decide(int unit, ReadOnlySpan<double> votes)
    {
        var share = _row.AsSpan(0, _layout.Levels);
        for (var y = 0; y < share.Length; y++)
            share[y] = Math.Log(Math.Max(votes[y], 1e-300)) + _rows.Evidence[_rows.EvidenceAt[unit] + y];
        Softmax.Row(share);
        return _row;
    }
}
