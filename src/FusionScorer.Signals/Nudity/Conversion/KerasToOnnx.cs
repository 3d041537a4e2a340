using System.Text.Json;
using FusionScorer.Core.Onnx;

namespace FusionScorer.Signals.Nudity.Conversion;

/// <summary>
/// Turns a Keras convolutional model into ONNX. Keras keeps channels last and ONNX first: one transposition at the start, kernels transposed once here.
/// The result takes bytes 0 to 255 as ffmpeg's rgb24 has them and divides by 255 itself.
/// </summary>
internal sealed class KerasToOnnx(KerasWeights weights)
{
    public const string InputName = "frames";
    public const string OutputName = "probabilities";

    private readonly OnnxGraph _graph = new();
    private readonly Dictionary<string, string> _values = [];
    private readonly Dictionary<string, int[]> _pads = [];

    /// <summary>Converts a model.</summary>
    /// <param name="model">Keras' <c>model_config.config</c>.</param>
    /// <param name="classes">How many classes the model tells apart.</param>
    /// <exception cref="InvalidDataException">The model has a layer or a setting that is not known here.</exception>
    public byte[] Convert(JsonElement model, int classes)
    {
        foreach (var layer in model.GetProperty("layers").EnumerateArray())
            _values[Text(layer, "name")] = Layer(layer);
        var output = model.GetProperty("output_layers")[0][0].GetString()!;
        _graph.Output(OutputName, _values[output], classes);
        return _graph.ToArray("nudity", "FusionScorer");
    }

    private string Layer(JsonElement layer)
    {
        var (name, type, config) = (Text(layer, "name"), Text(layer, "class_name"), layer.GetProperty("config"));
        if (type == "InputLayer")
            return Input(config.GetProperty("batch_input_shape"));
        var inputs = layer.GetProperty("inbound_nodes")[0].EnumerateArray().Select(node => node[0].GetString()!).ToArray();
        var input = _values[inputs[0]];
        switch (type)
        {
            case "ZeroPadding2D":
                _pads[name] = [.. Pair(config, "padding", 0), .. Pair(config, "padding", 1)];
                return input;
            case "Conv2D":
                return Convolution(name, inputs[0], config, weights[name, "kernel"].Transposed(3, 2, 0, 1), group: 1);
            case "DepthwiseConv2D":
                var kernel = weights[name, "depthwise_kernel"];
                Demand(kernel.Shape[3] == 1, name, "depth_multiplier");
                return Convolution(name, inputs[0], config, kernel.Transposed(2, 3, 0, 1), group: kernel.Shape[2]);
            case "BatchNormalization":
                return Normalization(name, input, config);
            case "ReLU":
                return Clip(name, input, config);
            case "Add":
                return _graph.Node("Add", [.. inputs.Select(other => _values[other])]);
            case "AveragePooling2D":
                Demand(Text(config, "padding") == "valid", name, "padding");
                return _graph.Node(
                    "AveragePool", [input], OnnxAttribute.Of("kernel_shape", Numbers(config, "pool_size")), OnnxAttribute.Of("strides", Numbers(config, "strides")));
            case "Flatten":
                return _graph.Node("Flatten", [_graph.Node("Transpose", [input], OnnxAttribute.Of("perm", [0, 2, 3, 1]))], OnnxAttribute.Of("axis", 1));
            case "Dense":
                return Dense(name, input, config);
            case "Dropout":
                return input;
            default:
                throw new InvalidDataException($"the layer {name} is a {type}, which is not known here");
        }
    }

    private string Input(JsonElement shape)
    {
        _graph.Input(InputName, shape[1].GetInt32(), shape[2].GetInt32(), shape[3].GetInt32());
        var numbers = _graph.Node("Cast", [InputName], OnnxAttribute.Of("to", 1));
        var share = _graph.Node("Mul", [numbers, _graph.Tensor("per_byte", [], [1f / 255])]);
        return _graph.Node("Transpose", [share], OnnxAttribute.Of("perm", [0, 3, 1, 2]));
    }

    private string Convolution(string name, string inputLayer, JsonElement config, KerasTensor kernel, int group)
    {
        Demand(Text(config, "data_format") == "channels_last", name, "data_format");
        Demand(Numbers(config, "dilation_rate").All(rate => rate == 1), name, "dilation_rate");
        List<string> inputs = [_values[inputLayer], _graph.Tensor(name, kernel.Shape, kernel.Values)];
        if (config.GetProperty("use_bias").GetBoolean())
            inputs.Add(Vector(name, "bias"));
        List<OnnxAttribute> attributes =
        [
            OnnxAttribute.Of("kernel_shape", Numbers(config, "kernel_size")),
            OnnxAttribute.Of("strides", Numbers(config, "strides")),
            OnnxAttribute.Of("group", group),
        ];
        var same = Text(config, "padding") == "same";
        if (_pads.TryGetValue(inputLayer, out var pads))
        {
            // Keras says top, bottom, left, right; ONNX top, left, bottom, right.
            Demand(!same, name, "padding");
            attributes.Add(OnnxAttribute.Of("pads", [pads[0], pads[2], pads[1], pads[3]]));
        }
        else
        {
            attributes.Add(OnnxAttribute.Of("auto_pad", same ? "SAME_UPPER" : "VALID"));
        }

        return Activation(name, _graph.Node("Conv", [.. inputs], [.. attributes]), config);
    }

    private string Normalization(string name, string input, JsonElement config) => _graph.Node(
        "BatchNormalization",
        [input, Vector(name, "gamma"), Vector(name, "beta"), Vector(name, "moving_mean"), Vector(name, "moving_variance")],
        OnnxAttribute.Of("epsilon", config.GetProperty("epsilon").GetSingle()));

    private string Clip(string name, string input, JsonElement config)
    {
        Demand(config.GetProperty("negative_slope").GetDouble() == 0 && config.GetProperty("threshold").GetDouble() == 0, name, "negative_slope");
        var most = config.GetProperty("max_value").GetSingle();
        return _graph.Node("Clip", [input, _graph.Tensor(name + "/min", [], [0]), _graph.Tensor(name + "/max", [], [most])]);
    }

    private string Dense(string name, string input, JsonElement config)
    {
        var kernel = weights[name, "kernel"];
        var product = _graph.Node("Gemm", [input, _graph.Tensor(name, kernel.Shape, kernel.Values), Vector(name, "bias")]);
        return Activation(name, product, config);
    }

    private string Activation(string name, string value, JsonElement config) => Text(config, "activation") switch
    {
        "linear" => value,
        "relu" => _graph.Node("Relu", [value]),
        "softmax" => _graph.Node("Softmax", [value], OnnxAttribute.Of("axis", 1)),
        var other => throw new InvalidDataException($"the layer {name} has the activation {other}, which is not known here"),
    };

    private string Vector(string layer, string name) => _graph.Tensor($"{layer}/{name}", weights[layer, name].Shape, weights[layer, name].Values);

    private static void Demand(bool holds, string layer, string setting)
    {
        if (!holds)
            throw new InvalidDataException($"the layer {layer} has a {setting} that is not known here");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static int[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(number => number.GetInt32())];

    private static int[] Pair(JsonElement element, string name, int row) => [.. element.GetProperty(name)[row].EnumerateArray().Select(number => number.GetInt32())];
}
