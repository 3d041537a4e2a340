using System.Text.Json;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Onnx;

namespace FusionScorer.Core.Classification;

/// <summary>The classifier as an ONNX model (IR 8, operator set 17): softmax((x W + b) / T) over the levels.</summary>
/// <remarks>
/// Input <c>columns</c>: float32, clips × (d − 1), standardised as <see cref="FusedClassifier.ColumnsOf"/> gives them. Output <c>probabilities</c>: float32,
/// clips × K. Metadata <c>levels</c> and <c>columns</c> are JSON arrays of names. Signal weights are 1; the teacher and the temperature are folded in.
/// </remarks>
public static class ClassifierOnnx
{
    /// <summary>Name of the input and of the metadata with the columns' names.</summary>
    public const string Columns = "columns";

    /// <summary>Name of the output.</summary>
    public const string Probabilities = "probabilities";

    /// <summary>Key of the metadata with the levels' names.</summary>
    public const string Levels = "levels";

    /// <summary>Writes the model.</summary>
    /// <param name="classifier">What to write, over K levels.</param>
    /// <param name="taxonomy">Names of the K levels.</param>
    /// <returns>The file's bytes; the same classifier gives the same bytes.</returns>
    /// <exception cref="ArgumentException">The taxonomy has another number of levels.</exception>
    /// <exception cref="InvalidOperationException">The classifier has no columns at all.</exception>
    public static byte[] Write(FusedClassifier classifier, Taxonomy taxonomy)
    {
        var contrasts = classifier.Model.Contrasts;
        var design = classifier.Model.Design;
        if (taxonomy.Count != contrasts.Levels)
            throw new ArgumentException($"the classifier tells {contrasts.Levels} levels apart, the taxonomy names {taxonomy.Count}", nameof(taxonomy));
        int own = design.Columns, k = contrasts.Levels, d = own + contrasts.Count;
        if (own == 1)
            throw new InvalidOperationException("a classifier without columns has nothing to read; its probabilities are the same for every clip");
        var effective = classifier.Effective();
        var nearby = classifier.NearbyWeights(classifier.Weights);
        var weights = new float[d * k];
        var z = new double[contrasts.Count];
        var logits = new double[k];
        for (var column = 0; column < d; column++)
        {
            for (var a = 0; a < z.Length; a++)
                z[a] = column < own ? effective[(a * own) + column] : nearby[(a * z.Length) + column - own];
            contrasts.Logits(z, logits);
            for (var y = 0; y < k; y++)
                weights[(column * k) + y] = (float)(logits[y] / classifier.Temperature);
        }

        var graph = new OnnxGraph();
        graph.FloatInput(Columns, d - 1);
        var product = graph.Node("MatMul", [Columns, graph.Tensor("weights", [d - 1, k], weights.AsSpan(k))]);
        var sum = graph.Node("Add", [product, graph.Tensor("bias", [k], weights.AsSpan(0, k))]);
        graph.Output(Probabilities, graph.Node("Softmax", [sum], OnnxAttribute.Of("axis", -1)), k);
        graph.Metadata(Levels, JsonSerializer.Serialize(Enumerable.Range(0, k).Select(y => taxonomy[y])));
        graph.Metadata(Columns, JsonSerializer.Serialize(classifier.ColumnNames));
        return graph.ToArray("classifier", "FusionScorer");
    }
}
