using System.Runtime.InteropServices;
using System.Text;
using FusionScorer.Signals.Onnx;

namespace FusionScorer.Signals.Speech.VoiceActivity;

/// <summary>The weights of Silero's voice activity model, version 5, for 16 kHz, out of its ONNX file.</summary>
/// <remarks>The file's graph is a choice by sampling rate whose then-branch is the network for 16 kHz, with the weights as named constants.</remarks>
internal sealed class SileroWeights
{
    // Fields of onnx.proto.
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int NodeOperator = 4;
    private const int NodeAttribute = 5;
    private const int AttributeName = 1;
    private const int AttributeTensor = 5;
    private const int AttributeGraph = 6;
    private const int TensorName = 8;
    private const int TensorRaw = 9;

    private readonly Dictionary<string, float[]> _tensors = new(StringComparer.Ordinal);

    private SileroWeights()
    {
    }

    /// <summary>Reads the weights.</summary>
    /// <exception cref="InvalidDataException">The file is another model.</exception>
    public static SileroWeights Read(ReadOnlySpan<byte> onnx)
    {
        var weights = new SileroWeights();
        var model = new ProtobufReader(onnx);
        while (model.Read())
        {
            if (model.Field == ModelGraph)
                weights.Graph(model.Bytes, isBranch: false);
        }

        return weights;
    }

    /// <summary>A weight by its name.</summary>
    /// <exception cref="InvalidDataException">It is absent or has another size.</exception>
    public float[] Get(string name, int count) => _tensors.TryGetValue(name, out var values) && values.Length == count
        ? values
        : throw new InvalidDataException($"the voice activity model is not Silero's version 5: {name} differs");

    private void Graph(ReadOnlySpan<byte> graph, bool isBranch)
    {
        var fields = new ProtobufReader(graph);
        while (fields.Read())
        {
            if (fields.Field == GraphNode)
                Node(fields.Bytes, isBranch);
        }
    }

    private void Node(ReadOnlySpan<byte> node, bool inBranch)
    {
        var kind = inBranch ? "Constant" : "If";
        if (Text(node, NodeOperator) != kind)
            return;
        var fields = new ProtobufReader(node);
        while (fields.Read())
        {
            if (fields.Field != NodeAttribute)
                continue;
            var name = Text(fields.Bytes, AttributeName);
            if (inBranch && name == "value")
                Tensor(Part(fields.Bytes, AttributeTensor));
            else if (!inBranch && name == "then_branch")
                Graph(Part(fields.Bytes, AttributeGraph), isBranch: true);
        }
    }

    private void Tensor(ReadOnlySpan<byte> tensor)
    {
        if (Text(tensor, TensorName) is { Length: > 0 } name && Part(tensor, TensorRaw) is { Length: > 0 } raw && raw.Length % sizeof(float) == 0)
            _tensors[name] = MemoryMarshal.Cast<byte, float>(raw).ToArray();
    }

    private static string Text(ReadOnlySpan<byte> message, int field) => Encoding.UTF8.GetString(Part(message, field));

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> message, int field)
    {
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            if (fields.Field == field)
                return fields.Bytes;
        }

        return default;
    }
}
