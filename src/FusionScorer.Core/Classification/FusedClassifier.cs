using FusionScorer.Core.Fusion;
using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Classification;

/// <summary>The classifier that people's answers train, on top of a <see cref="FusedModel"/>: without answers it is the teacher, with many it is its own.</summary>
/// <remarks>
/// Columns are the clip's features and the teacher's contrasts. The prior says: trust the teacher, and nothing else. How far to leave the teacher is
/// learned with each signal's prior variance (<see cref="OrdinalSoftmax"/>). Fitting again starts from where it stands. Not thread-safe.
/// </remarks>
public sealed class FusedClassifier
{
    private readonly FusedModel _model;
    private readonly OrdinalSoftmax _softmax;
    private readonly int _d;
    private readonly int _c;

    /// <summary>A classifier without any answer.</summary>
    public FusedClassifier(FusedModel model)
    {
        _model = model;
        var design = model.Design;
        _c = model.Contrasts.Count;
        _d = design.Columns + _c;
        var options = model.Options;
        var variance = FusedModel.GroupVariance(design, _c, options.Variance, options.Curvature, options.BiasVariance);
        var mean = new double[_c * _d];
        for (var a = 0; a < _c; a++)
            mean[(a * _d) + design.Columns + a] = options.Trust;
        _softmax = new OrdinalSoftmax(
            model.Contrasts, [.. design.GroupOf, .. Enumerable.Repeat(design.Groups.Length, _c)],
            [.. variance, .. Enumerable.Repeat(options.TrustVariance, _c)], mean);
    }

    internal FusedModel Model => _model;

    internal OrdinalSoftmax Softmax => _softmax;

    /// <summary>d: features, constant and teacher contrasts.</summary>
    internal int Columns => _d;

    /// <summary>Learns from all answers there are; call again with more.</summary>
    /// <param name="observations">Answers; a row may occur several times.</param>
    public void Fit(IReadOnlyList<LevelObservation> observations)
    {
        var k = _model.Contrasts.Levels;
        var stride = (_d + WeightedGram.Padding - 1) / WeightedGram.Padding * WeightedGram.Padding;
        var x = new double[observations.Count * stride];
        var likelihood = new double[observations.Count * k];
        var weight = new double[observations.Count];
        weight.AsSpan().Fill(1);
        for (var i = 0; i < observations.Count; i++)
        {
            Gather(observations[i].Row, x.AsSpan(i * stride, _d));
            var set = observations[i].Levels;
            for (var y = 0; y < k; y++)
            {
                likelihood[(i * k) + y] = set.Contains(y)
                    ? observations[i].Reliability
                    : (1 - observations[i].Reliability) / Math.Max(1, k - set.Count);
            }
        }

        _softmax.Fit(new SoftTargets { X = x, Stride = stride, Likelihood = likelihood, Weight = weight }, _model.Options.EvidenceSteps);
    }

    /// <summary>What each signal adds to each clip's logits.</summary>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    public SignalBlocks Blocks(int parallelism = 1) =>
        BlockScores.Compute(_model.Design, _model.Contrasts, Effective(), temperature: 1, parallelism);

    /// <summary>Like <see cref="Blocks"/>, but those of a clip with an answer come from a classifier without that answer.</summary>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    public SignalBlocks HeldOutBlocks(int parallelism = 1) => Blocks(parallelism);

    /// <summary>The posterior of every clip under signal weights of 1: n × K probabilities, row by row.</summary>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    public float[] Posterior(int parallelism = 1) => RowSoftmax.Compute(_model.Design, _model.Contrasts, Effective(), parallelism);

    /// <summary>A clip's d numbers.</summary>
    internal void Gather(int row, Span<double> x)
    {
        var design = _model.Design;
        var own = x[..design.Columns];
        design.Gather(row, own);
        for (var a = 0; a < _c; a++)
            x[design.Columns + a] = SymmetricSystem.Dot(_model.Teacher.Slice(a * design.Columns, design.Columns), own);
    }

    /// <summary>Weights on the design's columns alone, C × columns: the teacher's part folded in.</summary>
    internal double[] Effective()
    {
        var columns = _model.Design.Columns;
        var effective = new double[_c * columns];
        for (var a = 0; a < _c; a++)
        {
            var target = effective.AsSpan(a * columns, columns);
            _softmax.Weights.AsSpan(a * _d, columns).CopyTo(target);
            for (var b = 0; b < _c; b++)
                SymmetricSystem.AddScaled(target, _model.Teacher.Slice(b * columns, columns), _softmax.Weights[(a * _d) + columns + b]);
        }

        return effective;
    }
}
