using FusionScorer.Core.Clips;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Graph;

namespace FusionScorer.Core.Classification;

/// <summary>What is learned before any person's answer: the label model, the design matrix and the teacher. Immutable; <see cref="FusedClassifier"/> learns from answers on top of it.</summary>
/// <remarks>
/// The label model's posterior of every clip teaches a linear model on the signals' features (the teacher). No level that a person gave enters
/// anything here, so a clip's own decision cannot leak into its own features, nor come back through neighbours.
/// </remarks>
public sealed class FusedModel
{
    private const double RatedAnew = 0.1;
    private const string BeliefGroup = "neighbours' belief";

    // What is believed of a clip counts a quarter of what a person says of it.
    private const float BeliefWeight = 0.25f;

    private readonly double[] _teacher;

    private FusedModel(FusionData data, ClassifierOptions options, LabelModelFit fit, DesignMatrix design, LevelContrasts contrasts, double[] teacher)
    {
        Data = data;
        Options = options;
        LabelModel = fit;
        Design = design;
        Contrasts = contrasts;
        _teacher = teacher;
    }

    /// <summary>What it was prepared from.</summary>
    public FusionData Data { get; }

    /// <summary>Its settings.</summary>
    public ClassifierOptions Options { get; }

    /// <summary>The label model, fitted without decisions.</summary>
    public LabelModelFit LabelModel { get; }

    /// <summary>What the teacher believes of other clips, carried over links to each clip, without any answer; null when there are no links.</summary>
    public LevelPropagation? Beliefs { get; private init; }

    /// <summary>The teacher's mean contrasts over all clips, C numbers; empty when there are no links.</summary>
    internal double[] UsualContrasts { get; private init; } = [];

    internal DesignMatrix Design { get; }

    internal LevelContrasts Contrasts { get; }

    /// <summary>The teacher's weights, C × d.</summary>
    internal ReadOnlySpan<double> Teacher => _teacher;

    /// <summary>Fits label model and teacher.</summary>
    /// <param name="data">n clips, at least 1.</param>
    /// <param name="options">Settings.</param>
    /// <param name="labelModel">Settings of the label model; null = the defaults with the expected balance of the data.</param>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The parts of the data do not go together.</exception>
    public static FusedModel Prepare(FusionData data, ClassifierOptions options, LabelModelOptions? labelModel = null, int parallelism = 1)
    {
        FusionData.Validate(data);
        var fit = Fusion.LabelModel.Fit(data.Matrix, [], labelModel ?? options.LabelModelFor(data));
        var weak = data.Matrix.Columns.IsEmpty ? Repeat(fit.Balance, data.Rows) : fit.Predict(data.Matrix);
        RuleOutLaterLevels(weak, data);
        var contrasts = new LevelContrasts(data.Levels);
        var columns = new DesignColumns(data.Rows);
        SignalColumns.Add(columns, data.Features, data.LevelsSince);
        foreach (var relation in data.Relations.Where(relation => relation.Signal == SignalNames.Viewers))
        {
            var factors = LinkFactors.Compute(relation.Graph, options.LinkFactors);
            for (var k = 0; k < factors.Count; k++)
                columns.Add(relation.Signal, $"{relation.Name} factors", $"{relation.Name} factor {k + 1}", factors[k]);
        }

        ExpectedColumns.Add(columns, data.Features, data.Relations);
        var design = new DesignMatrix(data.Rows, columns.Items, data.Relations.Select(relation => relation.Signal));
        var teacher = Teach(design, contrasts, weak, options);
        LevelPropagation? beliefs = null;
        double[] usual = [];
        if (data.Relations.Length > 0)
        {
            (beliefs, usual) = AddBeliefs(columns, data, design, contrasts, teacher, options, parallelism);
            design = new DesignMatrix(data.Rows, columns.Items, data.Relations.Select(relation => relation.Signal));
            teacher = Teach(design, contrasts, weak, options);
        }

        return new FusedModel(data, options, fit, design, contrasts, teacher) { Beliefs = beliefs, UsualContrasts = usual };
    }

    /// <summary>Prior variances by group: every signal may move the logits equally much; curvature is rarer than slope.</summary>
    internal static double[] GroupVariance(DesignMatrix design, int contrasts, double total, double curvature, double bias)
    {
        var size = new int[design.Groups.Length];
        foreach (var g in design.GroupOf)
            size[g]++;
        var variance = new double[size.Length * contrasts];
        for (var g = 0; g < size.Length; g++)
        {
            for (var a = 0; a < contrasts; a++)
                variance[(g * contrasts) + a] = g == 0 ? bias : total / size[g] * (a == 0 ? 1 : curvature);
        }

        return variance;
    }

    private static double[] Repeat(ReadOnlySpan<double> balance, int rows)
    {
        var result = new double[rows * balance.Length];
        for (var row = 0; row < rows; row++)
            balance.CopyTo(result.AsSpan(row * balance.Length));
        return result;
    }

    private static double[] Teach(DesignMatrix design, LevelContrasts contrasts, double[] weak, ClassifierOptions options)
    {
        var step = (design.Rows + options.TeacherClips - 1) / options.TeacherClips;
        var count = (design.Rows + step - 1) / step;
        var stride = SoftTargets.StrideFor(design.Columns);
        var k = contrasts.Levels;
        var x = new double[count * stride];
        var target = new double[count * k];
        var weight = new double[count];
        weight.AsSpan().Fill(options.TeacherLabels / count);
        for (var i = 0; i < count; i++)
        {
            design.Gather(i * step, x.AsSpan(i * stride, design.Columns));
            weak.AsSpan(i * step * k, k).CopyTo(target.AsSpan(i * k, k));
        }

        var variance = GroupVariance(design, contrasts.Count, options.TeacherVariance, options.TeacherCurvature, options.TeacherBiasVariance);
        var prior = new WeightPrior(contrasts, design.GroupOf, [.. variance]);
        var rows = new SoftTargets { X = x, Stride = stride, Likelihood = target, Weight = weight, Fixed = true };
        return [.. options.Trainer.Train(rows, prior, start: null).Weights];
    }

    /// <summary>A clip from before a level was introduced can only have it by being rated anew.</summary>
    private static void RuleOutLaterLevels(double[] weak, FusionData data)
    {
        var k = data.Levels;
        for (var row = 0; row < data.Rows && !data.LevelsSince.IsEmpty; row++)
        {
            var year = data.Features.Get(row, SignalColumns.Year);
            var p = weak.AsSpan(row * k, k);
            var sum = 0.0;
            for (var y = 0; y < k; y++)
                sum += p[y] *= year < data.LevelsSince[y] ? RatedAnew : 1;
            for (var y = 0; y < k; y++)
                p[y] /= sum;
        }
    }

    /// <summary>What the teacher believes of the clips around a clip, never what it believes of the clip itself.</summary>
    private static (LevelPropagation Heard, double[] Usual) AddBeliefs(
        DesignColumns columns, FusionData data, DesignMatrix design, LevelContrasts contrasts, double[] teacher, ClassifierOptions options, int parallelism)
    {
        var belief = new float[contrasts.Count][];
        for (var a = 0; a < belief.Length; a++)
            belief[a] = new float[data.Rows];
        var spread = design.Spread(teacher);
        var z = new float[design.Signals.Length * contrasts.Count];
        for (var row = 0; row < data.Rows; row++)
        {
            BlockScores.Contrasts(design, row, spread, z);
            for (var a = 0; a < belief.Length; a++)
            {
                var sum = teacher[a * design.Columns];
                for (var s = 0; s < design.Signals.Length; s++)
                    sum += z[(s * belief.Length) + a];
                belief[a][row] = (float)sum;
            }
        }

        var values = new float[data.Rows * contrasts.Count];
        var usual = new double[belief.Length];
        for (var a = 0; a < belief.Length; a++)
        {
            usual[a] = belief[a].Average(value => (double)value);
            for (var row = 0; row < data.Rows; row++)
                values[(row * belief.Length) + a] = (float)(belief[a][row] - usual[a]);
        }

        var weights = new float[data.Rows];
        weights.AsSpan().Fill(BeliefWeight);
        var seeds = new LevelSeeds(Enumerable.Range(0, data.Rows).ToArray(), values, weights, belief.Length);
        var propagation = LevelPropagation.Solve(data.Relations, seeds, PropagationOptions.Default with { LogitsPerUnit = options.Trust }, parallelism);
        var signals = data.Relations.Select(relation => relation.Signal).Distinct(StringComparer.Ordinal).ToArray();
        var heard = signals.Select(signal => propagation.HeardByAll([.. Enumerable.Range(0, data.Relations.Length).Where(r => data.Relations[r].Signal == signal)])).ToArray();
        for (var a = 0; a < belief.Length; a++)
        {
            columns.Add(BeliefGroup, $"{BeliefGroup} {a + 1}", [.. signals.Select((signal, s) =>
            {
                var part = new float[data.Rows];
                for (var row = 0; row < data.Rows; row++)
                    part[row] = heard[s][(row * belief.Length) + a];
                return new ColumnPart(signal, part);
            })]);
        }

        return (propagation, usual);
    }
}
