using FusionScorer.Signals.Engines;
using FusionScorer.Signals.Nudity;

namespace FusionScorer.Signals.Tests.Nudity;

/// <summary>The nudity model, made once for a test class from the package that the build fetched.</summary>
public sealed class InstalledModel : IDisposable
{
    private readonly TempFolder _folder = new();

    public InstalledModel()
    {
        Bytes = NudityModelConverter.Convert(Package);
        Path = _folder.At("model.onnx");
        File.WriteAllBytes(Path, Bytes);
        Model = new NudityModel(Path);
    }

    /// <summary>Folder of the package with the weights.</summary>
    public static string Package => System.IO.Path.Combine(EnginePaths.NpmModules(), "nsfwjs");

    public string Path { get; }

    public byte[] Bytes { get; }

    public NudityModel Model { get; }

    public void Dispose()
    {
        Model.Dispose();
        _folder.Dispose();
    }
}
