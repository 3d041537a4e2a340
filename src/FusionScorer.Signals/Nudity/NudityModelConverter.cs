using System.Security.Cryptography;
using FusionScorer.Core;
using FusionScorer.Signals.Engines;
using FusionScorer.Signals.Nudity.Conversion;

namespace FusionScorer.Signals.Nudity;

/// <summary>Makes the nudity model out of the weights in the npm package nsfwjs. Same package, same bytes.</summary>
public static class NudityModelConverter
{
    /// <summary>The model's name, as in <c>fusion models pull NAME</c>.</summary>
    public const string ModelName = "nudity-mobilenet-v2";

    /// <summary>SHA-256 of the model that this converter makes from nsfwjs 4.3.0, in lower-case hexadecimal.</summary>
    public const string Sha256 = "165c7c39d4bdc8c20a0e4071fe3fcba88dec3797322d3c96a003c38de347d02a";

    /// <summary>What the model's outputs mean, in order.</summary>
    internal static readonly string[] Classes = ["Drawing", "Hentai", "Neutral", "Porn", "Sexy"];

    /// <summary>Where the model lies once it is made.</summary>
    /// <param name="environment">Reads a variable; null stands for the process's own environment.</param>
    public static string DefaultPath(Func<string, string?>? environment = null) => Path.Combine(EnginePaths.Models(environment), ModelName + ".onnx");

    /// <summary>Makes the model unless it is there.</summary>
    /// <param name="environment">Reads a variable; null stands for the process's own environment.</param>
    /// <returns>Its path.</returns>
    /// <exception cref="BadInputException">The package is absent or not what is expected.</exception>
    public static string Install(Func<string, string?>? environment = null)
    {
        var path = DefaultPath(environment);
        if (File.Exists(path))
            return path;
        var model = Convert(Path.Combine(EnginePaths.NpmModules(environment), "nsfwjs"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // A name of its own and a rename: whoever else does the same, or looks for the model now, sees all of it or nothing.
        var part = $"{path}.{Guid.NewGuid():N}.part";
        File.WriteAllBytes(part, model);
        File.Move(part, path, overwrite: true);
        return path;
    }

    /// <summary>The model as ONNX.</summary>
    /// <param name="package">Folder of the package nsfwjs.</param>
    /// <exception cref="BadInputException">The package is absent or not what is expected.</exception>
    public static byte[] Convert(string package)
    {
        var folder = Path.Combine(package, "dist", "models", "mobilenet_v2");
        if (!Directory.Exists(folder))
            throw new BadInputException("the package nsfwjs, from which the nudity model is made, is not there; build FusionScorer again, which fetches it");
        try
        {
            var script = File.ReadAllText(Path.Combine(folder, "model.min.js"));
            using var model = JavaScriptLiteral.Parse(script.AsSpan(Start(script, "exports={modelTopology", "exports=".Length)));
            var weights = new KerasWeights(model.RootElement.GetProperty("weightsManifest"), name => Shard(Path.Combine(folder, name + ".min.js")));
            var config = model.RootElement.GetProperty("modelTopology").GetProperty("model_config").GetProperty("config");
            return new KerasToOnnx(weights).Convert(config, Classes.Length);
        }
        catch (Exception fault) when (fault is InvalidDataException or KeyNotFoundException or InvalidOperationException or FormatException or FileNotFoundException)
        {
            throw new BadInputException($"the package nsfwjs is not the one that is expected ({fault.Message.ReplaceLineEndings(" ")}); delete its folder and build again");
        }
    }

    /// <summary>Hash of a model file, in lower-case hexadecimal.</summary>
    public static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return System.Convert.ToHexStringLower(SHA256.HashData(file));
    }

    // A shard is a script whose one long text is the content in base 64.
    private static byte[] Shard(string path)
    {
        var script = File.ReadAllText(path);
        var start = Start(script, "exports=\"", "exports=\"".Length);
        return System.Convert.FromBase64String(script[start..script.IndexOf('"', start)]);
    }

    private static int Start(string script, string mark, int skip)
    {
        var at = script.IndexOf(mark, StringComparison.Ordinal);
        return at >= 0 ? at + skip : throw new InvalidDataException($"no '{mark}' in the script");
    }
}
