using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Classification;

/// <summary>How leaving out a clip's own answers changes each signal's block.</summary>
/// <remarks>
/// <see cref="LeaveOneOut"/> says how far the clip's contrasts move, Δz. The weights that move with them are Δw = Σ (I ⊗ x) M⁻¹ Δz, M being the
/// covariance of the contrasts; each signal's part of Δz follows from its own columns.
/// </remarks>
internal sealed class HeldOutBlocks
{
    private readonly FusedClassifier _classifier;
    private readonly double[] _covariance;
    private readonly int _d;
    private readonly int _c;
    private readonly double[] _x;
    private readonly double[] _u;

    public HeldOutBlocks(FusedClassifier classifier)
    {
        _classifier = classifier;
        _covariance = classifier.Covariance();
        _d = classifier.Columns;
        _c = classifier.Model.Contrasts.Count;
        _x = new double[_d];
        _u = new double[_c * _c * _d];
    }

    /// <summary>Changes the blocks of a row in place.</summary>
    /// <param name="row">The clip.</param>
    /// <param name="block">S × K numbers.</param>
    public void Apply(int row, Span<float> block)
    {
        var contrasts = _classifier.Model.Contrasts;
        var design = _classifier.Model.Design;
        int k = contrasts.Levels, q = _c * _d;
        Span<double> logits = stackalloc double[k];
        Span<double> delta = stackalloc double[_c];
        _classifier.HeldOutLogits(row, logits);
        _classifier.Gather(row, _x);
        for (var a = 0; a < _c; a++)
        {
            for (var y = 0; y < k; y++)
                delta[a] += contrasts.Of(y)[a] * logits[y];
            delta[a] -= SymmetricSystem.Dot(_classifier.Weights.Slice(a * _d, _d), _x);
        }

        Array.Clear(_u);
        for (var b = 0; b < _c; b++)
        {
            for (var j = 0; j < _d; j++)
            {
                if (_x[j] != 0)
                    SymmetricSystem.AddScaled(_u.AsSpan(b * q, q), _covariance.AsSpan(((b * _d) + j) * q, q), _x[j]);
            }
        }

        var m = new SymmetricSystem(_c);
        for (var a = 0; a < _c; a++)
        {
            for (var b = 0; b <= a; b++)
                m.Matrix[(a * _c) + b] = SymmetricSystem.Dot(_u.AsSpan((b * q) + (a * _d), _d), _x);
        }

        if (!m.Factor())
            return;
        m.Solve(delta);
        var change = new double[q];
        for (var b = 0; b < _c; b++)
            SymmetricSystem.AddScaled(change, _u.AsSpan(b * q, q), delta[b]);
        Spread(row, _classifier.Fold(change), _classifier.NearbyWeights(change), design, contrasts, block);
    }

    private void Spread(int row, double[] change, float[] nearby, DesignMatrix design, LevelContrasts contrasts, Span<float> block)
    {
        var parts = new float[design.Signals.Length * _c];
        BlockScores.Contrasts(design, row, design.Spread(change), parts);
        _classifier.Nearby?.AddContrasts(row, nearby, parts);
        Span<double> z = stackalloc double[_c];
        Span<double> shift = stackalloc double[contrasts.Levels];

        // The constant has moved as well; since all clips share it, its change goes with what belongs to no signal in particular, or else the first.
        var home = Math.Max(0, design.Signals.IndexOf(Clips.SignalNames.Metadata));
        for (var s = 0; s < design.Signals.Length; s++)
        {
            for (var a = 0; a < _c; a++)
                z[a] = parts[(s * _c) + a] + (s == home ? change[a * design.Columns] : 0);
            contrasts.Logits(z, shift);
            for (var y = 0; y < shift.Length; y++)
                block[(s * shift.Length) + y] += (float)shift[y];
        }
    }
}
