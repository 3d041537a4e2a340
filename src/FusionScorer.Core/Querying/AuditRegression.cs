namespace FusionScorer.Core.Querying;

/// <summary>Weighted audit answers on a scale of 0 to 1, and their regression on the model's predictions.</summary>
internal sealed class AuditRegression
{
    private readonly double[] _value;
    private readonly double[] _predicted;

    /// <summary>Takes answers with values and predictions of 0 to <paramref name="top"/>.</summary>
    public AuditRegression(AuditMeasure[] measures, double top)
    {
        _value = Array.ConvertAll(measures, measure => measure.Value / top);
        _predicted = Array.ConvertAll(measures, measure => measure.Predicted / top);

        // Only ratios count, and a chance may be so small that its inverse overflows.
        var least = measures.Min(measure => measure.InclusionProbability);
        Weights = Array.ConvertAll(measures, measure => least / measure.InclusionProbability);
        var sum = Weights.Sum();
        double squares = 0, smallest = 1, largest = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            Weights[i] /= sum;
            squares += Weights[i] * Weights[i];
            Mean += Weights[i] * _value[i];
            Total += _value[i];
            smallest = Math.Min(smallest, _value[i]);
            largest = Math.Max(largest, _value[i]);
        }

        // A mean of equal values is that value, whatever rounding says.
        Mean = Math.Clamp(Mean, smallest, largest);
        EffectiveAnswers = 1 / squares;
    }

    /// <summary>Sums to 1.</summary>
    public double[] Weights { get; }

    /// <summary>Weighted mean of the values.</summary>
    public double Mean { get; }

    /// <summary>Unweighted sum of the values.</summary>
    public double Total { get; }

    /// <summary>1 ÷ Σ w².</summary>
    public double EffectiveAnswers { get; }

    /// <summary>Each value less slope × (prediction − mean prediction), its slope fitted without it.</summary>
    /// <param name="meanPredicted">Over all clips; null = values stay as they are.</param>
    /// <param name="priorSlope">The slope without any answer …</param>
    /// <param name="priorAnswers">… and what that counts.</param>
    /// <param name="steepest">Fitted slopes are held to 0 … this.</param>
    public double[] Corrected(double? meanPredicted, double priorSlope, double priorAnswers, double steepest)
    {
        if (meanPredicted is not { } mean)
            return _value;
        double x = 0, xx = 0, xy = 0;
        for (var i = 0; i < Weights.Length; i++)
            x += Weights[i] * _predicted[i];
        for (var i = 0; i < Weights.Length; i++)
        {
            xx += Weights[i] * (_predicted[i] - x) * (_predicted[i] - x);
            xy += Weights[i] * (_predicted[i] - x) * (_value[i] - Mean);
        }

        var corrected = new double[Weights.Length];
        for (var i = 0; i < corrected.Length; i++)
        {
            // Sums of squares about the mean without answer i follow from those with it.
            var rest = Weights[i] / (1 - Weights[i]);
            var without = xx - (rest * (_predicted[i] - x) * (_predicted[i] - x));
            var slope = Weights.Length > 1 && without > 1e-9
                ? Math.Clamp((xy - (rest * (_predicted[i] - x) * (_value[i] - Mean))) / without, 0, steepest)
                : priorSlope;
            var others = EffectiveAnswers - 1;
            slope = ((others * slope) + (priorAnswers * priorSlope)) / (others + priorAnswers);
            corrected[i] = _value[i] - (slope * (_predicted[i] - mean));
        }

        return corrected;
    }
}
