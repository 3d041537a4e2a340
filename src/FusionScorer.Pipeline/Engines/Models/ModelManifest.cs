using System.Collections.Immutable;
using FusionScorer.Core;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>The models that FusionScorer knows: <c>models/manifest.json</c>.</summary>
public sealed class ModelManifest
{
    private const string ShippedName = "models/manifest.json";

    private readonly Dictionary<string, ModelEntry> _byName;

    internal ModelManifest(ImmutableArray<ModelEntry> entries)
    {
        Entries = entries;
        _byName = entries.ToDictionary(entry => entry.Name);
    }

    /// <summary>All models, in the file's order.</summary>
    public ImmutableArray<ModelEntry> Entries { get; }

    /// <summary>The manifest that this program was built with.</summary>
    public static ModelManifest Shipped()
    {
        using var stream = typeof(ModelManifest).Assembly.GetManifestResourceStream(ShippedName)
            ?? throw new InvalidOperationException($"{ShippedName} is not embedded in {typeof(ModelManifest).Assembly.GetName().Name}");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Parse(bytes, ShippedName);
    }

    /// <summary>Reads a manifest file.</summary>
    /// <exception cref="BadInputException">It is absent or faulty.</exception>
    public static ModelManifest Read(string path) =>
        File.Exists(path) ? Parse(File.ReadAllBytes(path), path) : throw new BadInputException(path, 0, "no such file");

    /// <summary>Reads a manifest.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="file">Its name, for faults.</param>
    /// <exception cref="BadInputException">It is faulty.</exception>
    public static ModelManifest Parse(ReadOnlySpan<byte> utf8, string file) => new(ModelManifestReader.Read(PlacedJson.Parse(utf8, file)));

    /// <summary>The model of a name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public ModelEntry Get(string name) => _byName.TryGetValue(name, out var entry)
        ? entry
        : throw new BadInputException($"no model is called '{name}'; known: {string.Join(", ", Entries.Select(known => known.Name))}");
}
