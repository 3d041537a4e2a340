using System.Runtime.InteropServices;
using FusionScorer.Core.Onnx;

namespace FusionScorer.Signals.Speech.VoiceActivity;

/// <summary>Rewrites Silero's network so that one call takes any number of consecutive windows.</summary>
/// <remarks>
/// The published graph takes one window of 32 ms, and most of its time goes into starting small operators. Only the LSTM needs windows in order;
/// everything before it runs over all of them at once, as the rows of one picture. Same weights, same arithmetic, a third of the time.
/// Input <c>windows</c> [1, 1, n, 640], <c>hidden</c> and <c>cell</c> [1, 1, 128]; output <c>speech</c> [1, 1, n, 1], <c>hiddenN</c>, <c>cellN</c>.
/// </remarks>
internal static class SileroSequence
{
    /// <summary>Samples of a row: context, window, and the window's end mirrored.</summary>
    public const int RowSamples = 640;

    /// <summary>Size of each half of the state.</summary>
    public const int Units = 128;

    private const int Float = 1;
    private const int Integer = 7;
    private const int Bins = 129;
    private const int Filter = 256;

    /// <summary>The ONNX model.</summary>
    public static byte[] Build(SileroWeights weights)
    {
        var graph = new ProtobufWriter().Text(2, "voice-activity");
        Tensor(graph, "stft", weights.Get("stft.forward_basis_buffer", 2 * Bins * Filter), 2 * Bins, 1, 1, Filter);
        Node(graph, "Conv", ["windows", "stft"], ["spectrum"], Ints("kernel_shape", 1, Filter), Ints("strides", 1, Filter / 2));
        Node(graph, "Split", ["spectrum"], ["real", "imaginary"], Int("axis", 1));
        Node(graph, "Mul", ["real", "real"], ["real2"]);
        Node(graph, "Mul", ["imaginary", "imaginary"], ["imaginary2"]);
        Node(graph, "Add", ["real2", "imaginary2"], ["power"]);
        Node(graph, "Sqrt", ["power"], ["layer0"]);
        Layer(graph, weights, 0, Bins, 128, stride: 1);
        Layer(graph, weights, 1, 128, 64, stride: 2);
        Layer(graph, weights, 2, 64, 64, stride: 2);
        Layer(graph, weights, 3, 64, Units, stride: 1);

        // [1, 128, n, 1] → [n, 1, 128], the LSTM's order.
        Node(graph, "Transpose", ["layer4"], ["rows"], Ints("perm", 2, 0, 3, 1));
        Shape(graph, "sequence", 0, 1, Units);
        Node(graph, "Reshape", ["rows", "sequence"], ["inputs"]);
        Recurrence(graph, weights);
        Shape(graph, "column", 1, 1, -1, Units);
        Node(graph, "Reshape", ["outputs", "column"], ["heard"]);
        Node(graph, "Relu", ["heard"], ["active"]);
        Tensor(graph, "head", weights.Get("decoder.decoder.2.weight", Units), Units, 1);
        Tensor(graph, "headBias", weights.Get("decoder.decoder.2.bias", 1), 1);
        Node(graph, "MatMul", ["active", "head"], ["raw"]);
        Node(graph, "Add", ["raw", "headBias"], ["logit"]);
        Node(graph, "Sigmoid", ["logit"], ["speech"]);
        foreach (var (field, name, dimensions) in (ReadOnlySpan<(int, string, int[])>)
            [(11, "windows", [1, 1, -1, RowSamples]), (11, "hidden", [1, 1, Units]), (11, "cell", [1, 1, Units]),
            (12, "speech", [1, 1, -1, 1]), (12, "hiddenN", [1, 1, Units]), (12, "cellN", [1, 1, Units])])
        {
            graph.Message(field, Value(name, dimensions));
        }

        return new ProtobufWriter().Number(1, 8).Message(7, graph).Message(8, new ProtobufWriter().Text(1, "").Number(2, 17)).ToArray();
    }

    private static void Layer(ProtobufWriter graph, SileroWeights weights, int number, int from, int to, int stride)
    {
        var name = $"encoder.{number}.reparam_conv";
        Tensor(graph, $"weight{number}", weights.Get(name + ".weight", to * from * 3), to, from, 1, 3);
        Tensor(graph, $"bias{number}", weights.Get(name + ".bias", to), to);
        Node(graph, "Conv", [$"layer{number}", $"weight{number}", $"bias{number}"], [$"conv{number}"],
            Ints("kernel_shape", 1, 3), Ints("strides", 1, stride), Ints("pads", 0, 1, 0, 1));
        Node(graph, "Relu", [$"conv{number}"], [$"layer{number + 1}"]);
    }

    private static void Recurrence(ProtobufWriter graph, SileroWeights weights)
    {
        const string Name = "decoder.rnn.";
        Tensor(graph, "lstmW", Gates(weights.Get(Name + "weight_ih", 4 * Units * Units), Units), 1, 4 * Units, Units);
        Tensor(graph, "lstmR", Gates(weights.Get(Name + "weight_hh", 4 * Units * Units), Units), 1, 4 * Units, Units);
        float[] bias = [.. Gates(weights.Get(Name + "bias_ih", 4 * Units), 1), .. Gates(weights.Get(Name + "bias_hh", 4 * Units), 1)];
        Tensor(graph, "lstmB", bias, 1, 8 * Units);
        Node(graph, "LSTM", ["inputs", "lstmW", "lstmR", "lstmB", "", "hidden", "cell"], ["outputs", "hiddenN", "cellN"], Int("hidden_size", Units));
    }

    // The weights have input, forget, cell, output; ONNX wants input, output, forget, cell.
    private static float[] Gates(float[] weights, int width)
    {
        var gate = Units * width;
        return [.. weights[..gate], .. weights[(3 * gate)..], .. weights[gate..(2 * gate)], .. weights[(2 * gate)..(3 * gate)]];
    }

    private static void Node(ProtobufWriter graph, string type, string[] inputs, string[] outputs, params ReadOnlySpan<ProtobufWriter> attributes)
    {
        var node = new ProtobufWriter();
        foreach (var input in inputs)
            node.Text(1, input);
        foreach (var output in outputs)
            node.Text(2, output);
        node.Text(4, type);
        foreach (var attribute in attributes)
            node.Message(5, attribute);
        graph.Message(1, node);
    }

    private static ProtobufWriter Int(string name, int value) => new ProtobufWriter().Text(1, name).Number(3, value).Number(20, 2);

    private static ProtobufWriter Ints(string name, params ReadOnlySpan<int> values)
    {
        var attribute = new ProtobufWriter().Text(1, name).Number(20, 7);
        foreach (var value in values)
            attribute.Number(8, value);
        return attribute;
    }

    private static void Tensor(ProtobufWriter graph, string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> dimensions) =>
        Tensor(graph, name, Float, MemoryMarshal.AsBytes(values), dimensions);

    private static void Shape(ProtobufWriter graph, string name, params ReadOnlySpan<long> values) =>
        Tensor(graph, name, Integer, MemoryMarshal.AsBytes(values), [values.Length]);

    private static void Tensor(ProtobufWriter graph, string name, int type, ReadOnlySpan<byte> raw, ReadOnlySpan<int> dimensions)
    {
        var tensor = new ProtobufWriter();
        foreach (var dimension in dimensions)
            tensor.Number(1, dimension);
        graph.Message(5, tensor.Number(2, type).Text(8, name).Bytes(9, raw));
    }

    private static ProtobufWriter Value(string name, int[] dimensions)
    {
        var shape = new ProtobufWriter();
        foreach (var dimension in dimensions)
            shape.Message(1, dimension < 0 ? new ProtobufWriter().Text(2, "n") : new ProtobufWriter().Number(1, dimension));
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, new ProtobufWriter().Number(1, Float).Message(2, shape)));
    }
}
