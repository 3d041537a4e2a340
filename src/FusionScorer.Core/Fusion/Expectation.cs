namespace FusionScorer.Core.Fusion;

/// <summary>The E-step: the posterior of every unit, added up to expected counts.</summary>
internal sealed class Expectation
{
    private const int Chunk = 256;
    private readonly OutcomeLayout _layout;
    private readonly FitRows _rows;
    private readonly RowSums _sums;
    private readonly double[] _chunk;
    private readonly double[] _logNormaliser = new double[Chunk];
    private readonly double[] _first;

    public Expectation(OutcomeLayout layout, FitRows rows)
    {
        _layout = layout;
        _rows = rows;
        _sums = new RowSums(layout, rows.Distinct);
        _chunk = new double[Chunk * layout.Stride];
        _first = new double[layout.Stride];
        Posterior = new double[rows.Distinct.Count * layout.Stride];
        Counts = layout.NewTable();
        Mass = new double[layout.Stride];
    }

    /// <summary>Posterior of each distinct row, times the weight of its units, summed over them: R × stride.</summary>
    public double[] Posterior { get; }

    /// <summary>Expected number of rows with each outcome and level: slots × stride.</summary>
    public double[] Counts { get; }

    /// <summary>Expected number of rows of each level.</summary>
    public double[] Mass { get; }

    /// <summary>Posteriors under a model.</summary>
    /// <param name="table">Discounted log P(outcome | level), slots × stride, zero for missing.</param>
    /// <param name="logBalance">K numbers.</param>
    /// <returns>The log-likelihood: the weighted sum of the units' log-normalisers.</returns>
    public double Run(double[] table, ReadOnlySpan<double> logBalance)
    {
        logBalance.CopyTo(_first);
        _sums.Begin(_first);
        Array.Clear(Posterior);
        var likelihood = 0.0;
        for (var start = 0; start < _rows.Count; start += Chunk)
        {
            var count = Math.Min(Chunk, _rows.Count - start);
            Weigh(start, count, table);
            var chunk = _chunk.AsSpan(0, count * _layout.Stride);
            Softmax.Rows(chunk, _layout.Levels, _layout.Stride, _logNormaliser.AsSpan(0, count));
            for (var i = 0; i < count; i++)
                likelihood += _rows.Weight[start + i] * _logNormaliser[i];
            AddUp(start, count);
        }

        _sums.Fold(Posterior, Counts, Mass);
        return likelihood;
    }

    /// <summary>First posteriors, before anything is learned: a vote gives each of its n levels 1/n, the balance counts as one more vote.</summary>
    /// <param name="fraction">1/n for the levels that a slot declares, slots × stride.</param>
    /// <param name="balance">K numbers that sum to one.</param>
    public void Start(double[] fraction, ReadOnlySpan<double> balance)
    {
        Array.Clear(_first);
        _sums.Begin(_first);
        Array.Clear(Posterior);
        for (var unit = 0; unit < _rows.Count; unit++)
        {
            var share = _chunk.AsSpan(0, _layout.Stride);
            _sums.Next(_rows.Row[unit], fraction).CopyTo(share);
            for (var y = 0; y < _layout.Levels; y++)
                share[y] += balance[y];
            Normalise(share, unit);
            AddUp(unit, 1);
        }

        _sums.Fold(Posterior, Counts, Mass);
    }

    /// <summary>The first level balance: the mean of the votes of each row that has any.</summary>
    /// <param name="fraction">As in <see cref="Start"/>.</param>
    /// <param name="covered">The number of rows with a vote or a decision.</param>
    /// <returns>Votes by level: K numbers that sum to <paramref name="covered"/>.</returns>
    public double[] Votes(double[] fraction, out double covered)
    {
        var votes = new double[_layout.Levels];
        Array.Clear(_first);
        _sums.Begin(_first);
        covered = 0;
        for (var unit = 0; unit < _rows.Count; unit++)
        {
            var share = _chunk.AsSpan(0, _layout.Stride);
            _sums.Next(_rows.Row[unit], fraction).CopyTo(share);
            if (share.IndexOfAnyExcept(0.0) < 0)
            {
                if (_rows.EvidenceAt[unit] < 0)
                    continue;
                share[.._layout.Levels].Fill(1);
            }

            Normalise(share, unit);
            covered += _rows.Weight[unit];
            for (var y = 0; y < votes.Length; y++)
                votes[y] += _rows.Weight[unit] * share[y];
        }

        return votes;
    }

    private void Weigh(int start, int count, double[] table)
    {
        var stride = _layout.Stride;
        for (var i = 0; i < count; i++)
        {
            var row = _chunk.AsSpan(i * stride, stride);
            _sums.Next(_rows.Row[start + i], table).CopyTo(row);
            if (_rows.EvidenceAt[start + i] >= 0)
                Lanes.Add(row, _rows.Evidence.AsSpan(_rows.EvidenceAt[start + i], stride), row);
        }
    }

    private void AddUp(int start, int count)
    {
        var stride = _layout.Stride;
        for (var i = 0; i < count; i++)
        {
            var weight = _rows.Weight[start + i];
            var to = Posterior.AsSpan(_rows.Row[start + i] * stride, stride);
            var from = _chunk.AsSpan(i * stride, stride);
            for (var y = 0; y < from.Length; y++)
                to[y] += weight * from[y];
        }
    }

    private void Normalise(Span<double> share, int unit)
    {
        if (_rows.EvidenceAt[unit] >= 0)
        {
            for (var y = 0; y < _layout.Levels; y++)
                share[y] = Math.Log(Math.Max(share[y], double.Epsilon)) + _rows.Evidence[_rows.EvidenceAt[unit] + y];
            Softmax.Rows(share, _layout.Levels, _layout.Stride, []);
            return;
        }

        var sum = 0.0;
        for (var y = 0; y < _layout.Levels; y++)
            sum += share[y];
        for (var y = 0; y < _layout.Levels; y++)
            share[y] /= sum;
    }
}
