using System.Text.Json;

namespace FusionScorer.Signals.Nudity.Conversion;

/// <summary>One weight tensor.</summary>
/// <param name="Shape">Lengths, in Keras' order.</param>
/// <param name="Values">Row by row.</param>
internal sealed record KerasTensor(int[] Shape, float[] Values)
{
    /// <summary>The tensor with its axes in another order.</summary>
    /// <param name="order">For each new axis the old one.</param>
    public KerasTensor Transposed(params ReadOnlySpan<int> order)
    {
        var shape = new int[order.Length];
        var strides = new int[order.Length];
        for (var axis = 0; axis < order.Length; axis++)
        {
            shape[axis] = Shape[order[axis]];
            strides[axis] = Shape[(order[axis] + 1)..].Aggregate(1, static (product, length) => product * length);
        }

        var values = new float[Values.Length];
        var index = new int[order.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var from = 0;
            for (var axis = 0; axis < index.Length; axis++)
                from += index[axis] * strides[axis];
            values[i] = Values[from];
            for (var axis = index.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
                index[axis] = 0;
        }

        return new KerasTensor(shape, values);
    }
}

/// <summary>Weights of a TensorFlow.js layers-model: bytes one after another in the manifest's order, each <c>w = q · scale + min</c>.</summary>
internal sealed class KerasWeights
{
    private readonly Dictionary<string, KerasTensor> _tensors = [];

    /// <summary>Reads all weights.</summary>
    /// <param name="manifest">The model's <c>weightsManifest</c>.</param>
    /// <param name="shard">Reads a file of weights by its name in the manifest.</param>
    /// <exception cref="InvalidDataException">Weights are stored in another way, or are not all there.</exception>
    public KerasWeights(JsonElement manifest, Func<string, byte[]> shard)
    {
        foreach (var group in manifest.EnumerateArray())
        {
            var bytes = group.GetProperty("paths").EnumerateArray().SelectMany(path => shard(path.GetString()!)).ToArray();
            var at = 0;
            foreach (var weight in group.GetProperty("weights").EnumerateArray())
            {
                var name = weight.GetProperty("name").GetString()!;
                var shape = weight.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()).ToArray();
                var quantization = weight.GetProperty("quantization");
                if (quantization.GetProperty("dtype").GetString() != "uint8")
                    throw new InvalidDataException($"weights of {name} are no bytes");
                var length = shape.Aggregate(1, static (product, next) => product * next);
                if (length > bytes.Length - at)
                    throw new InvalidDataException($"weights of {name} are missing");
                _tensors.Add(name, new KerasTensor(shape, Values(bytes.AsSpan(at, length), quantization)));
                at += length;
            }

            if (at != bytes.Length)
                throw new InvalidDataException($"{bytes.Length - at} bytes of weights too many");
        }
    }

    /// <summary>A layer's tensor.</summary>
    public KerasTensor this[string layer, string name] =>
        _tensors.GetValueOrDefault($"{layer}/{name}") ?? throw new InvalidDataException($"the layer {layer} has no {name}");

    private static float[] Values(ReadOnlySpan<byte> bytes, JsonElement quantization)
    {
        // In double precision and rounded once, as TensorFlow.js does it.
        var (scale, min) = (quantization.GetProperty("scale").GetDouble(), quantization.GetProperty("min").GetDouble());
        var values = new float[bytes.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)((bytes[i] * scale) + min);
        return values;
    }
}
