using System.Runtime.InteropServices;

namespace FusionScorer.Core.Onnx;

/// <summary>Builds an ONNX model (IR 8, operator set 17). Numbers of fields are those of onnx.proto.</summary>
public sealed class OnnxGraph
{
    private const int Float = 1;
    private const int UInt8 = 2;

    private readonly ProtobufWriter _nodes = new();
    private readonly ProtobufWriter _tensors = new();
    private readonly ProtobufWriter _ends = new();
    private readonly ProtobufWriter _metadata = new();
    private int _count;

    /// <summary>Adds a constant.</summary>
    /// <returns>Its name.</returns>
    public string Tensor(string name, ReadOnlySpan<int> shape, ReadOnlySpan<float> values)
    {
        var tensor = new ProtobufWriter();
        foreach (var length in shape)
            tensor.Number(1, length);
        _tensors.Message(5, tensor.Number(2, Float).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values)));
        return name;
    }

    /// <summary>Adds an operator with one output.</summary>
    /// <returns>The output's name.</returns>
    public string Node(string type, ReadOnlySpan<string> inputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var output = $"{type}_{_count++}";
        var node = new ProtobufWriter();
        foreach (var input in inputs)
            node.Text(1, input);
        node.Text(2, output).Text(3, output).Text(4, type);
        foreach (var attribute in attributes)
            node.Message(5, attribute.Content);
        _nodes.Message(1, node);
        return output;
    }

    /// <summary>Declares the input: bytes, batch first.</summary>
    public void Input(string name, params ReadOnlySpan<int> shape) => _ends.Message(11, End(name, UInt8, shape));

    /// <summary>Declares the input: float32, batch first.</summary>
    public void FloatInput(string name, params ReadOnlySpan<int> shape) => _ends.Message(11, End(name, Float, shape));

    /// <summary>Adds a text that readers of the model find under a key.</summary>
    public void Metadata(string key, string value) => _metadata.Message(14, new ProtobufWriter().Text(1, key).Text(2, value));

    /// <summary>Names a value as the output: float32, batch first.</summary>
    public void Output(string name, string value, params ReadOnlySpan<int> shape)
    {
        _nodes.Message(1, new ProtobufWriter().Text(1, value).Text(2, name).Text(3, name).Text(4, "Identity"));
        _ends.Message(12, End(name, Float, shape));
    }

    /// <summary>The file's bytes.</summary>
    public byte[] ToArray(string name, string producer)
    {
        // Fields of one message may come in any order; a concatenation of messages is their merger.
        var graph = new ProtobufWriter().Text(2, name);
        var content = (byte[])[.. _nodes.ToArray(), .. graph.ToArray(), .. _tensors.ToArray(), .. _ends.ToArray()];
        var model = new ProtobufWriter()
            .Number(1, 8)
            .Text(2, producer)
            .Bytes(7, content)
            .Message(8, new ProtobufWriter().Text(1, "").Number(2, 17));
        return [.. model.ToArray(), .. _metadata.ToArray()];
    }

    private static ProtobufWriter End(string name, int type, ReadOnlySpan<int> shape)
    {
        var dimensions = new ProtobufWriter().Message(1, new ProtobufWriter().Text(2, "N"));
        foreach (var length in shape)
            dimensions.Message(1, new ProtobufWriter().Number(1, length));
        var tensor = new ProtobufWriter().Number(1, type).Message(2, dimensions);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
