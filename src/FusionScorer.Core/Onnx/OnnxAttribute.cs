namespace FusionScorer.Core.Onnx;

/// <summary>A setting of an ONNX operator.</summary>
public readonly struct OnnxAttribute
{
    private OnnxAttribute(ProtobufWriter content) => Content = content;

    internal ProtobufWriter Content { get; }

    /// <summary>An integer.</summary>
    public static OnnxAttribute Of(string name, long value) => new(new ProtobufWriter().Text(1, name).Number(3, value).Number(20, 2));

    /// <summary>A number.</summary>
    public static OnnxAttribute Of(string name, float value) => new(new ProtobufWriter().Text(1, name).Single(2, value).Number(20, 1));

    /// <summary>A text.</summary>
    public static OnnxAttribute Of(string name, string value) => new(new ProtobufWriter().Text(1, name).Text(4, value).Number(20, 3));

    /// <summary>Integers.</summary>
    public static OnnxAttribute Of(string name, ReadOnlySpan<int> values)
    {
        var content = new ProtobufWriter().Text(1, name);
        foreach (var value in values)
            content.Number(8, value);
        return new OnnxAttribute(content.Number(20, 7));
    }
}
