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
        _seen = rows.CountOutcomes(layout);
        _row = new double[layout.Stride];
    }

    /// <summary>Expected number of rows with each outcome and level: slots × stride.</summary>
    public double[] Counts => _counts.BySlot;

    /// <summary>Expected number of rows of each level.</summary>
    public double[] Mass => _counts.Total;

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
        for (var start = 0; start < _rows.Count; start += Chunk)
        {
            var count = Math.Min(Chunk, _rows.Count - start);
            for (var unit = start; unit < start + count; unit++)
            {
                var row = _rows.Row[unit];
                var weight = _rows.Weight[unit];
                var product = _products.Next(row);
                if (_rows.EvidenceAt[unit] >= 0)
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
                if (!posterior.IsEmpty)
                    Lanes.AddScaled(product, weight / sum, posterior.Slice(row * stride, stride));
            }

            Lanes.Log(_sum.AsSpan(0, (count + 3) & ~3));
            for (var i = 0; i < count; i++)
                likelihood += _rows.Weight[start + i] * _sum[i];
        }

        _counts.End();
        return likelihood;
    }

    /// <summary>First posteriors, before anything is learned: a vote gives each of its n levels 1/n, the balance counts as one more vote.</summary>
    /// <param name="fraction">1/n for the levels that a slot declares, slots × stride.</param>
    /// <param name="balance">K numbers that sum to one.</param>
    public void Start(double[] fraction, ReadOnlySpan<double> balance)
    {
        _sums.Begin(new double[_layout.Stride]);
        _counts.Begin();
        for (var unit = 0; unit < _rows.Count; unit++)
        {
            _sums.Next(_rows.Row[unit], fraction).CopyTo(_row);
            for (var y = 0; y < _layout.Levels; y++)
                _row[y] += balance[y];
            Normalise(unit);
            var to = _counts.At(_rows.Row[unit]);
            for (var y = 0; y < _layout.Levels; y++)
                to[y] += _rows.Weight[unit] * _row[y];
        }

        _counts.End();
    }

    /// <summary>The first level balance: the mean of the votes of each row that has any.</summary>
    /// <param name="fraction">As in <see cref="Start"/>.</param>
    /// <param name="covered">The number of rows with a vote or a decision.</param>
    /// <returns>Votes by level: K numbers that sum to <paramref name="covered"/>.</returns>
    public double[] Votes(double[] fraction, out double covered)
    {
        var votes = new double[_layout.Levels];
        _sums.Begin(new double[_layout.Stride]);
        covered = 0;
        for (var unit = 0; unit < _rows.Count; unit++)
        {
            _sums.Next(_rows.Row[unit], fraction).CopyTo(_row);
            if (_row.AsSpan().IndexOfAnyExcept(0.0) < 0)
            {
                if (_rows.EvidenceAt[unit] < 0)
                    continue;
                _row.AsSpan(0, _layout.Levels).Fill(1);
            }

            Normalise(unit);
            covered += _rows.Weight[unit];
            for (var y = 0; y < votes.Length; y++)
                votes[y] += _rows.Weight[unit] * _row[y];
        }

        return votes;
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

    /// <summary>Makes votes sum to one; a decision multiplies them by its likelihood first, and counts even for levels without a vote.</summary>
    private void Normalise(int unit)
    {
        var share = _row.AsSpan(0, _layout.Levels);
        if (_rows.EvidenceAt[unit] >= 0)
        {
            for (var y = 0; y < share.Length; y++)
                share[y] = Math.Log(Math.Max(share[y], 1e-300)) + _rows.Evidence[_rows.EvidenceAt[unit] + y];
            Softmax.Row(share);
            return;
        }

        var sum = 0.0;
        foreach (var vote in share)
            sum += vote;
        for (var y = 0; y < share.Length; y++)
            share[y] /= sum;
    }
}
