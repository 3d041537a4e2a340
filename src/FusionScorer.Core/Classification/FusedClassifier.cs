using FusionScorer.Core.Fusion;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Classification;

/// <summary>The classifier that people's answers train, on top of a <see cref="FusedModel"/>: without answers it is the teacher, with many it is its own.</summary>
/// <remarks>
/// Columns are the clip's features, the teacher's contrasts and what was answered on clips nearby. The prior says: trust the teacher, answers nearby
/// by half, and nothing else. How far to leave the teacher is
/// learned with each signal's prior variance (<see cref="OrdinalSoftmax"/>). Fitting again starts from where it stands. Not thread-safe.
/// </remarks>
public sealed class FusedClassifier
{
    private const int MostStrataClips = 4000;

    private readonly FusedModel _model;
    private readonly WeightPrior _prior;
    private readonly Dictionary<int, List<LevelObservation>> _answers = [];
    private readonly int _d;
    private readonly int _c;
    private TrainedWeights _fit;
    private SoftTargets? _rows;
    private double[]? _covariance;
    private LeaveOneOut? _leaveOneOut;
    private AnswerColumns? _nearby;

    /// <summary>A classifier without any answer.</summary>
    public FusedClassifier(FusedModel model)
    {
        _model = model;
        var design = model.Design;
        _c = model.Contrasts.Count;
        _d = design.Columns + (2 * _c);
        var options = model.Options;
        var variance = FusedModel.GroupVariance(design, _c, options.Variance, options.Curvature, options.BiasVariance);
        var mean = new double[_c * _d];
        for (var a = 0; a < _c; a++)
        {
            mean[(a * _d) + design.Columns + a] = options.Trust;
            mean[(a * _d) + design.Columns + _c + a] = options.NearbyTrust;
        }

        _prior = new WeightPrior(
            model.Contrasts, [.. design.GroupOf, .. Enumerable.Repeat(design.Groups.Length, _c), .. Enumerable.Repeat(design.Groups.Length + 1, _c)],
            [.. variance, .. Enumerable.Repeat(options.TrustVariance, _c), .. Enumerable.Repeat(options.NearbyVariance, _c)], [.. mean], options.EvidenceSteps);
        _fit = new TrainedWeights(_prior.Mean, _prior.Variance);
    }

    /// <summary>How probabilities compare with answers; the label-free one until <see cref="Calibrate"/> is called.</summary>
    public Calibration Calibration { get; private set; } = Calibration.None;

    /// <summary>T: all posteriors are softmax(logits / T).</summary>
    public double Temperature => Calibration.Temperature;

    /// <summary>Names of the columns that the classifier reads: those of the clip, then those of answers nearby.</summary>
    public IEnumerable<string> ColumnNames =>
        [.. _model.Design.Names.Skip(1), .. Enumerable.Range(1, _c).Select(a => $"{AnswerColumns.Group} {a}")];

    /// <summary>What people answered on other clips beyond what was expected, carried over links; null when there are no links or no answers.</summary>
    public LevelPropagation? Answers => _nearby?.Propagation;

    /// <summary>What the teacher believes of other clips, carried over links, without any answer; null when there are no links.</summary>
    public LevelPropagation? Beliefs => _model.Beliefs;

    internal FusedModel Model => _model;

    internal AnswerColumns? Nearby => _nearby;

    internal IReadOnlyDictionary<int, List<LevelObservation>> AnswersByRow => _answers;

    /// <summary>d: features, constant, teacher contrasts and answers nearby.</summary>
    internal int Columns => _d;

    /// <summary>Learns from all answers there are; call again with more. The temperature stays until <see cref="Calibrate"/> is called.</summary>
    /// <param name="observations">Answers; a row may occur several times. One that allows no level or all levels says nothing.</param>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row that does not exist.</exception>
    public void Fit(IReadOnlyList<LevelObservation> observations, int parallelism = 1)
    {
        var k = _model.Contrasts.Levels;
        var stride = SoftTargets.StrideFor(_d);
        var x = new double[observations.Count * stride];
        var likelihood = new double[observations.Count * k];
        var weight = new double[observations.Count];
        weight.AsSpan().Fill(1);
        _answers.Clear();
        foreach (var observation in observations)
        {
            var row = observation.Row;
            if ((uint)row >= (uint)_model.Data.Rows)
                throw new ArgumentOutOfRangeException(nameof(observations), row, $"rows lie between 0 and {_model.Data.Rows - 1}");
            if (!_answers.TryGetValue(row, out var own))
                _answers.Add(row, own = []);
            own.Add(observation);
        }

        _nearby = AnswerColumns.Of(_model, _answers, parallelism);
        for (var i = 0; i < observations.Count; i++)
        {
            Gather(observations[i].Row, x.AsSpan(i * stride, _d));
            observations[i].Likelihood(likelihood.AsSpan(i * k, k));
        }

        _rows = new SoftTargets { X = x, Stride = stride, Likelihood = likelihood, Weight = weight };
        _covariance = null;
        _leaveOneOut = null;
        if (observations.Count > 0)
            _fit = _model.Options.Trainer.Train(_rows, _prior, _fit);
    }

    /// <summary>Fits the temperature to the answers, each scored by the model without it and weighted by <see cref="DecisionWeights"/>.</summary>
    /// <param name="auditInclusion">The inclusion probability, above 0, of each row that was an audit pick; only ratios count.</param>
    public void Calibrate(IReadOnlyDictionary<int, double> auditInclusion)
    {
        var k = _model.Contrasts.Levels;
        LevelObservation[] answers = [.. _answers.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value)];
        var logits = new double[answers.Length * k];
        var confidence = new double[answers.Length];
        var chance = new double[answers.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            HeldOutLogits(answers[i].Row, logits.AsSpan(i * k, k));
            confidence[i] = Confidence(logits.AsSpan(i * k, k));
            chance[i] = auditInclusion.GetValueOrDefault(answers[i].Row);
        }

        Calibration = answers.Length == 0 ? Calibration.None : Calibration.Fit(logits, answers, DecisionWeights.Of(confidence, chance, LibraryConfidence()));
    }

    /// <summary>A clip's probabilities as if its own answers had never been given; those of <see cref="Posterior"/> for a clip without answers.</summary>
    /// <param name="row">The clip.</param>
    /// <returns>K probabilities.</returns>
    public double[] HeldOut(int row)
    {
        var p = new double[_model.Contrasts.Levels];
        HeldOutLogits(row, p);
        for (var y = 0; y < p.Length; y++)
            p[y] /= Temperature;
        SoftmaxObjective.Normalise(p);
        return p;
    }

    /// <summary>A clip's numbers in the order of <see cref="ColumnNames"/>.</summary>
    /// <param name="row">The clip.</param>
    public float[] ColumnsOf(int row)
    {
        var x = new double[_d];
        Gather(row, x);
        var columns = _model.Design.Columns;
        return Array.ConvertAll([.. x[1..columns], .. x[(columns + _c)..]], value => (float)value);
    }

    /// <summary>The covariance of the weights, C d × C d.</summary>
    internal double[] Covariance() => _covariance ??= LaplaceCovariance.Of(_rows, _prior, _fit);

    internal void HeldOutLogits(int row, Span<double> logits)
    {
        var x = new double[_d];
        Gather(row, x);
        Span<double> z = stackalloc double[_c];
        for (var a = 0; a < _c; a++)
            z[a] = SymmetricSystem.Dot(_fit.Weights.AsSpan().Slice(a * _d, _d), x);
        if (_answers.TryGetValue(row, out var own))
        {
            var k = logits.Length;
            var likelihood = new double[own.Count * k];
            for (var i = 0; i < own.Count; i++)
                own[i].Likelihood(likelihood.AsSpan(i * k, k));
            _leaveOneOut ??= new LeaveOneOut(_prior, Covariance());
            _leaveOneOut.Remove(x, likelihood, z);
        }

        _model.Contrasts.Logits(z, logits);
    }

    /// <summary>What each signal adds to each clip's logits.</summary>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    public SignalBlocks Blocks(int parallelism = 1) =>
        BlockScores.Compute(_model.Design, _model.Contrasts, Effective(), Temperature, _nearby?.Signals ?? [], NearbyContrasts(1, parallelism), parallelism);

    /// <summary>Like <see cref="Blocks"/>, but those of a clip with an answer come from a classifier without that answer.</summary>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    public SignalBlocks HeldOutBlocks(int parallelism = 1)
    {
        var blocks = Blocks(parallelism);
        if (_answers.Count == 0 || blocks.Signals.IsEmpty)
            return blocks;
        var values = blocks.Values.ToArray();
        var size = blocks.Signals.Length * blocks.Levels;
        var without = new HeldOutBlocks(this);
        foreach (var row in _answers.Keys.Order())
            without.Apply(row, values.AsSpan(row * size, size));
        return new SignalBlocks(blocks.Rows, blocks.Levels, blocks.Signals, blocks.Bias, blocks.Temperature, values);
    }

    /// <summary>The posterior of every clip under signal weights of 1: n × K probabilities, row by row.</summary>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    public float[] Posterior(int parallelism = 1)
    {
        var weights = Effective();
        foreach (ref var weight in weights.AsSpan())
            weight /= Temperature;
        return RowSoftmax.Compute(_model.Design, _model.Contrasts, weights, NearbyContrasts(1 / Temperature, parallelism), parallelism);
    }

    /// <summary>A clip's d numbers.</summary>
    internal void Gather(int row, Span<double> x)
    {
        var design = _model.Design;
        var own = x[..design.Columns];
        design.Gather(row, own);
        for (var a = 0; a < _c; a++)
            x[design.Columns + a] = SymmetricSystem.Dot(_model.Teacher.Slice(a * design.Columns, design.Columns), own);
        x[(design.Columns + _c)..].Clear();
        _nearby?.AddTo(row, x[(design.Columns + _c)..]);
    }

    /// <summary>W, C × d.</summary>
    internal ReadOnlySpan<double> Weights => _fit.Weights.AsSpan();

    /// <summary>Weights on the design's columns alone, C × columns: the teacher's part folded in.</summary>
    internal double[] Effective() => Fold(_fit.Weights.AsSpan());

    /// <summary>Turns C × d weights on features and teacher into weights on the design's columns alone, C × columns.</summary>
    internal double[] Fold(ReadOnlySpan<double> weights)
    {
        var columns = _model.Design.Columns;
        var folded = new double[_c * columns];
        for (var a = 0; a < _c; a++)
        {
            var target = folded.AsSpan(a * columns, columns);
            weights.Slice(a * _d, columns).CopyTo(target);
            for (var b = 0; b < _c; b++)
                SymmetricSystem.AddScaled(target, _model.Teacher.Slice(b * columns, columns), weights[(a * _d) + columns + b]);
        }

        return folded;
    }

    /// <summary>The weights on the columns of answers nearby, C × C.</summary>
    internal float[] NearbyWeights(ReadOnlySpan<double> weights)
    {
        var result = new float[_c * _c];
        for (var a = 0; a < _c; a++)
        {
            for (var b = 0; b < _c; b++)
                result[(a * _c) + b] = (float)weights[((a + 1) * _d) - _c + b];
        }

        return result;
    }

    private float[][] NearbyContrasts(double scale, int parallelism)
    {
        var weights = NearbyWeights(_fit.Weights.AsSpan());
        foreach (ref var weight in weights.AsSpan())
            weight *= (float)scale;
        return _nearby?.Contrasts(weights, parallelism) ?? [];
    }

    private static double Confidence(ReadOnlySpan<double> logits)
    {
        Span<double> p = stackalloc double[logits.Length];
        logits.CopyTo(p);
        SoftmaxObjective.Normalise(p);
        return p[PosteriorMetrics.Argmax(p)];
    }

    /// <summary>How sure predictions are over the library: all clips, or so many at even distances.</summary>
    private double[] LibraryConfidence()
    {
        var step = (_model.Data.Rows + MostStrataClips - 1) / MostStrataClips;
        var result = new double[(_model.Data.Rows + step - 1) / step];
        Span<double> logits = stackalloc double[_model.Contrasts.Levels];
        for (var i = 0; i < result.Length; i++)
        {
            HeldOutLogits(i * step, logits);
            result[i] = Confidence(logits);
        }

        return result;
    }
}
